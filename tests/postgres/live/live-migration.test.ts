import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { withLiveChanges } from '../../../src/postgres/live/live-migration.js';
import { applyMigrations } from '../../../src/postgres/migrate.js';
import { migrationSql } from '../../../src/postgres/migration-sql.js';
import { newDatabase, query } from '../../support/database.js';
import { testMigrations } from '../../support/postgres.js';
import { readPrismaSchema } from '../../support/prisma-schema.js';

const club = readFileSync('tests/schemas/club/schema.prisma', 'utf8');

function migrationsCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-live-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(testMigrations('club'), folder, { recursive: true });
  return folder;
}

async function migrationOf(folder: string | undefined, schema: string): Promise<string> {
  const url = inject('postgresUrl');
  const { model } = readPrismaSchema(schema);
  return withLiveChanges(await migrationSql(url, folder, schema), url, folder, model);
}

const add = (folder: string, name: string, sql: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'migration.sql'), sql);
};

test('the migrations of a schema match it', async () => {
  expect(await migrationOf(testMigrations('club'), club)).toBe('');
});

test('without @live, nothing is added to a migration', async () => {
  const sql = await migrationOf(undefined, club.replaceAll(/^ *\/\/\/ @live\n/gm, ''));
  expect(sql).not.toMatch(/bothends|TRIGGER/);
  expect(sql).toContain('CREATE TABLE "Badge"');
});

test('what is no longer @live loses its triggers, and the last one the table', async () => {
  const folder = migrationsCopy();
  const less = club.replace('/// A badge, known by its code.\n/// @live', '/// A badge.');
  const first = await migrationOf(folder, less);
  expect(first).toBe(
    '-- Its triggers are dropped too.\nDROP FUNCTION "bothends_changes_of_Badge"() CASCADE;',
  );
  add(folder, '20261126000000_less', first);
  const none = less.replaceAll(/^ *\/\/\/ @live\n/gm, '');
  add(folder, '20261127000000_none', await migrationOf(folder, none));
  expect(await migrationOf(folder, none)).toBe('');
  const url = await newDatabase();
  await applyMigrations(url, folder);
  const left = await query(
    url,
    `SELECT proname FROM pg_proc WHERE proname LIKE 'bothends%' UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT relname FROM pg_class WHERE relname LIKE 'bothends%'`,
  );
  expect(left).toEqual([]);
});

test('a renamed key column gets new triggers', async () => {
  const folder = migrationsCopy();
  const renamed = club.replace('code    String   @id', 'code    String   @id @map("the code")');
  const sql = await migrationOf(folder, renamed);
  add(folder, '20261126000000_renamed', sql);
  expect(await migrationOf(folder, renamed)).toBe('');
  const url = await newDatabase();
  await applyMigrations(url, folder);
  await query(url, `INSERT INTO "Badge" VALUES ('gold')`);
  expect(await query(url, 'SELECT "table", operation, keys FROM bothends_changes')).toEqual([
    { table: 'Badge', operation: 'INSERT', keys: ['gold'] },
  ]);
});

test('whoever may change a table needs no privilege on the changes, and cannot redirect them', async () => {
  const url = await newDatabase('template_club');
  const role = `writer_${process.pid}_${Date.now()}`;
  await query(
    url,
    `CREATE ROLE ${role}; GRANT INSERT ON "Badge" TO ${role}; GRANT TEMP ON DATABASE "${new URL(url).pathname.slice(1)}" TO ${role}`,
  );
  onTestFinished(async () => void (await query(url, `DROP OWNED BY ${role}; DROP ROLE ${role}`)));
  await query(
    url,
    `SET ROLE ${role}; CREATE TEMP TABLE bothends_changes ("table" text, operation text, keys text[]);
     SET search_path = pg_temp, public; INSERT INTO public."Badge" VALUES ('gold')`,
  );
  expect(await query(url, 'SELECT keys FROM bothends_changes')).toEqual([{ keys: ['gold'] }]);
});

test('a change of more than 10,000 rows is several', async () => {
  const url = await newDatabase('template_club');
  await query(url, `INSERT INTO groups (title) SELECT 'g' FROM generate_series(1, 3)`);
  expect(await query(url, 'SELECT FROM bothends_changes')).toEqual([]);
  await query(url, `INSERT INTO "Badge" SELECT 'b' || n FROM generate_series(1, 25000) AS n`);
  await query(url, `DELETE FROM "Badge" WHERE code = 'none'`);
  expect(
    await query(
      url,
      'SELECT operation, cardinality(keys) AS keys FROM bothends_changes ORDER BY seq',
    ),
  ).toEqual([10_000, 10_000, 5_000].map((keys) => ({ operation: 'INSERT', keys })));
});
