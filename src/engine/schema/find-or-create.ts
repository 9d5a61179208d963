import type { Executor } from '../database.js';
import { notFound } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import { insertNamedRow, lockNamedRows } from '../sql/named-rows.js';
import { lockKeys } from '../sql/row-locks.js';
import { refuseDuplicates } from './conflicts.js';
import { argumentOfKey } from './foreign-key-inputs.js';
import { type NamedRow, nameText } from './named-rows.js';

/** How often rows are looked for that another transaction creates and deletes meanwhile. */
const attempts = 10;

/**
 * Finds rows by their names, creates those that are missing, and returns the keys of all, locked against deletion. Throws NOT_FOUND for
 * the first that is missing and not to be created, or that refers to a missing row.
 */
export async function findOrCreate(
  table: Table,
  rows: readonly NamedRow[],
  transaction: Executor,
): Promise<readonly Key[]> {
  const names = rows.map(({ name }) => name);
  const keys = new Map<number, Key>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    // A new statement, which sees what others have inserted.
    for (const [index, key] of await lockNamedRows(table, names, transaction)) keys.set(index, key);
    const missing = [...rows.entries()].filter(([index]) => !keys.has(index));
    if (missing.length === 0) return rows.map((_, index) => keys.get(index) as Key);
    for (const [, { created, path }] of missing)
      if (!created) throw notFound({ argument: path, ids: [] });
    await lockReferenced(
      missing.map(([, row]) => row),
      transaction,
    );
    // In the same order in all transactions, so that two do not wait for rows of each other.
    const inOrder = missing.toSorted(([, a], [, b]) => (nameText(a) < nameText(b) ? -1 : 1));
    for (const [index, { name, created, path }] of inOrder) {
      const values = created ?? { columns: [], foreignKeys: [] };
      const key = await refuseDuplicates(
        table,
        () => insertNamedRow(table, name, values, transaction),
        path,
        (field) => `${path}.${field === name.column.name ? '' : `${fieldNames.create}.`}${field}`,
      );
      if (key !== undefined) keys.set(index, key);
    }
  }
  throw new Error(`rows of ${table.name} are created and deleted again and again`);
}

/** Locks the rows that new rows refer to. Throws NOT_FOUND for the first that does not exist. */
async function lockReferenced(rows: readonly NamedRow[], transaction: Executor): Promise<void> {
  for (const { created, path } of rows)
    for (const { toOne, key } of created?.foreignKeys ?? []) {
      if (key === null) continue;
      const found = await lockKeys(toOne.target, [key], transaction);
      if (found.length === 0)
        throw rowMissing(toOne.target, key, argumentOfKey(toOne, `${path}.${fieldNames.create}`));
    }
}
