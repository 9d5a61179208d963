import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { withModelNames } from '../../prisma/adopt/model-names.js';
import { baseline } from '../../src/postgres/baseline.js';
import { introspect } from '../../src/postgres/introspect.js';
import { pendingMigrations } from '../../src/postgres/migrate.js';
import { schemaAdvice } from '../../src/postgres/schema-advice.js';
import { databaseUrl, testMigrations } from '../support/postgres.js';

const name = `introspect_${process.pid}`;
const url = databaseUrl(inject('postgresUrl'), name);
let admin: pg.Client;
let client: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TYPE book_kind AS ENUM ('novel', 'poem');
    CREATE TABLE authors (id serial PRIMARY KEY, name text COLLATE "C" NOT NULL);
    CREATE TABLE books (id serial PRIMARY KEY, title varchar(80) COLLATE "und-x-icu" NOT NULL, kind book_kind);
    CREATE TABLE author_books (
      author_id int REFERENCES authors ON DELETE CASCADE,
      book_id int REFERENCES books ON DELETE CASCADE,
      PRIMARY KEY (author_id, book_id));
    CREATE TABLE readers_books (
      book int REFERENCES books, reader int REFERENCES authors, PRIMARY KEY (book, reader));
    CREATE INDEX ON readers_books (reader, book);
    CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b))`);
});
afterAll(async () => {
  await client.end();
  await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
  await admin.end();
});

test('tables become models with singular names in PascalCase', async () => {
  const { schema, warnings } = await introspect(url);
  expect(warnings).toBeUndefined();
  const named = withModelNames(schema);
  expect(named.match(/^(model|enum) \w+/gm)?.sort()).toEqual([
    'enum BookKind',
    'model Author',
    'model AuthorBook',
    'model Book',
    'model Pair',
    'model ReadersBook',
  ]);
  expect(named).toMatch(/^ {2}kind +BookKind\?$/m);
  expect(named).toMatch(/^ {2}authors +Author +@relation\(fields: \[author_id\]/m);
  for (const map of ['authors', 'author_books', 'books', 'book_kind', 'pairs'])
    expect(named).toContain(`@@map("${map}")`);
});

test('a name stays if another model has the new one', () => {
  const schema = 'model User {\n  id Int @id\n}\n\nmodel users {\n  id Int @id\n}\n';
  expect(withModelNames(schema)).toBe(schema);
});

test('missing indexes of join tables and texts with another collation are reported', async () => {
  expect(await schemaAdvice(url)).toEqual({
    indexes: ['CREATE INDEX ON author_books (book_id, author_id);'],
    collations: ['books.title'],
  });
});

test('baseline records a migration as applied without changing tables', async () => {
  const tables = async () =>
    (
      await client.query(
        `SELECT table_name, column_name, data_type FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`,
      )
    ).rows;
  const before = await tables();
  const folder = testMigrations('school');
  const [migration = '', ...more] = await pendingMigrations(url, folder);
  expect(more).toEqual([]);
  await baseline(url, migration, folder);
  expect(await pendingMigrations(url, folder)).toEqual([]);
  expect(await tables()).toEqual(before);
});
