import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import {
  applyMigrations,
  migrationsFolder,
  pendingMigrations,
} from '../../src/postgres/migrate.js';
import { migrationSql } from '../../src/postgres/migration-sql.js';
import { databaseUrl, testMigrations } from '../support/postgres.js';

/** Runs `work` on a new, empty database. */
async function withDatabase<Result>(
  work: (url: string, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  const name = `migrations_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await server.query(`CREATE DATABASE "${name}"`);
  const url = databaseUrl(inject('postgresUrl'), name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(url, client);
  } finally {
    await client.end();
    await server.query(`DROP DATABASE "${name}"`);
    await server.end();
  }
}

/** Every column, with its type and collation, every index and every constraint of a database, but for Prisma's own table. */
async function shape(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`
    SELECT table_name || '.' || column_name AS name, concat_ws(' ', data_type, collation_name, is_nullable, column_default) AS what
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid <> '_prisma_migrations'::regclass AND contype <> 'n'
    ORDER BY 1, 2`);
  return rows;
}

test.each([
  ['prisma/schema.prisma', migrationsFolder],
  ['tests/schemas/learning/schema.prisma', testMigrations('learning')],
  ['tests/schemas/press/schema.prisma', testMigrations('press')],
  ['tests/schemas/school/schema.prisma', testMigrations('school')],
])('the migrations make what %s says', async (schema, folder) => {
  const migrated = await withDatabase(async (url, client) => {
    await applyMigrations(url, folder);
    return shape(client);
  });
  const described = await withDatabase(async (_, client) => {
    await client.query(
      await migrationSql(inject('postgresUrl'), undefined, readFileSync(schema, 'utf8')),
    );
    await client.query('CREATE TABLE _prisma_migrations ()');
    return shape(client);
  });
  expect(migrated).toEqual(described);
  expect(migrated.length).toBeGreaterThan(10);
});

test('migrations apply once, and are pending until then', async () => {
  await withDatabase(async (url) => {
    const names = await pendingMigrations(url);
    expect(names.length).toBeGreaterThan(0);
    expect(await applyMigrations(url)).toEqual(names);
    expect(await pendingMigrations(url)).toEqual([]);
    expect(await applyMigrations(url)).toEqual([]);
  });
});

test('a migration for a new relation has texts by code point and an index for each end', async () => {
  const from = readFileSync('tests/schemas/school/schema.prisma', 'utf8');
  const to = `${from.replace('courses Course[]', 'courses Course[]\n  clubs Club[]')}
    model Club {
      id      Int       @id @default(autoincrement())
      motto   String
      members Student[]
    }`;
  const sql = await migrationSql(inject('postgresUrl'), from, to);
  expect(sql).toContain('"motto" TEXT COLLATE "C" NOT NULL');
  expect(sql).toContain('CREATE INDEX "_ClubToStudent_B_index" ON "_ClubToStudent"("B", "A")');
  expect(sql).not.toContain('"Course"');
});
