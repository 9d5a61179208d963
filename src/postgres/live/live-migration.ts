import type { Model } from '../../engine/model/model.js';
import { readMigrations } from '../migrate.js';
import { openShadowDatabase } from '../shadow-database.js';
import { changeTable, createChangeTable } from './change-table.js';
import { liveTablesOf } from './live-tables.js';
import {
  createTriggers,
  dropTriggers,
  functionBody,
  functionName,
  functionPrefix,
} from './triggers.js';

/** The change table and the trigger functions of a database. */
interface Recorded {
  readonly hasTable: boolean;
  /** The bodies of the functions, by name. */
  readonly functions: ReadonlyMap<string, string>;
}

/**
 * Adds to a migration what records the changes of the live tables of `model`: the change table, functions and triggers, as far as
 * the migrations in `folder` do not create them already; and drops those that are no longer needed. Prisma knows neither functions nor
 * triggers, so the migrations are applied to a temporary database on the PostgreSQL at `url`, and compared.
 */
export async function withLiveChanges(
  migration: string,
  url: string,
  folder: string | undefined,
  model: Model,
): Promise<string> {
  const live = liveTablesOf(model);
  const present = folder === undefined ? nothing : await recordedBy(url, folder);
  const wanted = new Map(
    live.map((table) => [functionName(table.table), functionBody(table, 'public')]),
  );
  const stale = [...present.functions].filter(([name, body]) => wanted.get(name) !== body);
  const missing = live.filter((table) => {
    const name = functionName(table.table);
    return present.functions.get(name) !== wanted.get(name);
  });
  return [
    // Before the tables are changed: a dropped table's triggers are gone, but not its function.
    ...stale.map(([name]) => dropTriggers(name)),
    ...(migration === '' ? [] : [migration]),
    ...(live.length > 0 && !present.hasTable ? [createChangeTable] : []),
    ...missing.map(createTriggers),
    ...(live.length === 0 && present.hasTable ? [`DROP TABLE "${changeTable}";`] : []),
  ].join('\n\n');
}

const nothing: Recorded = { hasTable: false, functions: new Map() };

async function recordedBy(url: string, folder: string): Promise<Recorded> {
  const { migrationDirectories } = await readMigrations(folder);
  const { adapter, pool } = await openShadowDatabase(url);
  try {
    for (const { migrationFile } of migrationDirectories)
      await pool.query(migrationFile.content.value);
    // The adapter has replaced `query` by a function of one parameter.
    const tables = await pool.query({
      text: 'SELECT to_regclass($1) IS NOT NULL AS found',
      values: [changeTable],
    });
    const functions = await pool.query<{ name: string; body: string }>({
      text: `SELECT proname AS name, prosrc AS body FROM pg_proc
             WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, $1)`,
      values: [functionPrefix],
    });
    return {
      hasTable: tables.rows[0]?.found ?? false,
      functions: new Map(functions.rows.map(({ name, body }) => [name, body])),
    };
  } finally {
    await adapter.dispose();
  }
}
