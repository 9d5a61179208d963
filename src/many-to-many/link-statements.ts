import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { orderBy } from '../relay/order.js';
import { readOrder } from '../relay/order-input.js';
import { columnsOf, type Row } from '../relay/row-source.js';
import type { End } from './end.js';

/**
 * Reads the owner and locks it until the transaction ends; undefined where there is none. Changes of one owner's links
 * thus happen one after the other: two `set`s at once must leave one of the two sets, never a mix. The lock does not
 * stand in the way of those who only refer to the owner: changes from the other end.
 */
export async function lockOwner(end: End, key: number, executor: QueryExecutorProvider): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    SELECT ${columnsOf(end.owner, 'owner')} FROM ${sql.table(end.owner.name)} AS owner WHERE owner.id = ${key} FOR NO KEY UPDATE`.execute(
    executor,
  );
  return rows[0];
}

/**
 * Returns which of `keys` exist, and keeps them from being deleted until the transaction ends. Locks in the order of the
 * keys, as everybody does, so that nobody waits for each other.
 */
export async function lockTargets(end: End, keys: readonly number[], executor: QueryExecutorProvider): Promise<number[]> {
  const { rows } = await sql<Row>`
    SELECT id FROM ${sql.table(end.target.name)} WHERE id = ANY(${keys}::int[]) ORDER BY id FOR KEY SHARE`.execute(executor);
  return rows.map(({ id }) => id);
}

/** Links the owner to all of `targets` that it is not linked to, and returns those, in their default order. */
export async function insertLinks(
  end: End,
  owner: number,
  targets: readonly number[],
  executor: QueryExecutorProvider,
): Promise<Row[]> {
  const { table, ownerColumn, targetColumn } = end;
  // In the order of the keys, again so that two from opposite ends cannot wait for each other.
  return changed(
    end,
    sql`INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)})
      SELECT ${owner}::int, key FROM unnest(${targets}::int[]) AS target(key) ORDER BY key
      ON CONFLICT DO NOTHING RETURNING *`,
    executor,
  );
}

/** Which of an owner's links to delete. */
export type Choice = { readonly only: readonly number[] } | { readonly except: readonly number[] };

/** Deletes the owner's links to the targets of `choice`, and returns the targets it was linked to, in their default order. */
export async function deleteLinks(end: End, owner: number, choice: Choice, executor: QueryExecutorProvider): Promise<Row[]> {
  const target = sql.id(end.targetColumn);
  const chosen = 'only' in choice ? sql`${target} = ANY(${choice.only}::int[])` : sql`${target} <> ALL(${choice.except}::int[])`;
  return changed(
    end,
    sql`DELETE FROM ${sql.table(end.table)} WHERE ${sql.id(end.ownerColumn)} = ${owner} AND ${chosen} RETURNING *`,
    executor,
  );
}

/** Runs a statement that changes links and returns them, and gives their targets in the default order. */
async function changed(
  { target, targetColumn }: End,
  change: RawBuilder<unknown>,
  executor: QueryExecutorProvider,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    WITH link AS (${change})
    SELECT ${columnsOf(target, 'node')} FROM link JOIN ${sql.table(target.name)} AS node ON node.id = ${sql.id('link', targetColumn)}
    ORDER BY ${orderBy(readOrder(target))}`.execute(executor);
  return rows;
}
