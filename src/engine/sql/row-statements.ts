import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { Table } from '../model/tables.js';
import { assigned, valuesOfChanged } from './column-values.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  type Row,
  rowAsJson,
  selectedColumns,
  selectedKey,
  storedColumns,
  tableRef,
} from './columns.js';
import { all, type Condition } from './conditions.js';
import { columnValues, type NewValues } from './new-values.js';
import { orderBy, orderOf, readOrder } from './order.js';
import { type NewForeignKey, ReferencedRows } from './referenced-rows.js';
import { parameter, run, templatesOf } from './statement.js';

const readStatements = templatesOf<Table, readonly Key[], Row>(
  (table) =>
    sql`SELECT ${selectedColumns(table, 'node')} FROM ${tableRef(table)} AS node WHERE ${keyRef(table, 'node')} = ANY(${keysParameter(
      table,
      parameter<readonly Key[]>((keys) => keys),
    )})`,
  { prepare: true },
);

/** Reads the rows with these keys, in any order, without those that do not exist. */
export function readRows(
  table: Table,
  keys: readonly Key[],
  executor: Executor,
): Promise<readonly Row[]> {
  return readStatements(table).run(executor, keys);
}

/** The result of an update. */
export interface Change {
  /** The row after the update; undefined if a referenced row does not exist: then nothing was changed. */
  readonly row: Row | undefined;
  /** Its foreign keys whose row does not exist. */
  readonly missing: readonly NewForeignKey[];
}

/** Changes columns of a row. Returns undefined if the row does not exist. */
export async function updateRow(
  table: Table,
  key: Key,
  values: NewValues,
  executor: Executor,
): Promise<Change | undefined> {
  const assignments = valuesOfChanged(table.columns, columnValues(values)).map(
    (each) => sql`${sql.id(each.column.column)} = ${assigned(each)}`,
  );
  if (assignments.length === 0) {
    const [row] = await readRows(table, [key], executor);
    return row && { row, missing: [] };
  }
  const referenced = new ReferencedRows(values.foreignKeys);
  const conditions = [isRow(table, key), ...referenced.conditions];
  const update = sql`UPDATE ${tableRef(table)} AS node SET ${sql.join(assignments)} WHERE ${all(conditions)}`;
  if (referenced.tables.length === 0) {
    const [row] = await run<Row>(
      executor,
      sql`${update} RETURNING ${selectedColumns(table, 'node')}`,
    );
    return row && { row, missing: [] };
  }
  const [result] = await run<{ row: Row | null; found: readonly boolean[] }>(
    executor,
    sql`
      WITH ${sql.join(referenced.tables)}, _updated AS (${update} RETURNING ${storedColumns(table, 'node')})
      SELECT (SELECT ${rowAsJson(table, '_updated')} FROM _updated) AS row, ${referenced.found} AS found
      FROM ${tableRef(table)} AS node WHERE ${isRow(table, key)}`,
  );
  if (!result) return undefined;
  const missing = referenced.missing(result.found);
  // Without both, the row was deleted while the statement waited for its lock.
  return result.row || missing.length > 0 ? { row: result.row ?? undefined, missing } : undefined;
}

/** Deletes a row. Returns whether it existed. */
export async function deleteRow(table: Table, key: Key, executor: Executor): Promise<boolean> {
  const rows = await run(
    executor,
    sql`DELETE FROM ${tableRef(table)} AS node WHERE ${isRow(table, key)} RETURNING true AS deleted`,
  );
  return rows.length > 0;
}

const isRow = (table: Table, key: Key) =>
  sql`${keyRef(table, 'node')} = ${keyParameter(table, sql`${key}`)}`;

/**
 * Deletes the rows with the alias `node` that meet `condition`, in two statements of one transaction. Returns
 * their keys in the default order.
 */
export async function deleteRows(
  table: Table,
  condition: Condition,
  transaction: Executor,
): Promise<readonly Key[]> {
  const key = keyRef(table, 'node');
  // Locked in the order of their keys, as mutations of links do, so that they cannot deadlock.
  const locked = await run<{ key: Key }>(
    transaction,
    sql`SELECT ${selectedKey(table, key)} AS key FROM ${tableRef(table)} AS node WHERE ${condition} ORDER BY ${key} FOR UPDATE`,
  );
  const keys = keysParameter(table, sql`${locked.map((row) => row.key)}`);
  // A row may have got a link while this waited for its lock, and then no longer meet the filter. A locked row
  // gets no links, and this statement sees the current ones.
  const deleted = await run<{ key: Key }>(
    transaction,
    sql`
      WITH _deleted AS (
        DELETE FROM ${tableRef(table)} AS node WHERE ${key} = ANY(${keys}) AND ${condition} RETURNING ${storedColumns(table, 'node')}
      )
      SELECT ${selectedKey(table, sql`_deleted.id`)} AS key FROM _deleted ORDER BY ${orderBy(orderOf(readOrder(table), (name) => sql.id('_deleted', name)))}`,
  );
  return deleted.map((row) => row.key);
}
