import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { checkModels } from '../../prisma/adopt/check-models.js';
import type { Executor, Statement } from '../../src/engine/database.js';
import {
  applyMigrations,
  migrationsFolder,
  pendingMigrations,
  resolveMigration,
} from '../../src/postgres/migrate.js';
import { migrationSql } from '../../src/postgres/migration-sql.js';
import { mirroredTables, requireMirrored } from '../../src/postgres/mirrored-links.js';
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

/** Every column with its type and collation, every index and every constraint, except those of Prisma's own table and of the table with live changes. */
async function shape(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`
    SELECT table_name || '.' || column_name AS name, concat_ws(' ', data_type, collation_name, is_nullable, column_default) AS what
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('_prisma_migrations', 'bothends_changes')
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'bothends_changes')
    UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid <> ALL (ARRAY[to_regclass('_prisma_migrations'), coalesce(to_regclass('bothends_changes'), 0)]) AND contype <> 'n'
    ORDER BY 1, 2`);
  return rows;
}

test.each([
  ['prisma/schema.prisma', migrationsFolder],
  ['tests/schemas/learning/schema.prisma', testMigrations('learning')],
  ['tests/schemas/press/schema.prisma', testMigrations('press')],
  ['tests/schemas/school/schema.prisma', testMigrations('school')],
])('the migrations result in the tables of %s', async (schema, folder) => {
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

test('a migration is pending until it is applied, and applied once', async () => {
  await withDatabase(async (url) => {
    const names = await pendingMigrations(url);
    expect(names.length).toBeGreaterThan(0);
    expect(await applyMigrations(url)).toEqual(names);
    expect(await pendingMigrations(url)).toEqual([]);
    expect(await applyMigrations(url)).toEqual([]);
  });
});

/** A copy of the migrations of the schema school, with further ones by name. */
function newFolder(scripts: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(testMigrations('school'), folder, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) writeMigration(folder, name, script);
  return folder;
}

function writeMigration(folder: string, name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), script);
}

/** Runs the engine's statements on a client. */
const executorOf = (client: pg.Client): Executor => ({
  // The caller knows the type of the rows.
  run: async <Row>({ text, values }: Statement) =>
    (await client.query(text, [...values])).rows as Row[],
});

const school = readFileSync('tests/schemas/school/schema.prisma', 'utf8');
const schoolMigration = '20261121000000_students_and_courses';
const nextSql = (folder: string, schema: string) =>
  migrationSql(inject('postgresUrl'), folder, schema);

