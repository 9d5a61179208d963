import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import type { End } from '../model/tables.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  linkColumnName,
  passedLinkColumns,
  rowAsJson,
  selectedKey,
  storedColumns,
  tableRef,
  targetAsJson,
} from './columns.js';
import { orderBy, orderOf, readTargetOrder } from './order.js';
import { parameter } from './statement.js';

/** SQL, for RETURNING: the position of a link, named as in a row, if its end has positions. */
export const positionColumn = ({ position }: End) =>
  position ? sql`, ${sql.id(position.column)} AS ${sql.id(linkColumnName(position.name))}` : sql``;

/** The parameters of a statement that changes links. */
export interface LinkValues {
  readonly owner: Key;
  readonly targets: readonly Key[];
}

/** SQL: the key of the owner, and the keys of the targets. */
export const ownerKey = ({ owner }: End) =>
  keyParameter(
    owner,
    parameter<LinkValues>(({ owner }) => owner),
  );
export const targetKeys = ({ target }: End) =>
  keysParameter(
    target,
    parameter<LinkValues>(({ targets }) => targets),
  );

/** Which of an owner's links to delete: those to the targets, or all others. */
export type Choice = 'only' | 'except';

/** Whether a change locks the targets before the owner: if the lists of both have an order, both ends lock the same rows first. */
export const locksTargetsFirst = ({ owner, target, position, back, ...end }: End): boolean =>
  position !== undefined &&
  back.position !== undefined &&
  owner !== target &&
  end.ownerColumn > end.targetColumn;

/**
 * SQL, parts of a WITH: locks the owner and the targets, and returns the keys of targets that do not exist. Without `wait`, rows that
 * other transactions have locked count as missing. If a target is the owner of a list with an order of its own, it is locked
 * as an owner is, because its list gets a new place.
 */
export function locked(end: End, { wait }: { readonly wait: boolean }): Sql {
  const { owner, target, back } = end;
  const key = keyRef(target, '_target');
  if (end.symmetric) return lockedAlike(end, wait);
  const ofOthers = wait ? sql`` : sql` SKIP LOCKED`;
  const missing = sql`_missing AS MATERIALIZED (SELECT unnest(${targetKeys(end)}) AS key EXCEPT SELECT id FROM _target)`;
  if (back.position && owner === target) {
    // Two rows of one table, which another statement may lock the other way round.
    return sql`
    _locked AS MATERIALIZED (
      SELECT ${storedColumns(target, '_target')} FROM ${tableRef(target)} AS _target WHERE ${key} = ANY(${targetKeys(end)} || ${ownerKey(end)}) ORDER BY ${key} FOR NO KEY UPDATE${ofOthers}
    ),
    _owner AS MATERIALIZED (SELECT * FROM _locked WHERE id = ${ownerKey(end)}),
    _target AS MATERIALIZED (SELECT id FROM _locked WHERE id = ANY(${targetKeys(end)})),
    ${missing}`;
  }
  const targetsFirst = locksTargetsFirst(end);
  const after = (rows: string) => sql` AND (SELECT count(*) FROM ${sql.raw(rows)}) >= 0`;
  // Locked in the order of the keys, as every statement does, to avoid deadlocks.
  const parts = [
    sql`
    _owner AS MATERIALIZED (
      SELECT ${storedColumns(owner, '_owner')} FROM ${tableRef(owner)} AS _owner WHERE ${keyRef(owner, '_owner')} = ${ownerKey(end)}${targetsFirst ? after('_target') : sql``} FOR NO KEY UPDATE${ofOthers}
    )`,
    sql`
    _target AS MATERIALIZED (
      SELECT ${key} AS id FROM ${tableRef(target)} AS _target WHERE ${key} = ANY(${targetKeys(end)})${back.position && !targetsFirst ? after('_owner') : sql``} ORDER BY ${key} ${back.position ? sql`FOR NO KEY UPDATE` : sql`FOR KEY SHARE`}${ofOthers}
    )`,
  ];
  return sql`${sql.join(targetsFirst ? parts.toReversed() : parts)}, ${missing}`;
}

/**
 * SQL, the same for a symmetric relation, whose links also belong to the targets: these have the lock of the owner, and all are
 * locked in one order. If it waits, the current targets are locked too, whose links may be deleted.
 */
