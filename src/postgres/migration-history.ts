import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { searchPathSettings } from './session.js';

/** The timeout for connecting, in milliseconds: some hosted databases start with the first connection. */
export const connectTime = 10_000;

/** The state of the migrations of a folder in a database. Each list has their names, oldest first. */
export interface MigrationHistory {
  /** Not applied yet. */
  readonly pending: readonly string[];
  /** Edited after they were applied. */
  readonly edited: readonly string[];
  /** Started, but neither finished nor rolled back. */
  readonly unfinished: readonly string[];
}

/** The names of the migrations in `folder`, oldest first. */
export async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Compares the migrations in `folder` with those of the database at `url`. Throws if it cannot be reached. */
export async function migrationHistory(url: string, folder: string): Promise<MigrationHistory> {
  const names = await migrationNames(folder);
  const rows = await readRows(url);
  const applied = new Map(
    rows.filter((row) => row.finished).map(({ name, checksum }) => [name, checksum]),
  );
  const edited: string[] = [];
  for (const name of names) {
    const checksum = applied.get(name);
    const script = join(folder, name, 'migration.sql');
    if (checksum !== undefined && !checksums(await readFile(script, 'utf8')).includes(checksum))
      edited.push(name);
  }
  return {
    pending: names.filter((name) => !applied.has(name)),
    edited,
    unfinished: rows.filter((row) => !row.finished).map(({ name }) => name),
  };
}

/** The possible checksums of a script: Git may have changed its line endings since it was applied. */
function checksums(script: string): string[] {
  const unix = script.replaceAll('\r\n', '\n');
  return [script, unix, unix.replaceAll('\n', '\r\n')].map((text) =>
    createHash('sha256').update(text).digest('hex'),
  );
}

interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The migrations that were started in the database at `url`, oldest first. */
async function readRows(url: string): Promise<readonly HistoryRow[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  // If the connection is lost, the statement fails, and pg also emits an event, which would end the process without a listener.
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    // A host name with several addresses fails for each of them, with an AggregateError without a message.
    const reasons = error instanceof AggregateError ? error.errors : [error];
    throw new Error(reasons.map((reason: Error) => reason.message).join(', '), { cause: error });
  });
  try {
    const settings = searchPathSettings({ url });
    if (settings !== '') await client.query(settings);
    const found = await client.query<{ table: string }>(
      `SELECT format('%I.%I', nspname, relname) AS table FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = current_schema() AND relname = '_prisma_migrations'`,
    );
    const [table] = found.rows;
    if (table === undefined) return [];
    const { rows } = await client.query<HistoryRow>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM ${table.table}
       WHERE rolled_back_at IS NULL ORDER BY started_at`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
