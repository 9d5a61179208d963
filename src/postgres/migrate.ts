import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { everything, withSchemaEngine } from './schema-engine.js';
import { schemaOfUrl } from './schema-name.js';
import { searchPathSettings } from './session.js';

/** Where the migrations lie, as seen from `src/postgres` and from `dist/postgres` alike. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The names of the migrations in `folder`, oldest first. */
async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Reads the migrations in `folder` as Prisma's schema engine wants them. */
export async function readMigrations(folder: string) {
  const names = await migrationNames(folder);
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await read(`${path}/migration.sql`) },
        },
      })),
    ),
  };
}

/** How long the database may take to answer, in milliseconds: some are started by the first who asks. */
export const connectTime = 10_000;

/**
 * The names of the migrations in `folder` that the database at `url` has not had yet, oldest first.
 * Throws, in one line, where the database cannot be reached.
 */
export async function pendingMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  // Lost in the middle of a statement, it is the statement that says so; pg's own event would end the process.
  client.on('error', () => {});
  await client.connect().catch((error: unknown) => {
    // A name with several addresses fails once for each, in an error that itself says nothing.
    const reasons = error instanceof AggregateError ? error.errors : [error];
    throw new Error(reasons.map((reason: Error) => reason.message).join(', '), { cause: error });
  });
  try {
    const settings = searchPathSettings({ url });
    if (settings !== '') await client.query(settings);
    const { rows } = await client.query<{ table: string }>(
      `SELECT format('%I.%I', nspname, relname) AS table FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = current_schema() AND relname = '_prisma_migrations'`,
    );
    const applied = new Set<string>();
    if (rows[0]) {
      const done = await client.query(
        `SELECT migration_name FROM ${rows[0].table} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
      );
      for (const { migration_name } of done.rows) applied.add(migration_name);
    }
    return (await migrationNames(folder)).filter((name) => !applied.has(name));
  } finally {
    await client.end();
  }
}

/** Throws, in one line, where the database at `url`, which DATABASE_URL names, cannot be reached or lacks a migration. */
export async function requireMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url).catch((error: Error) => {
    throw new Error(`the database at DATABASE_URL cannot be used: ${error.message}`, {
      cause: error,
    });
  });
  if (pending.length > 0) {
    throw new Error(
      `the database at DATABASE_URL lacks the migration ${pending[0]}: run "npm run migrate"`,
    );
  }
}

/**
 * Applies to the database at `url` what it lacks of the migrations in `folder`, as `prisma migrate deploy` does, and
 * returns their names. A schema that the URL names is created unless it is there. Throws what the schema engine says where a migration fails.
 */
export async function applyMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  await createSchema(url);
  const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
    engine.applyMigrations({ migrationsList, filters: everything }),
  );
  return appliedMigrationNames;
}

/** Creates the schema that `url` names, if it names one that isn't there. */
async function createSchema(url: string): Promise<void> {
  const schema = schemaOfUrl(url);
  if (schema === undefined) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    // IF NOT EXISTS alone would want the right to create schemas even where it is there.
    if (found.rowCount === 0)
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
  } finally {
    await client.end();
  }
}