describe('the next migration', () => {
  const withClubs = `${school.replace('courses Course[]', 'courses Course[]\n  nickname String?\n  clubs Club[]')}
    model Club {
      id      Int      @id @default(autoincrement())
      motto   String   @default("say TEXT, or 'TEXT'")
      code    String   @db.VarChar(8)
      words   String[]
      members Student[]
    }`;

  test('is empty if the migrations match the schema', async () => {
    expect(await nextSql(newFolder(), school)).toBe('');
  });

  describe('of a symmetric relation', () => {
    const friends = (comment = '') =>
      school.replace(
        'courses Course[]',
        `courses Course[]
        ${comment}
        friends  Student[] @relation("Friends")
        friendOf Student[] @relation("Friends")`,
      );
    const symmetric = friends('/// @symmetric');
    const sqlOf = (folder: string, schema: string) =>
      migrationSql(
        inject('postgresUrl'),
        folder,
        schema,
        mirroredTables(checkModels([['schema.prisma', schema]]).model),
      );
    const created = (sql: string) => sql.match(/CREATE TRIGGER "\w+" AFTER \w+ ON "\w+"/g) ?? [];

    test('creates its triggers with its table, once', async () => {
      const folder = newFolder();
      const sql = await sqlOf(folder, symmetric);
      expect(created(sql)).toEqual(
        ['insert', 'update', 'delete'].map(
          (event) =>
            `CREATE TRIGGER "bothends_mirror_${event}" AFTER ${event.toUpperCase()} ON "_Friends"`,
        ),
      );
      expect(sql).toContain('CREATE TABLE "_Friends"');
      expect(sql).not.toContain('INSERT INTO "_Friends"');
      writeMigration(folder, '20270101000000_friends', sql);
      expect(await sqlOf(folder, symmetric)).toBe('');
    });

    test('links both directions of the links that are there, and can be taken back', async () => {
      const folder = newFolder();
      writeMigration(folder, '20270101000000_friends', await sqlOf(folder, friends()));
      const sql = await sqlOf(folder, symmetric);
      await withDatabase(async (url, client) => {
        await applyMigrations(url, folder);
        await client.query(`INSERT INTO "Student" (name) VALUES ('a'), ('b')`);
        await client.query('INSERT INTO "_Friends" VALUES (1, 2), (1, 1)');
        writeMigration(folder, '20270102000000_symmetric', sql);
        await expect(requireMirrored(['_Friends'], executorOf(client))).rejects.toThrow(
          'the join table _Friends lacks the triggers that keep both directions of its symmetric relation: run "npm run migration -- mirror_links", which writes a migration with them, and "npm run migrate"',
        );
        await applyMigrations(url, folder);
        await requireMirrored(['_Friends'], executorOf(client));
        const links = async () =>
          (await client.query('SELECT * FROM "_Friends" ORDER BY 1, 2')).rows.map(({ A, B }) => [
            A,
            B,
          ]);
        expect(await links()).toEqual([
          [1, 1],
          [1, 2],
          [2, 1],
        ]);
        writeMigration(folder, '20270103000000_apart', await sqlOf(folder, friends()));
        await applyMigrations(url, folder);
        await client.query('DELETE FROM "_Friends" WHERE "A" = 1');
        expect(await links()).toEqual([[2, 1]]);
      });
      expect(await sqlOf(folder, friends())).toBe('');
      // The table goes with its triggers.
      expect(await sqlOf(folder, school)).not.toContain('TRIGGER');
    });
  });

  test('may have apostrophes in enum values, defaults and names', async () => {
    const withMoods = (...values: string[]) => `${school.replace(
      'courses Course[]',
      `courses Course[]
        mood  Mood   @default(ITS)
        moods Mood[] @default([ITS, WELL])
        note  String @default("it's TEXT")`,
    )}
      enum Mood {
        ${values.join('\n        ')}
        @@map("student's mood")
      }`;
    const values = [`ITS @map("it's")`, `WELL @map("'well', 'not'")`];
    const more = [...values, `HERS @map("it's her's")`];
    const folder = newFolder();
    const first = await nextSql(folder, withMoods(...values));
    expect(first).toContain(`CREATE TYPE "student's mood" AS ENUM ('it''s', '''well'', ''not''');`);
    writeMigration(folder, '20261122000000_moods', first);
    expect(await nextSql(folder, withMoods(...values))).toBe('');
    const second = await nextSql(folder, withMoods(...more));
    expect(second).toContain(`ALTER TYPE "student's mood" ADD VALUE 'it''s her''s';`);
    writeMigration(folder, '20261123000000_hers', second);
    expect(await nextSql(folder, withMoods(...more))).toBe('');
    // Prisma replaces a type that loses a value.
    expect(await nextSql(folder, withMoods(...values))).toContain(
      `CREATE TYPE "student's mood_new" AS ENUM ('it''s', '''well'', ''not''');`,
    );
    await withDatabase(async (url, client) => {
      await applyMigrations(url, folder);
      const { rows } = await client.query<{ mood: string }>(
        `SELECT unnest(enum_range(NULL::"student's mood"))::text AS mood`,
      );
      expect(rows.map(({ mood }) => mood)).toEqual(["it's", "'well', 'not'", "it's her's"]);
    });
  });

  test('has COLLATE "C" for texts and an index for each end of a join table', async () => {
    const folder = newFolder();
    const sql = await nextSql(folder, withClubs);
    expect(sql).toContain('ADD COLUMN     "nickname" TEXT COLLATE "C";');
    expect(sql).toContain(`"motto" TEXT COLLATE "C" NOT NULL DEFAULT 'say TEXT, or ''TEXT''',`);
    expect(sql).toContain('"code" VARCHAR(8) COLLATE "C" NOT NULL,');
    expect(sql).toContain('"words" TEXT[] COLLATE "C"');
    expect(sql).toContain('CREATE INDEX "_ClubToStudent_B_index" ON "_ClubToStudent"("B", "A");');
    expect(sql).not.toContain('"Course"');
    expect(sql).not.toContain('"_CourseToStudent"');

    writeMigration(folder, '20270101000000_clubs', sql);
    expect(await nextSql(folder, withClubs)).toBe('');
    const back = await nextSql(folder, school);
    expect(back).toContain('DROP TABLE "Club"');
    expect(back).toContain('DROP TABLE "_ClubToStudent"');
    writeMigration(folder, '20270102000000_no_clubs', back);
    expect(await nextSql(folder, school)).toBe('');
  });

  test('ignores what Prisma does not know: checks, functions, triggers', async () => {
    const folder = newFolder({
      '20270101000000_by_hand': `
        -- A name has a letter; and more.
        ALTER TABLE "Student" ADD CONSTRAINT letter CHECK (name ~ '[A-Za-z;]');
        CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE CONSTRAINT TRIGGER never AFTER UPDATE ON "Student" FOR EACH ROW EXECUTE FUNCTION nothing();`,
    });
    expect(await nextSql(folder, school)).toBe('');
  });

  test('rejects if the schema is invalid or a migration fails', async () => {
    await expect(nextSql(newFolder(), `${school}\nmodel`)).rejects.toThrow(/model/);
    const failing = newFolder({ '20270101000000_bad': 'SELECT 1/0;' });
    await expect(nextSql(failing, school)).rejects.toThrow(/division by zero/);
    const server = new pg.Client({ connectionString: inject('postgresUrl') });
    await server.connect();
    const left = await server.query(`SELECT FROM pg_database WHERE datname ~ 'shadow'`);
    await server.end();
    expect(left.rowCount).toBe(0);
  });
});

