import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connectTime, migrationHistory, migrationNames } from './migration-history.js';
import { everything, withSchemaEngine } from './schema-engine.js';
import { schemaOfUrl } from './schema-name.js';

/** Where the migrations lie, as seen from `src/postgres` and from `dist/postgres` alike. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

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

/**
 * The names of the migrations in `folder` that the database at `url` has not had yet, oldest first. Throws, in one line, where
 * the database cannot be reached, and where its migrations are not those of the folder.
 */
export async function pendingMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const { pending, edited, unfinished } = await migrationHistory(url, folder);
  const [[begun], [changed]] = [unfinished, edited];
  if (begun !== undefined) throw new MigrationError(unfinishedMessage(begun));
  if (changed !== undefined) {
    throw new MigrationError(
      `the migration ${changed} was edited after it was applied: restore its migration.sql, and write a new migration for the change`,
    );
  }
  return [...pending];
}

/** The migrations of a database and those of the folder do not fit. Its message is one line, and says what to do. */
class MigrationError extends Error {}

const unfinishedMessage = (name: string) =>
  `the migration ${name} was begun and has not finished: wait if it still runs; if not, run "npm run migrate -- --applied ${name}" where the database has its changes, else "npm run migrate -- --rolled-back ${name}"`;

/** Throws, in one line, where the database at `url`, which DATABASE_URL names, cannot be reached or lacks a migration. */
export async function requireMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url).catch((error: Error) => {
    if (error instanceof MigrationError) throw error;
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
 * returns their names. A schema that the URL names is created unless it is there. Throws where a migration fails, which is
 * rolled back and can be applied again once its file is mended.
 */
export async function applyMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  await createSchema(url);
  return withSchemaEngine(url, async (engine) => {
    try {
      return (await engine.applyMigrations({ migrationsList, filters: everything }))
        .appliedMigrationNames;
    } catch (error) {
      const [name] = (await migrationHistory(url, folder)).unfinished;
      if (name === undefined) throw error;
      const message = error instanceof Error ? error.message : String(error);
      const [, reason] = /Error querying the database: (?:ERROR: )?(.*)/.exec(message) ?? [];
      // Begun by somebody else.
      if (reason === undefined) throw new MigrationError(unfinishedMessage(name), { cause: error });
      await engine.markMigrationRolledBack({ migrationName: name });
      throw new MigrationError(
        `the migration ${name} failed and was rolled back: ${reason} (mend its migration.sql and try again)`,
        { cause: error },
      );
    }
  });
}

/** Records that a migration which was begun and not finished is in the database at `url`, or that it is not. */
export async function resolveMigration(
  url: string,
  migrationName: string,
  outcome: 'applied' | 'rolled back',
  folder = migrationsFolder,
): Promise<void> {
  const { unfinished } = await migrationHistory(url, folder);
  if (!unfinished.includes(migrationName))
    throw new MigrationError(
      `the database has no migration ${migrationName} that was begun and has not finished`,
    );
  const migrationsList = await readMigrations(folder);
  await withSchemaEngine(url, async (engine) => {
    if (outcome === 'applied') await engine.markMigrationApplied({ migrationName, migrationsList });
    else await engine.markMigrationRolledBack({ migrationName });
  });
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
