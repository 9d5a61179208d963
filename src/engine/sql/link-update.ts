import { sql } from 'kysely';
import type { Database, Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { LinkedEnd } from '../model/tables.js';
import { assigned, type ColumnValue, valuesOfChanged } from './column-values.js';
import {
  keyParameter,
  keyRef,
  passedLinkColumns,
  type Row,
  rowAsJson,
  storedColumns,
  storedLinkColumns,
  tableRef,
  targetAsJson,
} from './columns.js';
import { run } from './statement.js';

/** The two ends of a link. */
export interface LinkKeys {
  readonly owner: Key;
  readonly target: Key;
}

/** A link with its two rows, each null if it does not exist. */
export interface LinkRows {
  readonly owner: Row | null;
  /** With the columns of the link; null if the two rows are not linked. */
  readonly target: Row | null;
}

/**
 * Changes columns of a link. If `values` is empty, nothing is changed. A statement that waits for a lock returns rows as they were
 * when it began, so if another transaction has locked the link, a statement before it waits.
 */
export async function updateLink(
  end: LinkedEnd,
  keys: LinkKeys,
  values: readonly ColumnValue[],
  database: Database,
): Promise<LinkRows> {
  const { owner, target, link } = end;
  const assignments = valuesOfChanged(end.columns, values).map(
    (each) => sql`${sql.id(each.column.column)} = ${assigned(each)}`,
  );
  const table = sql`${sql.table(end.table)} AS link`;
  const isLink = sql`${sql.id('link', end.ownerColumn)} = ${keyParameter(owner, sql`${keys.owner}`)} AND ${sql.id('link', end.targetColumn)} = ${keyParameter(target, sql`${keys.target}`)}`;
  const columns = storedLinkColumns(link, 'link');
  const changed =
    assignments.length === 0
      ? sql`SELECT ${columns} FROM ${table} WHERE ${isLink}`
      : sql`UPDATE ${table} SET ${sql.join(assignments)} WHERE ${isLink} AND EXISTS (SELECT FROM _locked) RETURNING ${columns}`;
  const rowOf = (key: Key, of: typeof owner, alias: string) =>
    sql`${tableRef(of)} AS ${sql.id(alias)} WHERE ${keyRef(of, alias)} = ${keyParameter(of, sql`${key}`)}`;
  const lock = sql`SELECT FROM ${table} WHERE ${isLink} FOR NO KEY UPDATE`;
  const locked =
    assignments.length === 0 ? sql`` : sql`_locked AS MATERIALIZED (${lock} SKIP LOCKED), `;
  const update = async (executor: Executor) => {
    const [rows] = await run<LinkRows>(executor, statement);
    return rows ?? { owner: null, target: null };
  };
  const statement = sql<LinkRows>`
      WITH ${locked}_link AS (${changed})
      SELECT (
        SELECT ${rowAsJson(owner, '_owner')} FROM (SELECT ${storedColumns(owner, 'node')} FROM ${rowOf(keys.owner, owner, 'node')}) AS _owner
      ) AS owner, (
        SELECT ${targetAsJson(end, '_target')} FROM (
          SELECT ${storedColumns(target, 'node')}, ${passedLinkColumns(link, '_link')} FROM _link, ${rowOf(keys.target, target, 'node')}
        ) AS _target
      ) AS target`;
  const updated = await update(database);
  if (updated.target || assignments.length === 0) return updated;
  return database.transaction(async (transaction) => {
    await run(transaction, lock);
    return update(transaction);
  });
}
