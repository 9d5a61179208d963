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
    /** A server on which each test file makes databases of its own. */
    readonly postgresUrl: string;
  }
}

/** Nothing here outlives the tests, so nothing need reach the disk. */
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** Where the migrations of the test schema `name` are. */
export const testMigrations = (name: 'kinds' | 'learning' | 'press' | 'school' | 'staff') =>
  fileURLToPath(new URL(`../schemas/${name}/migrations`, import.meta.url));

/** Migrated databases of which every test database is a copy, which is quicker than migrating each. */
const templates = {
  kinds: testMigrations('kinds'),
  learning: testMigrations('learning'),
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

/** Starts a PostgreSQL for all tests, or takes that of TEST_DATABASE_URL, and makes the templates. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'bothends-tests-'));
  const embedded = given ? undefined : await startEmbedded(folder, careless);
  const url = given ?? embedded?.url ?? '';
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  for (const [name, folder] of Object.entries(templates)) {
    await admin.query(`DROP DATABASE IF EXISTS "template_${name}"`);
    await admin.query(`CREATE DATABASE "template_${name}"`);
    await applyMigrations(databaseUrl(url, `template_${name}`), folder);
  }
  await admin.end();
  project.provide('postgresUrl', url);
  // Whoever ends the tests with a signal ends their PostgreSQL too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void embedded?.stop());
  return async () => {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
