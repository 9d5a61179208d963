import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { addRows } from '../../../prisma/seed/add-rows.js';
import type { Model } from '../../../src/engine/model/model.js';
import { connect } from '../../../src/postgres/connect.js';
import { applyMigrations } from '../../../src/postgres/migrate.js';
import { migrationSql } from '../../../src/postgres/migration-sql.js';
import { model as learning } from '../../schemas/learning/generated/model.js';
import { model as playlists } from '../../schemas/playlists/generated/model.js';
import { databaseUrl, testMigrations } from '../../support/postgres.js';
import { readPrismaSchema } from '../../support/prisma-schema.js';

/** Keys of every kind, unique columns of every kind, and circular foreign keys. */
const awkward = `datasource db {
  provider = "postgresql"
}
enum Size {
  SMALL
  LARGE @map("the large one")
}
model Person {
  id       String   @id
  nick     String   @unique @db.VarChar(3)
  flag     Boolean? @unique
  size     Size?    @unique
  born     DateTime @unique @db.Date
  seen     DateTime @unique @default(now())
  share    Decimal? @unique @db.Decimal(3, 2)
  small    Int      @unique @db.SmallInt
  big      BigInt   @unique
  ratio    Float    @unique
  mark     String   @unique @db.Uuid
  raw      Bytes    @unique
  manager  Person?  @relation("Manager", fields: [managerId], references: [id])
  managerId String?
  reports  Person[] @relation("Manager")
  desk     Desk?
  drawers  Drawer[]
  friends  Person[] @relation("Friends")
  friendOf Person[] @relation("Friends")
  first    Desk?    @relation("First", fields: [firstId], references: [id])
  firstId  BigInt?
}
model Desk {
  id      BigInt   @id @default(autoincrement())
  person  Person   @relation(fields: [personId], references: [id])
  personId String  @unique
  firsts  Person[] @relation("First")
  drawers Drawer[]
  tags    String[]
  sizes   Size[]
  plans   Json[]
  changed DateTime @updatedAt
}
model Drawer {
  id     String @id @default(cuid())
  row    Int    @db.SmallInt
  size   Size
  desk   Desk   @relation(fields: [deskId], references: [id])
  deskId BigInt
  owner  Person @relation(fields: [ownerId], references: [id])
  ownerId String
  @@unique([deskId, size])
  @@map("the drawers")
}
model Counter {
  id Int @id @default(autoincrement())
}
model Loop {
  id     Int    @id
  next   Loop   @relation("Next", fields: [nextId], references: [id])
  nextId Int
  before Loop[] @relation("Next")
}
`;

let admin: pg.Client;
const databases: string[] = [];
beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
});
afterAll(async () => {
  for (const name of databases) await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
  await admin.end();
});

async function newDatabase(): Promise<string> {
  const name = `seed_${process.pid}_${databases.length}`;
  await admin.query(`CREATE DATABASE "${name}"`);
  databases.push(name);
  return databaseUrl(inject('postgresUrl'), name);
}

async function seedLearning(seed: number) {
  const url = await newDatabase();
  await applyMigrations(url, testMigrations('learning'));
  return seedDatabase(url, learning, 200, seed);
}

async function seedDatabase(url: string, model: Model, rows: number, seed = 1) {
  const database = connect({ url });
  const shares: number[] = [];
  const added = await addRows(database, model, { rows, seed }, (share) => shares.push(share));
  const read = (table: string) =>
    database.run<Record<string, unknown>>({
      text: `SELECT to_json(t) AS row FROM ${table} AS t ORDER BY t::text`,
      values: [],
    });
  return { added, shares, read, close: () => database.close() };
}

describe('the schema of a learning platform', () => {
  test('gets the requested number of rows, and links', async () => {
    const { added, shares, close } = await seedLearning(1);
    expect(Object.fromEntries(added.rows)).toEqual({
      User: 200,
      Course: 200,
      Tag: 200,
      Department: 200,
      Lesson: 200,
    });
    expect([...added.links.keys()].sort()).toEqual(['CourseToTag', 'Enrolment', 'Prerequisite']);
    for (const links of added.links.values()) expect(links).toBeGreaterThan(300);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, at) => share >= (shares[at - 1] ?? 0))).toBe(true);
    await close();
  });

  test('gets the same data for the same seed, and other data for another', async () => {
    const [one, same, other] = [
      await seedLearning(7),
      await seedLearning(7),
      await seedLearning(8),
    ];
    for (const table of ['users', '"Course"', '"Enrolment"', '"_CourseToTag"', '"Lesson"']) {
      const rows = await one.read(table);
      expect(await same.read(table)).toEqual(rows);
      expect(await other.read(table)).not.toEqual(rows);
    }
    for (const { close } of [one, same, other]) await close();
  });
});

describe('a schema with special cases', () => {
  const { model } = readPrismaSchema(awkward);

  test('can be seeded twice', async () => {
    const url = await newDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(await migrationSql(url, undefined, awkward));
    for (const seed of [1, 1]) {
      const { added, close } = await seedDatabase(url, model, 40, seed);
      const rows = Object.fromEntries(added.rows);
      // None, because the first row would have to refer to itself.
      expect(rows).toMatchObject({ Person: 40, Desk: 40, Counter: 40, Loop: 0 });
      expect(rows.Drawer).toBeGreaterThan(30);
      await close();
    }
    const { rows } = await client.query(
      `SELECT count(*) FILTER (WHERE "managerId" IS NULL)::int AS alone, count("firstId")::int AS desks,
         count(*) FILTER (WHERE nick <> '')::int AS named FROM "Person"`,
    );
    const [{ alone, desks, named }] = rows;
    expect(named).toBe(80);
    expect(alone).toBeGreaterThan(1);
    expect(alone).toBeLessThan(40);
    expect(desks).toBeGreaterThan(40);
  });
});

test('lists with an order get places that follow each other', async () => {
  const url = await newDatabase();
  await applyMigrations(url, testMigrations('playlists'));
  const { added, read, close } = await seedDatabase(url, playlists, 30);
  expect(added.links.get('Entry')).toBeGreaterThan(40);
  const texts = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'];
  const placeAt = { text: (at: number) => texts[at], integer: (at: number) => 1024 * (at + 1) };
  for (const [table, owner, position, kind] of [
    ['"Entry"', 'list', 'at', 'text'],
    ['"Influence"', 'influencedCode', 'weight', 'text'],
    ['"Authorship"', 'bookId', 'authorPlace', 'integer'],
  ] as const) {
    const lists = new Map<unknown, unknown[]>();
    for (const { row } of await read(table)) {
      const link = row as Record<string, string | number>;
      lists.set(link[owner], [...(lists.get(link[owner]) ?? []), link[position]]);
    }
    expect(lists.size).toBeGreaterThan(10);
    for (const list of lists.values()) {
      const places = list.map((_, at) => placeAt[kind](at));
      expect(new Set(list)).toEqual(new Set(places));
    }
  }
  await close();
});
