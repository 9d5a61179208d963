import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { plannedOnce } from '../../postgres/planned-once.js';
import type { End } from '../model/end.js';
import { readOrder } from '../schema/order-input.js';
import { orderBy } from './order.js';
import { columnsOf, type Row } from './row-source.js';

/** The owner of links, and those of the targets asked for that do not exist. */
export interface LockedEnds {
  readonly owner: Row;
  readonly missing: readonly number[];
}

/** What became of an owner's links: the targets linked, and the keys of those unlinked, in the targets' default order. */
export interface LinkChange {
  readonly added: readonly Row[];
  readonly removed: readonly number[];
}

/** Which of an owner's links to delete. */
export type Choice = { readonly only: readonly number[] } | { readonly except: readonly number[] };

/**
 * Reads the owner and locks it until the transaction ends; undefined where there is none. Changes of one owner's links
 * thus happen one after the other: two `set`s at once must leave one of the two sets, never a mix. The lock does not
 * stand in the way of those who only refer to the owner: changes from the other end. The targets that exist are kept
 * from being deleted.
 *
 * What deletes links has to come in a later statement, which sees what those did that it has waited for.
 */
export async function lockEnds(
  end: End,
  owner: number,
  targets: readonly number[],
  executor: QueryExecutorProvider,
): Promise<LockedEnds | undefined> {
  const { rows } =
    await sql<LockedEnds>`${plannedOnce} WITH ${locked(end, owner, targets)} SELECT ${lockedResult} FROM owner`.execute(
      executor,
    );
  return rows[0];
}

/**
 * Links the owner to all of `targets` that it is not linked to; to none if one of them does not exist. All in one
 * statement: an insert sees what has been inserted meanwhile. Undefined where there is no such owner.
 */
export async function addLinks(
  end: End,
  owner: number,
  targets: readonly number[],
  executor: QueryExecutorProvider,
): Promise<(LockedEnds & Pick<LinkChange, 'added'>) | undefined> {
  const wanted = sql`SELECT owner.id, target.id FROM owner, target WHERE NOT EXISTS (SELECT FROM missing) ORDER BY target.id`;
  const { rows } = await sql<LockedEnds & Pick<LinkChange, 'added'>>`
    ${plannedOnce} WITH ${locked(end, owner, targets)}, inserted AS (${insertion(end, wanted)})
    SELECT ${lockedResult}, ${added(end)} FROM owner`.execute(executor);
  return rows[0];
}

/** Deletes the owner's links to the targets of `choice`. */
export async function removeLinks(
  end: End,
  owner: number,
  choice: Choice,
  executor: QueryExecutorProvider,
): Promise<Pick<LinkChange, 'removed'>> {
  const { rows } = await sql<Pick<LinkChange, 'removed'>>`
    ${plannedOnce} WITH deleted AS (${deletion(end, owner, choice)}) SELECT ${removed(end)}`.execute(
    executor,
  );
  return rows[0] ?? { removed: [] };
}

/** Leaves the owner with links to `targets` and no others. */
export async function replaceLinks(
  end: End,
  owner: number,
  targets: readonly number[],
  executor: QueryExecutorProvider,
): Promise<LinkChange> {
  const wanted = sql`SELECT ${owner}::int, key FROM unnest(${targets}::int[]) AS target(key) ORDER BY key`;
  const { rows } = await sql<LinkChange>`
    ${plannedOnce} WITH deleted AS (${deletion(end, owner, { except: targets })}), inserted AS (${insertion(end, wanted)})
    SELECT ${removed(end)}, ${added(end)}`.execute(executor);
  return rows[0] ?? { removed: [], added: [] };
}

/** SQL, parts of a WITH: the owner and the targets, locked, and the keys of targets that do not exist. */
function locked(
  { owner, target }: End,
  key: number,
  targets: readonly number[],
): RawBuilder<unknown> {
  // Locked in the order of the keys, as everybody does, so that nobody waits for each other.
  return sql`
    owner AS MATERIALIZED (
      SELECT ${columnsOf(owner, 'owner')} FROM ${sql.table(owner.name)} AS owner WHERE owner.id = ${key} FOR NO KEY UPDATE
    ),
    target AS MATERIALIZED (
      SELECT id FROM ${sql.table(target.name)} WHERE id = ANY(${targets}::int[]) ORDER BY id FOR KEY SHARE
    ),
    missing AS MATERIALIZED (SELECT unnest(${targets}::int[]) AS key EXCEPT SELECT id FROM target)`;
}

const lockedResult = sql`to_json(owner) AS owner, ARRAY(SELECT key FROM missing) AS missing`;

/** SQL: links inserted where they are not there yet. `wanted` has them in the order of the keys, as `locked` has its targets. */
function insertion(
  { table, ownerColumn, targetColumn }: End,
  wanted: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)}) ${wanted} ON CONFLICT DO NOTHING RETURNING *`;
}

function deletion(
  { table, ownerColumn, targetColumn }: End,
  owner: number,
  choice: Choice,
): RawBuilder<unknown> {
  const target = sql.id(targetColumn);
  // A subquery, which PostgreSQL looks up in a hash table: the links may be as many as the targets that stay.
  const chosen =
    'only' in choice
      ? sql`${target} = ANY(${choice.only}::int[])`
      : sql`${target} NOT IN (SELECT unnest(${choice.except}::int[]))`;
  return sql`DELETE FROM ${sql.table(table)} WHERE ${sql.id(ownerColumn)} = ${owner} AND ${chosen} RETURNING *`;
}

/** SQL: the targets of the links `inserted`, and the keys of those of the links `deleted`. */
const added = (end: End) => sql`${gathered(end, 'inserted', sql`node`)} AS added`;
const removed = (end: End) => sql`${gathered(end, 'deleted', sql`node.id`)} AS removed`;

/** SQL: `each` of the targets of `links`, in the default order. One value of JSON, so that the rows beside it come once. */
function gathered(
  { target, targetColumn }: End,
  links: string,
  each: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(json_agg(${each} ORDER BY ${orderBy(readOrder(target))}), '[]') FROM (
      SELECT ${columnsOf(target, 'node')} FROM ${sql.table(links)} JOIN ${sql.table(target.name)} AS node ON node.id = ${sql.id(links, targetColumn)}
    ) AS node
  )`;
}
