import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connectTime, migrationHistory, migrationNames } from './migration-history.js';
import { everything, withSchemaEngine } from './schema-engine.js';
import { schemaOfUrl } from './schema-name.js';

/** The folder of the migrations, relative to both `src/postgres` and `dist/postgres`. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Reads the migrations in `folder` in the format of Prisma's schema engine. */
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
 * The names of the migrations in `folder` that are not applied to the database at `url` yet, oldest first. Throws an error with
 * a one-line message if the database cannot be reached, or if an applied migration was edited or one has not finished.
 */
export async function pendingMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const { pending, edited, unfinished } = await migrationHistory(url, folder);
  const [[interrupted], [changed]] = [unfinished, edited];
  if (interrupted !== undefined) throw new MigrationError(unfinishedMessage(interrupted));
  if (changed !== undefined) {
    throw new MigrationError(
      `the migration ${changed} was edited after it was applied: restore its migration.sql, and write a new migration for the change`,
    );
  }
  return [...pending];
}

/** The migrations of the database differ from those of the folder. The message is one line, and says what to do. */
class MigrationError extends Error {}

const unfinishedMessage = (name: string) =>
  `the migration ${name} has not finished: wait if it is still running; if not, run "npm run migrate -- --applied ${name}" if the database has its changes, otherwise "npm run migrate -- --rolled-back ${name}"`;

/** Throws an error with a one-line message if the database at `url`, from DATABASE_URL, cannot be reached or lacks a migration. */
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
 * Applies the pending migrations in `folder` to the database at `url`, as `prisma migrate deploy` does, and returns their names.
 * Creates the schema in the URL if it does not exist. Throws if a migration fails, which is rolled back and can be applied again
 * once its file is fixed.
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
      // Another process is applying it.
      if (reason === undefined) throw new MigrationError(unfinishedMessage(name), { cause: error });
      await engine.markMigrationRolledBack({ migrationName: name });
      throw new MigrationError(
        `the migration ${name} failed and was rolled back: ${reason} (fix its migration.sql and try again)`,
        { cause: error },
      );
    }
  });
}

/** Records that an unfinished migration of the database at `url` counts as applied or as rolled back. */
export async function resolveMigration(
  url: string,
  migrationName: string,
  outcome: 'applied' | 'rolled back',
  folder = migrationsFolder,
): Promise<void> {
  const { unfinished } = await migrationHistory(url, folder);
  if (!unfinished.includes(migrationName))
    throw new MigrationError(`the database has no unfinished migration ${migrationName}`);
  const migrationsList = await readMigrations(folder);
  await withSchemaEngine(url, async (engine) => {
    if (outcome === 'applied') await engine.markMigrationApplied({ migrationName, migrationsList });
    else await engine.markMigrationRolledBack({ migrationName });
  });
}

/** Creates the schema in `url`, if there is one and it does not exist. */
async function createSchema(url: string): Promise<void> {
  const schema = schemaOfUrl(url);
  if (schema === undefined) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    // IF NOT EXISTS alone requires the privilege to create schemas even if the schema exists.
    if (found.rowCount === 0)
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
  } finally {
    await client.end();
  }
}
