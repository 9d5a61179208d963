import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key, Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { PositionedEnd } from '../model/tables.js';
import { keyParameter, keysParameter, selectedKey } from './columns.js';
import { all } from './conditions.js';
import { run } from './statement.js';

/** A target and its place in its owner's list. */
export interface Placed {
  readonly key: Key;
  readonly place: unknown;
}

/** A place in a list: at an end of it, or beside a row. */
export type ListPlace =
  | { readonly at: 'first' | 'last' }
  | { readonly at: 'after' | 'before'; readonly target: Key };

/** What is next to a place in an owner's list. */
export interface Neighbours {
  /** Of the targets in question, those that are in the list, in its order. */
  readonly linked: readonly Placed[];
  /** Whether the row that the place is beside is in the list. */
  readonly isPlace: boolean;
  /** The nearest rows before and after the place, in the order of the list. */
  readonly before: readonly Placed[];
  readonly after: readonly Placed[];
}

/** A question about a place. */
export interface NeighboursOf {
  readonly owner: Key;
  readonly targets: readonly Key[];
  /** Undefined if only the targets are in question. */
  readonly place: ListPlace | undefined;
  /** Whether the targets are about to be moved: then they are no neighbours, and their links are locked. */
  readonly moved: boolean;
  /** The number of rows on each side of the place. */
  readonly size: number;
}

/** A row as JSON: its key and its place. */
type Pair = readonly [key: Key, place: unknown];

const placed = (pairs: readonly Pair[] | null): Placed[] =>
  (pairs ?? []).map(([key, place]) => ({ key, place }));

/** Reads what is next to a place in an owner's list, each part from the index of the list's order. */
export async function readNeighbours(
  end: PositionedEnd,
  { owner, targets, place, moved, size }: NeighboursOf,
  executor: Executor,
): Promise<Neighbours> {
  const { target, targetColumn } = end;
  const link = (name: string) => sql.id('link', name);
  const owned = sql`${link(end.ownerColumn)} = ${keyParameter(end.owner, sql`${owner}`)}`;
  const keys = keysParameter(target, sql`${targets}`);
  const from = sql`FROM ${sql.table(end.table)} AS link`;
  const pair = (alias: string) =>
    sql`json_build_array(${selectedKey(target, sql.id(alias, targetColumn))}, ${selectedPlace(end, alias)})`;
  const rows = (conditions: readonly Sql[], backward: boolean) => {
    const direction = backward ? sql`DESC` : sql`ASC`;
    const others = moved ? [sql`NOT (${link(targetColumn)} = ANY(${keys}))`] : [];
    return sql`(SELECT to_json(ARRAY(SELECT ${pair('link')} ${from} WHERE ${all([owned, ...conditions, ...others])} ORDER BY ${comparedPlace(end, 'link')} ${direction}, ${link(targetColumn)} ${direction} LIMIT ${sql.lit(size)})))`;
  };
  const beside = (operator: string) =>
    sql`(${comparedPlace(end, 'link')}, ${link(targetColumn)}) ${sql.raw(operator)} ((SELECT ${comparedPlace(end, '_beside')} FROM _beside), (SELECT ${sql.id('_beside', targetColumn)} FROM _beside))`;
  const tables = [
    sql`_named AS MATERIALIZED (SELECT link.* ${from} WHERE ${owned} AND ${link(targetColumn)} = ANY(${keys}) ORDER BY ${link(targetColumn)}${moved ? sql` FOR NO KEY UPDATE` : sql``})`,
  ];
  const columns = [
    sql`(SELECT json_agg(${pair('_named')} ORDER BY ${comparedPlace(end, '_named')}, ${sql.id('_named', targetColumn)}) FROM _named) AS linked`,
  ];
  if (place?.at === 'after' || place?.at === 'before') {
    const key = keyParameter(target, sql`${place.target}`);
    tables.push(
      sql`_beside AS MATERIALIZED (SELECT link.* ${from} WHERE ${owned} AND ${link(targetColumn)} = ${key})`,
    );
    columns.push(sql`EXISTS (SELECT FROM _beside) AS "isPlace"`);
    columns.push(sql`${rows([beside(place.at === 'after' ? '<=' : '<')], true)} AS before`);
    columns.push(sql`${rows([beside(place.at === 'after' ? '>' : '>=')], false)} AS after`);
  } else if (place) {
    const last = place.at === 'last';
    columns.push(sql`${rows([], last)} AS ${sql.id(last ? 'before' : 'after')}`);
  }
  const [read] = await run<
    Record<'linked' | 'before' | 'after', Pair[] | null> & { isPlace?: boolean }
  >(executor, sql`WITH ${sql.join(tables)} SELECT ${sql.join(columns)}`);
  return {
    linked: placed(read?.linked ?? null),
    isPlace: read?.isPlace ?? true,
    before: placed(read?.before ?? null).reverse(),
    after: placed(read?.after ?? null),
  };
}

/** Reads the last place in the list of each owner, one look-up each. Owners with an empty list, or that do not exist, have none. */
export async function readLastPlaces(
  end: PositionedEnd,
  owners: readonly Key[],
  executor: Executor,
): Promise<ReadonlyMap<Key, unknown>> {
  const last = sql`
    SELECT ${selectedPlace(end, 'link')} AS place FROM ${sql.table(end.table)} AS link WHERE ${sql.id('link', end.ownerColumn)} = _owner.key
    ORDER BY ${comparedPlace(end, 'link')} DESC, ${sql.id('link', end.targetColumn)} DESC LIMIT 1`;
  const rows = await run<{ key: Key; place: unknown }>(
    executor,
    sql`SELECT ${selectedKey(end.owner, sql`_owner.key`)} AS key, _last.place FROM unnest(${keysParameter(end.owner, sql`${owners}`)}) AS _owner(key) CROSS JOIN LATERAL (${last}) AS _last`,
  );
  return new Map(rows.map(({ key, place }) => [key, place]));
}

/** SQL: the stored place of a link as it is compared, and its selected value. */
function comparedPlace({ position }: PositionedEnd, alias: string): Sql {
  const stored = sql.id(alias, position.column);
  return kindOf(position).order?.compared?.(stored) ?? stored;
}

function selectedPlace({ position }: PositionedEnd, alias: string): Sql {
  const stored = sql.id(alias, position.column);
  return kindOf(position).select?.(stored, position) ?? stored;
}
