import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Table } from '../model/tables.js';
import { assigned, type ColumnValue, valuesOfNew } from './column-values.js';
import { keyRef, selectedKey, tableRef } from './columns.js';
import { any } from './conditions.js';
import { groupedBy } from './grouped-by.js';
import { columnValues, type NewValues } from './new-values.js';
import { run } from './statement.js';
import { readUniqueRows } from './unique-rows.js';

/**
 * The keys of rows with these values in unique columns, by index, without those that do not exist. The rows are locked against deletion
 * and against changes of these values.
 */
export async function lockNamedRows(
  table: Table,
  names: readonly ColumnValue[],
  transaction: Executor,
): Promise<Map<number, Key>> {
  const found = new Map<number, Key>();
  const indexed = names.map((name, index) => ({ ...name, index }));
  const byColumn = groupedBy(indexed, (each) => each.column);
  // Locked before they are read, because a row may get another value while the lock is waited for.
  const locked = await lockByValues(table, byColumn, transaction);
  for (const [column, named] of byColumn) {
    const values = named.map(({ value }) => value);
    for (const row of await readUniqueRows(table, column, values, transaction)) {
      const index = named[row._place - 1]?.index;
      if (index !== undefined && locked.has(row.id)) found.set(index, row.id);
    }
  }
  return found;
}

/** Locks the rows that have one of these values, in the order of their keys, and returns their keys. */
async function lockByValues(
  table: Table,
  byColumn: ReadonlyMap<ColumnModel, readonly ColumnValue[]>,
  transaction: Executor,
): Promise<ReadonlySet<Key>> {
  const key = keyRef(table, 'node');
  const hasValue = [...byColumn].map(([column, named]) => {
    const type = sql.raw(kindOf(column).parameterType(column));
    const values = named.map(({ value }) => value);
    return sql`${sql.id('node', column.column)} = ANY(${values}::${type}[])`;
  });
  const rows = await run<{ key: Key }>(
    transaction,
    sql`SELECT ${selectedKey(table, key)} AS key FROM ${tableRef(table)} AS node WHERE ${any(hasValue)} ORDER BY ${key} FOR KEY SHARE`,
  );
  return new Set(rows.map((row) => row.key));
}

/**
 * Inserts a row, unless there is one with this value in a unique column. Returns its key; undefined if there is one. A row that another
 * transaction inserts is waited for.
 */
export async function insertNamedRow(
  table: Table,
  name: ColumnValue,
  values: NewValues,
  transaction: Executor,
): Promise<Key | undefined> {
  const all = valuesOfNew([table.key, ...table.columns], [name, ...columnValues(values)]);
  const columns = sql.join(all.map(({ column }) => sql.id(column.column)));
  const [row] = await run<{ key: Key }>(
    transaction,
    sql`INSERT INTO ${tableRef(table)} AS node (${columns}) VALUES (${sql.join(all.map(assigned))})
      ON CONFLICT (${sql.id(name.column.column)}) DO NOTHING RETURNING ${selectedKey(table, keyRef(table, 'node'))} AS key`,
  );
  return row?.key;
}
