import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readDatabase } from '../../../prisma/adopt/read-database.js';
import { readPrismaText } from '../../../prisma/adopt/read-file.js';
import { generatedColumns, withGeneratedColumns } from '../../../src/postgres/generated-columns.js';
import { introspect } from '../../../src/postgres/introspect.js';
import { migrationSql } from '../../../src/postgres/migration-sql.js';
import { databaseUrl } from '../../support/postgres.js';

/** A database as somebody else has made it. */
const tables = `
  CREATE TYPE order_state AS ENUM ('new', 'in progress', 'it''s done', '2nd');
  CREATE TABLE customers (
    id serial PRIMARY KEY, "full name" text NOT NULL, email varchar(120) UNIQUE, "2fa" boolean NOT NULL DEFAULT false,
    motto text NOT NULL DEFAULT 'it''s "me"', born date, UNIQUE ("full name", born));
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE,
    seller_id int CONSTRAINT seller_fk REFERENCES customers, state order_state NOT NULL DEFAULT 'it''s done',
    total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    "twice the total" numeric NOT NULL GENERATED ALWAYS AS (total * 2) STORED,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', 'it''s'::text)) STORED);
  CREATE TABLE products (sku varchar(20) PRIMARY KEY, title text NOT NULL);
  CREATE TABLE order_items (
    order_id bigint REFERENCES orders ON DELETE CASCADE, product_sku varchar(20) REFERENCES products,
    quantity int NOT NULL DEFAULT 1, PRIMARY KEY (order_id, product_sku));
  CREATE INDEX ON products (lower(title));
  COMMENT ON TABLE products IS 'What is sold';
  CREATE VIEW large_orders AS SELECT * FROM orders WHERE total > 100`;

const names = ['given', 'made'].map((name) => `adopted_${name}_${process.pid}`);
const [given, made] = names.map((name) => databaseUrl(inject('postgresUrl'), name)) as [
  string,
  string,
];
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  for (const name of names) await admin.query(`CREATE DATABASE "${name}"`);
  await run(given, tables);
});
afterAll(async () => {
  for (const name of names) await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
  await admin.end();
});

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

test('the models of a database make a database of which the same models are read', async () => {
  const { schema } = await readDatabase(given);
  // What Prisma has to say of its own limits describes nothing.
  expect(schema).not.toContain('/// This');
  expect(schema).toMatch(/ {2}\/\/\/ @readonly\n {2}twice_the_total .*@map\("twice the total"\)/);
  const { tables: models, links } = readPrismaText(
    'introspected.prisma',
    schema.replace(/^ {2}words /m, '  /// @omit\n$&'),
  );
  expect({ models, links }).toEqual({
    models: ['Customer', 'Order', 'Product'],
    links: ['OrderItem'],
  });

  const sql = await migrationSql(inject('postgresUrl'), undefined, schema);
  await run(made, withGeneratedColumns(sql, await generatedColumns(given)));
  expect(await generatedColumns(made)).toEqual([
    { table: 'orders', column: 'twice the total' },
    { table: 'orders', column: 'words' },
  ]);
  // Prisma's remarks are about what it has no words for: checks, indexes on expressions, comments.
  const withoutRemarks = async (url: string) =>
    (await introspect(url)).schema.replace(/^ *\/\/\/ .*\n/gm, '');
  expect(await withoutRemarks(made)).toBe(await withoutRemarks(given));
});
