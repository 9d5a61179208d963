import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { Table } from '../model/tables.js';
import { assigned, type ColumnValue, valuesOfNew } from './column-values.js';
import { keyRef, selectedKey, tableRef } from './columns.js';
import { groupedBy } from './grouped-by.js';
import { columnValues, type NewValues } from './new-values.js';
import { lockKeys } from './row-locks.js';
import { run } from './statement.js';
import { readUniqueRows } from './unique-rows.js';

/** The keys of rows with these values in unique columns, by index, without those that do not exist. The rows are locked against deletion. */
export async function lockNamedRows(
  table: Table,
  names: readonly ColumnValue[],
  transaction: Executor,
): Promise<Map<number, Key>> {
  const found = new Map<number, Key>();
  const indexed = names.map((name, index) => ({ ...name, index }));
  for (const [column, named] of groupedBy(indexed, (each) => each.column)) {
    const values = named.map(({ value }) => value);
    for (const row of await readUniqueRows(table, column, values, transaction)) {
      const index = named[row._place - 1]?.index;
      if (index !== undefined) found.set(index, row.id);
    }
  }
  const locked = new Set(await lockKeys(table, [...new Set(found.values())], transaction));
  return new Map([...found].filter(([, key]) => locked.has(key)));
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
