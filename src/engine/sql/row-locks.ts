import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key, Sql } from '../kinds/kind.js';
import { hasPositions, type Table } from '../model/tables.js';
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
import { groupedBy } from './grouped-by.js';
import { type NewLinks, NewLinkTables } from './new-link-tables.js';
import { type NewForeignKey, ReferencedRows } from './referenced-rows.js';
import { run } from './statement.js';

/** The rows that a change of a row needs. */
export interface NeededRows {
  /** The new values of its foreign keys. */
  readonly foreignKeys: readonly NewForeignKey[];
  /** Its new links, by relation. */
  readonly links: readonly NewLinks[];
}

/** Which of the needed rows do not exist. */
export interface MissingRows {
  readonly foreignKeys: readonly NewForeignKey[];
  /** The keys of targets, for each relation. */
  readonly targets: readonly (readonly Key[])[];
}

/**
 * Reads a row and locks it until the transaction ends, as `lockEnds` does, and locks the rows that its change needs against
 * deletion. Undefined if the row does not exist.
 */
export async function lockRow(
  table: Table,
  key: Key,
  { foreignKeys, links }: NeededRows,
  transaction: Executor,
): Promise<{ readonly row: Row; readonly missing: MissingRows } | undefined> {
  const referenced = new ReferencedRows(foreignKeys);
  const targets = links.map((each, index) => new NewLinkTables(each, index));
  const owner = sql`_owner AS MATERIALIZED (
    SELECT ${storedColumns(table, 'node')} FROM ${tableRef(table)} AS node WHERE ${keyRef(table, 'node')} = ${keyParameter(table, sql`${key}`)} FOR NO KEY UPDATE
  )`;
  const tables = [owner, ...referenced.tables, ...targets.map((each) => each.locked())];
  const results = [
    sql`${rowAsJson(table, '_owner')} AS row`,
    ...(referenced.tables.length > 0 ? [sql`${referenced.found} AS found`] : []),
    ...targets.map((each) => each.missing),
  ];
  const [result] = await run<Record<string, unknown>>(
    transaction,
    sql`WITH ${sql.join(tables)} SELECT ${sql.join(results)} FROM _owner`,
  );
  if (!result) return undefined;
  // Each has the type of its SQL above.
  return {
    row: result.row as Row,
    missing: {
      foreignKeys: referenced.missing((result.found ?? []) as boolean[]),
      targets: targets.map(({ index }) => result[`missing${index}`] as Key[]),
    },
  };
}

/**
 * Locks rows of a table in the order of their keys. Two changes that write the same links from both of their ends thus run one
 * after the other. Returns the keys of those that exist.
 */
export async function lockRows(
  table: Table,
  keys: readonly Key[],
  transaction: Executor,
): Promise<Key[]> {
  const rows = await run<{ key: Key }>(
    transaction,
    sql`SELECT ${keyOfNode(table)} AS key ${inOrderOfKeys(table, keys)} FOR NO KEY UPDATE`,
  );
  return rows.map((row) => row.key);
}

/**
 * Locks the targets of new links whose lists get new places as `lockRows` does, table by table, so that two transactions do not each
 * wait for a list of the other. Returns the keys of those that exist.
 */
export async function lockOrderedLists(
  links: readonly NewLinks[],
  transaction: Executor,
): Promise<ReadonlyMap<Table, ReadonlySet<Key>>> {
  const ordered = links.filter(({ end }) => hasPositions(end.back));
  const byTable = [...groupedBy(ordered, ({ end }) => end.target)];
  const locked = new Map<Table, ReadonlySet<Key>>();
  for (const [table, own] of byTable.toSorted(([a], [b]) => (a.table < b.table ? -1 : 1))) {
    const keys = own.flatMap((each) => each.links.map(({ target }) => target));
    locked.set(table, new Set(await lockRows(table, [...new Set(keys)], transaction)));
  }
  return locked;
}

/** Locks rows as `lockRows` does, and returns them. */
export function lockAndReadRows(
  table: Table,
  keys: readonly Key[],
  transaction: Executor,
): Promise<readonly Row[]> {
  return run<Row>(
    transaction,
    sql`SELECT ${selectedColumns(table, 'node')} ${inOrderOfKeys(table, keys)} FOR NO KEY UPDATE`,
  );
}

/** Locks rows of a table against deletion, in the order of their keys, and returns the keys of those that exist. */
export async function lockKeys(
  table: Table,
  keys: readonly Key[],
  transaction: Executor,
): Promise<Key[]> {
  const rows = await run<{ key: Key }>(
    transaction,
    sql`SELECT ${keyOfNode(table)} AS key ${inOrderOfKeys(table, keys)} FOR KEY SHARE`,
  );
  return rows.map((row) => row.key);
}

const keyOfNode = (table: Table) => selectedKey(table, keyRef(table, 'node'));

function inOrderOfKeys(table: Table, keys: readonly Key[]): Sql {
  const key = keyRef(table, 'node');
  return sql`FROM ${tableRef(table)} AS node WHERE ${key} = ANY(${keysParameter(table, sql`${keys}`)}) ORDER BY ${key}`;
}
