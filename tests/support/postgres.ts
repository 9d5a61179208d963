import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/embedded-postgres/embedded.js';
import { applyMigrations, migrationsFolder } from '../../src/postgres/migrate.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server on which each test file creates its databases. */
    readonly postgresUrl: string;
  }
}

/** Nothing here outlives the tests, so nothing needs to be flushed to disk. */
const notDurable = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** The folder with the migrations of the test schema `name`. */
export const testMigrations = (
  name:
    | 'circle'
    | 'club'
    | 'guild'
    | 'kinds'
    | 'learning'
    | 'playlists'
    | 'press'
    | 'school'
    | 'staff',
) => fileURLToPath(new URL(`../schemas/${name}/migrations`, import.meta.url));

/** Migrated template databases: copying one is quicker than migrating each test database. */
const templates = {
  club: testMigrations('club'),
  circle: testMigrations('circle'),
  guild: testMigrations('guild'),
  kinds: testMigrations('kinds'),
  learning: testMigrations('learning'),
  playlists: testMigrations('playlists'),
  press: testMigrations('press'),
  school: testMigrations('school'),
  staff: testMigrations('staff'),
  product: migrationsFolder,
};

/** The URL of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Starts a PostgreSQL for all tests, or uses that of TEST_DATABASE_URL, and creates the templates. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const configured = process.env.TEST_DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'bothends-tests-'));
  const embedded = configured ? undefined : await startEmbedded(folder, notDurable);
  const url = configured ?? embedded?.url ?? '';
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  for (const [name, folder] of Object.entries(templates)) {
    await admin.query(`DROP DATABASE IF EXISTS "template_${name}"`);
    await admin.query(`CREATE DATABASE "template_${name}"`);
    await applyMigrations(databaseUrl(url, `template_${name}`), folder);
  }
  await admin.end();
  project.provide('postgresUrl', url);
  // A signal that ends the tests stops PostgreSQL too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void embedded?.stop());
  return async () => {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
