import type { Statement } from '../../engine/database.js';
import type { Position } from '../../engine/live/position.js';
import type { ChangeRow } from './change-row.js';
import { changeTable } from './change-table.js';

/** Runs a statement and returns its rows. */
export type Run = <Row>(statement: Statement) => Promise<readonly Row[]>;

/** The maximum number of change rows that are read at once. */
export const pageSize = 100;

/** What PostgreSQL returns of a change row. pg returns a `bigint` as text. */
interface StoredRow {
  readonly seq: string;
  readonly transaction: string;
  readonly table: string;
  readonly operation: ChangeRow['operation'];
  readonly keys: readonly string[] | null;
  readonly target_keys: readonly string[] | null;
}

const columns = `seq, transaction::text, "table", operation, keys, target_keys`;

/** The number of the last change that was begun; 0 if there is none. Its transaction may still be running. */
export async function lastNumber(run: Run): Promise<bigint> {
  const [row] = await run<{ last: string }>({
    text: `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM ${changeTable}_seq_seq`,
    values: [],
  });
  return BigInt(row?.last ?? 0);
}

/** A transaction ID that is greater than all that were assigned before. */
export async function newTransaction(run: Run): Promise<bigint> {
  const [row] = await run<{ id: string }>({
    text: 'SELECT pg_current_xact_id()::text AS id',
    values: [],
  });
  return BigInt(row?.id ?? 0);
}

/** The ID of the oldest transaction that is still running. All with smaller IDs have ended. */
export async function oldestRunning(run: Run): Promise<bigint> {
  const [row] = await run<{ id: string }>({
    text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS id',
    values: [],
  });
  return BigInt(row?.id ?? 0);
}

/** What is committed at the moment, as PostgreSQL writes a snapshot. */
export async function currentSnapshot(run: Run): Promise<string> {
  const [row] = await run<{ snapshot: string }>({
    text: 'SELECT pg_current_snapshot()::text AS snapshot',
    values: [],
  });
  return row?.snapshot ?? '';
}

/** The number of the oldest change that is kept; undefined if there is none. Older ones were deleted, or never made. */
export async function oldestKept(run: Run): Promise<bigint | undefined> {
  const [row] = await run<{ seq: string | null }>({
    text: `SELECT min(seq) AS seq FROM ${changeTable}`,
    values: [],
  });
  return row?.seq == null ? undefined : BigInt(row.seq);
}

/** The number of the last change that is visible and not greater than `last`; 0 if there is none. */
export async function lastVisible(run: Run, last: bigint): Promise<bigint> {
  const [row] = await run<{ seq: string | null }>({
    text: `SELECT max(seq) AS seq FROM ${changeTable} WHERE seq <= $1`,
    values: [last],
  });
  return BigInt(row?.seq ?? 0);
}

/** Which changes to read. */
export interface ChangesBetween {
  /** Greater than this number. */
  readonly after: bigint;
  /** At most this number. */
  readonly to: bigint;
  /** Not committed yet in this snapshot. */
  readonly since?: string | undefined;
}

/** Reads the next changes, at most `pageSize`, in their order. */
export async function readChanges(
  run: Run,
  { after, to, since }: ChangesBetween,
): Promise<ChangeRow[]> {
  const rows = await run<StoredRow>({
    text: `SELECT ${columns} FROM ${changeTable}
           WHERE seq > $1 AND seq <= $2
             AND ${since === undefined ? 'true' : 'NOT pg_visible_in_snapshot(transaction, $3::pg_snapshot)'}
           ORDER BY seq LIMIT ${pageSize}`,
    values: [after, to, ...(since === undefined ? [] : [since])],
  });
  return rows.map(toChange);
}

/** The column of the change table with a key. */
export type KeyColumn = 'keys' | 'target_keys';

/** A page of a table's changes ends after the one that exceeds this size of all their keys, in bytes as they are stored. */
const pageBytes = 100_000;

/**
 * Reads the next changes of one table, at most `pageSize`, from `from` on; with `key`, only those of rows with this key in the
 * column. Returns fewer if they have many keys, so that their events do not fill the memory; none if there are no more.
 */
export async function readTableChanges(
  run: Run,
  table: string,
  from: Position,
  to: bigint,
  key?: readonly [KeyColumn, string],
): Promise<ChangeRow[]> {
  const rows = await run<StoredRow>({
    // The stored size is known without reading the keys.
    text: `SELECT ${columns} FROM (
             SELECT *, sum(coalesce(pg_column_size(keys), 0)) OVER (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
             FROM ${changeTable}
             WHERE seq >= $1 AND seq <= $2 AND "table" = $3
               AND (${key ? `${key[0]} @> ARRAY[$4] OR keys IS NULL` : 'true'})
             ORDER BY seq LIMIT ${pageSize}
           ) AS changes
           WHERE coalesce(before, 0) < ${pageBytes}
           ORDER BY seq`,
    values: [from.seq, to, table, ...(key ? [key[1]] : [])],
  });
  return rows.map(toChange);
}

/**
 * Deletes changes that are older than `age` seconds and not after `last`, all of which have been read. The last of them is kept: it shows up
 * to where changes were deleted.
 */
export async function deleteOldChanges(run: Run, age: number, last: bigint): Promise<void> {
  await run({
    text: `
      WITH fresh AS (
        SELECT seq FROM ${changeTable} WHERE changed_at >= clock_timestamp() - $1 * interval '1 second' ORDER BY seq LIMIT 1
      ), kept AS (
        SELECT max(seq) AS seq FROM ${changeTable} WHERE seq <= $2 AND seq < coalesce((SELECT seq FROM fresh), ${2n ** 63n - 1n})
      )
      DELETE FROM ${changeTable} WHERE seq < (SELECT seq FROM kept)`,
    values: [age, last],
  });
}

function toChange({ seq, transaction, table, operation, keys, target_keys }: StoredRow): ChangeRow {
  return {
    seq: BigInt(seq),
    transaction,
    table,
    operation,
    keys: keys ?? [],
    targetKeys: target_keys ?? [],
  };
}
