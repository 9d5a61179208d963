import type { GraphQLError } from 'graphql';
import type { EngineContext } from '../context.js';
import { notFound } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { ColumnModel } from '../model/column.js';
import { encodeGlobalId } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import type { Row } from '../sql/columns.js';
import { readRows } from '../sql/row-statements.js';
import { readUniqueRows } from '../sql/unique-rows.js';
import { batchLoader } from './batch-loader.js';

/** Loads a row of `table` by key, or null if there is none, with one statement for all rows of a tick. */
export function loadNode(
  table: Table,
  key: Key,
  { database, loaders }: EngineContext,
): Promise<Row | null> {
  const loader = loaders.get(table, () =>
    batchLoader<Key, Row | null>(async (keys) => {
      const rows = await readRows(table, keys, database);
      const byKey = new Map(rows.map((row) => [row.id, row]));
      return keys.map((each) => byKey.get(each) ?? null);
    }),
  );
  return loader.load(key);
}

/**
 * Loads the row of `table` with `value`, a parameter of the column, in a unique column, or null if there is none, with one
 * statement for all rows of a tick.
 */
export function loadUnique(
  table: Table,
  column: ColumnModel,
  value: unknown,
  { database, loaders }: EngineContext,
): Promise<Row | null> {
  const loader = loaders.get(column, () =>
    batchLoader<unknown, Row | null>(
      async (values) => {
        const rows = await readUniqueRows(table, column, values, database);
        const byPlace = new Map(rows.map((row) => [row._place, row]));
        return values.map((_, index) => byPlace.get(index + 1) ?? null);
      },
      (each) => (typeof each === 'object' ? JSON.stringify(each) : each),
    ),
  );
  return loader.load(value);
}

/** The error for a row that does not exist. */
export function rowMissing(table: Table, key: Key, argument: string): GraphQLError {
  return notFound({ argument, ids: [encodeGlobalId(table.name, key)] });
}

/** Throws NOT_FOUND with the IDs of all `keys` that are `missing`, in the order of `keys`. */
export function refuseMissing(
  table: Table,
  keys: readonly Key[],
  missing: Iterable<Key>,
  argument: string,
): void {
  const absent = new Set(missing);
  const atFault = keys.filter((key) => absent.has(key));
  if (atFault.length > 0)
    throw notFound({ argument, ids: atFault.map((key) => encodeGlobalId(table.name, key)) });
}