describe('a migration', () => {
  test('that fails is rolled back, and can be applied after it is fixed', async () => {
    const name = '20270101000000_clubs';
    const folder = newFolder({ [name]: 'CREATE TABLE "Club" (id int); SELECT 1/0;' });
    await withDatabase(async (url, client) => {
      await expect(applyMigrations(url, folder)).rejects.toThrow(
        /^the migration 20270101000000_clubs failed and was rolled back: division by zero \(fix its migration.sql and try again\)$/,
      );
      const { rows } = await client.query(`SELECT to_regclass('"Club"') AS club`);
      expect(rows).toEqual([{ club: null }]);
      expect(await pendingMigrations(url, folder)).toEqual([name]);
      writeMigration(folder, name, 'CREATE TABLE "Club" (id int);');
      expect(await applyMigrations(url, folder)).toEqual([name]);
      expect(await pendingMigrations(url, folder)).toEqual([]);
    });
  });

  test('that was edited after it was applied is an error, except for its line ends', async () => {
    const folder = newFolder();
    const script = readFileSync(join(folder, schoolMigration, 'migration.sql'), 'utf8');
    await withDatabase(async (url) => {
      await applyMigrations(url, folder);
      writeMigration(folder, schoolMigration, script.replaceAll('\n', '\r\n'));
      expect(await pendingMigrations(url, folder)).toEqual([]);
      writeMigration(folder, schoolMigration, `${script}\n`);
      await expect(pendingMigrations(url, folder)).rejects.toThrow(
        /^the migration \w+ was edited after it was applied: restore its migration.sql, and write a new migration for the change$/,
      );
      writeMigration(folder, schoolMigration, script);
      expect(await pendingMigrations(url, folder)).toEqual([]);
    });
  });

  test.each([
    ['applied', []],
    ['rolled back', [schoolMigration]],
  ] as const)('that has not finished can be marked as %s', async (outcome, pending) => {
    const folder = newFolder();
    await withDatabase(async (url, client) => {
      await applyMigrations(url, folder);
      await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
      const message = new RegExp(`^the migration ${schoolMigration} has not finished: .*$`);
      await expect(pendingMigrations(url, folder)).rejects.toThrow(message);
      await expect(applyMigrations(url, folder)).rejects.toThrow(message);
      await expect(resolveMigration(url, 'another', outcome, folder)).rejects.toThrow(
        'the database has no unfinished migration another',
      );
      await resolveMigration(url, schoolMigration, outcome, folder);
      expect(await pendingMigrations(url, folder)).toEqual(pending);
    });
  });
});