function lockedAlike(end: End, wait: boolean): Sql {
  const { owner, table, ownerColumn, targetColumn } = end;
  const key = keyRef(owner, '_row');
  const named = sql`${targetKeys(end)} || ${ownerKey(end)}`;
  const current = sql`ARRAY(SELECT ${sql.id(targetColumn)} FROM ${sql.table(table)} WHERE ${sql.id(ownerColumn)} = ${ownerKey(end)})`;
  const keys = wait ? sql`${named} || ${current}` : named;
  return sql`
    _row AS MATERIALIZED (
      SELECT ${storedColumns(owner, '_row')} FROM ${tableRef(owner)} AS _row WHERE ${key} = ANY(${keys}) ORDER BY ${key} FOR NO KEY UPDATE${wait ? sql`` : sql` SKIP LOCKED`}
    ),
    _owner AS MATERIALIZED (SELECT * FROM _row WHERE id = ${ownerKey(end)}),
    _target AS MATERIALIZED (SELECT id FROM _row WHERE id = ANY(${targetKeys(end)}) ORDER BY id),
    _missing AS MATERIALIZED (SELECT unnest(${targetKeys(end)}) AS key EXCEPT SELECT id FROM _target)`;
}

/** SQL for a SELECT list: the owner, and the keys of the targets that do not exist. */
export const lockedResult = ({ owner, target }: End) =>
  sql`${rowAsJson(owner, '_owner')} AS owner, ARRAY(SELECT ${selectedKey(target, sql`key`)} FROM _missing) AS missing`;

/** SQL: inserts the links that do not exist. `wanted` has them in the order of the keys, as `locked` has its targets. */
export function insertion({ table, ownerColumn, targetColumn }: End, wanted: Sql): Sql {
  const key = sql`(${sql.id(ownerColumn)}, ${sql.id(targetColumn)})`;
  return sql`INSERT INTO ${sql.table(table)} ${key} ${wanted} ON CONFLICT ${key} DO NOTHING RETURNING ${sql.id(targetColumn)} AS key`;
}

/** SQL: deletes links. */
export function deletion(end: End, choice: Choice): Sql {
  const target = sql.id(end.targetColumn);
  // A subquery, for which PostgreSQL builds a hash table: an owner may have as many links as there are remaining targets.
  const chosen =
    choice === 'only'
      ? sql`${target} = ANY(${targetKeys(end)})`
      : sql`${target} NOT IN (SELECT unnest(${targetKeys(end)}))`;
  return sql`DELETE FROM ${sql.table(end.table)} WHERE ${sql.id(end.ownerColumn)} = ${ownerKey(end)} AND ${chosen} RETURNING ${target} AS key${positionColumn(end)}`;
}

/** SQL: the targets of the inserted and of the moved links, and the keys of the targets of the deleted links. */
export const added = (end: End) =>
  sql`${gathered(end, '_inserted', targetAsJson(end, '_node'))} AS added`;
export const moved = (end: End) =>
  sql`${gathered(end, '_moved', targetAsJson(end, '_node'))} AS moved`;
export const removed = (end: End) =>
  sql`${gathered(end, '_deleted', selectedKey(end.target, sql`_node.id`))} AS removed`;

/** SQL: `each` of the targets of `links`, in the default order, as one JSON value, so that the result has one row. */
function gathered(end: End, links: '_inserted' | '_moved' | '_deleted', each: Sql): Sql {
  const { target, link, position } = end;
  const order = orderOf(readTargetOrder(end), (name) => sql.id('_node', name));
  const columns =
    links === '_deleted'
      ? position && sql.id(links, linkColumnName(position.name))
      : link && passedLinkColumns(link, links);
  const linkColumns = columns ? sql`, ${columns}` : sql``;
  return sql`(
    SELECT coalesce(json_agg(${each} ORDER BY ${orderBy(order)}), '[]') FROM (
      SELECT ${storedColumns(target, 'node')}${linkColumns} FROM ${sql.table(links)} JOIN ${tableRef(target)} AS node ON ${keyRef(target, 'node')} = ${sql.id(links, 'key')}
    ) AS _node
  )`;
}
