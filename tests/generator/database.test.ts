import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ColumnModel } from '../../src/engine/model/column.js';
import type { ManyToManyModel } from '../../src/engine/model/relation.js';
import { migrationSql } from '../../src/postgres/migration-sql.js';
import { model as learning } from '../schemas/learning/generated/model.js';
import { PrismaClient } from '../schemas/learning/generated/prisma/client.js';
import { databaseUrl } from '../support/postgres.js';
import { readPrismaSchema } from '../support/prisma-schema.js';

/** Every type of a column, and names of the maximum length in PostgreSQL. */
const everyType = `datasource db {
  provider = "postgresql"
}
enum Mood {
  GOOD @map("good mood")
  BAD
  @@map("the mood")
}
model Every {
  id   BigInt    @id
  t1   String
  t2   String    @db.Text
  t3   String    @db.VarChar(7)
  t4   String    @db.VarChar
  u    String    @db.Uuid
  i1   Int       @db.Integer
  i2   Int       @db.SmallInt
  b1   BigInt    @db.BigInt
  f1   Float
  f2   Float     @db.DoublePrecision
  f3   Float     @db.Real
  d1   Decimal
  d2   Decimal   @db.Decimal
  d3   Decimal   @db.Decimal(9, 4)
  o    Boolean   @db.Boolean
  m1   DateTime
  m2   DateTime  @db.Timestamp
  m3   DateTime  @db.Timestamp(0)
  m4   DateTime  @db.Timestamptz
  m5   DateTime  @db.Timestamptz(3)
  m6   DateTime  @db.Date
  j1   Json
  j2   Json      @db.JsonB
  j3   Json      @db.Json
  y1   Bytes
  y2   Bytes     @db.ByteA
  e    Mood?
  t1s  String[]
  t3s  String[]  @db.VarChar(7)
  es   Mood[]
  m3s  DateTime[] @db.Timestamp(0)

  @@unique([t1, i1])
  @@unique([t2], map: "own name")
  @@map("every_type_with_a_name_that_is_rather_long_and_has_an_ä_in_äit")
}
model Long {
  id Int @id
  n  Int @unique @map("a_column_with_a_name_of_some_length_äääääääääää")
}`;

const client = new pg.Client({ connectionString: inject('postgresUrl') });
const name = `generator_${process.pid}_${process.env.VITEST_POOL_ID}`;
const database = new pg.Client({ connectionString: databaseUrl(inject('postgresUrl'), name) });

beforeAll(async () => {
  await client.connect();
  await client.query(`CREATE DATABASE "${name}" TEMPLATE "template_learning"`);
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await client.query(`DROP DATABASE "${name}"`);
  await client.end();
});

/** The columns of a table in the database, as \`column type\`. */
async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await database.query<{ column: string }>(
    `SELECT attname || ' ' || format_type(atttypid, atttypmod) AS column FROM pg_attribute
     WHERE attrelid = format('%I', $1::text)::regclass AND attnum > 0`,
    [table],
  );
  return rows.map((row) => row.column);
}

/** The columns of a model in the same form, from a table that is created with their types. */
async function columnsAs(columns: readonly ColumnModel[]): Promise<string[]> {
  const list = columns.map(({ column, type, list }) => `"${column}" ${type}${list ? '[]' : ''}`);
  await database.query(`CREATE TEMPORARY TABLE typed (${list.join(', ')})`);
  const found = await columnsOf('typed');
  await database.query('DROP TABLE typed');
  return found;
}

test('the type of each column in the model is its type in the database', async () => {
  await database.query(await migrationSql(inject('postgresUrl'), undefined, everyType));
  const { model } = readPrismaSchema(everyType);
  for (const { table, key, columns } of model.tables) {
    expect(await columnsOf(table)).toEqual(await columnsAs([key, ...columns]));
  }
  expect(model.tables[0]?.columns.length).toBeGreaterThan(30);
});

test('unique constraints have the names that PostgreSQL reports in violations', async () => {
  const { rows } = await database.query<{ name: string }>(
    "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text ~ 'every|Long'",
  );
  const { model } = readPrismaSchema(everyType);
  const named = model.tables.flatMap(({ uniques }) => uniques.map(({ constraint }) => constraint));
  expect(named.sort()).toEqual(rows.map((row) => row.name.replace(/^"|"$/g, '')).sort());
  expect(named).toHaveLength(3);
});

test("the columns of a join table have the keys that Prisma's client writes to them", async () => {
  const url = databaseUrl(inject('postgresUrl'), name);
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  const far = await prisma.course.create({ data: { slug: 'far', title: 'Far' } });
  const near = await prisma.course.create({
    data: {
      slug: 'near',
      title: 'Near',
      prerequisites: { connect: { id: far.id } },
      tags: { create: { name: 'tag' } },
    },
    include: { tags: true },
  });
  await prisma.$disconnect();
  const relations = learning.relations.filter((each) => each.kind === 'many-to-many');
  const linksOf = async (relation: string): Promise<Record<string, unknown>> => {
    const { table, ends } = relations.find((each) => each.name === relation) as ManyToManyModel;
    const { rows } = await database.query(`SELECT * FROM "${table}"`);
    expect(rows).toHaveLength(1);
    return Object.fromEntries(ends.map((end) => [end.field, rows[0][end.column]]));
  };
  // Each key belongs to the field that lists the rows that its row is linked to.
  expect(await linksOf('Prerequisite')).toEqual({ prerequisites: near.id, requiredBy: far.id });
  expect(await linksOf('CourseToTag')).toEqual({ tags: near.id, courses: near.tags[0]?.id });
});
