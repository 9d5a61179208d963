import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgDatabase } from '../../src/adapters/pg.js';
import { prismaDatabase } from '../../src/adapters/prisma.js';
import type { Database } from '../../src/engine/database.js';
import { PrismaClient } from '../schemas/press/generated/prisma/client.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let pool: pg.Pool;
let prisma: PrismaClient;
beforeAll(async () => {
  server = await startTestServer('press');
  pool = new pg.Pool({ connectionString: server.databaseUrl });
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: server.databaseUrl }) });
});
afterAll(async () => {
  await Promise.all([pool.end(), prisma.$disconnect()]);
  await server.close();
});

const insert = (headline: string, id: number) => ({
  text: 'INSERT INTO "Article" (id, headline) VALUES ($1, $2)',
  values: [id, headline],
});
const headlines = async () => {
  const { rows } = await pool.query('SELECT headline FROM "Article" ORDER BY id');
  return rows.map(({ headline }) => headline);
};

describe.each<[string, () => Database]>([
  ['a pool of pg', () => pgDatabase(pool)],
  ['a pool of pg, without prepared statements', () => pgDatabase(pool, { prepare: false })],
  ['a Prisma client', () => prismaDatabase(prisma)],
])('%s', (_, make) => {
  let database: Database;
  beforeAll(async () => {
    database = make();
    await pool.query('DELETE FROM "Article"');
  });

  test('passes values to PostgreSQL and returns rows as the engine expects them', async () => {
    const statement = {
      name: 'adapters',
      text: `SELECT $1::int AS int, $2::text AS text, 9007199254740993::int8::text AS big, $3::int[] AS ints,
        $4::text[] AS texts, $1 = 7 AS yes, NULL AS nothing, json_build_object('a', ARRAY[1]) AS json`,
      values: [7, "it's", [1, 2], ['a', 'b"c', '']],
    };
    const row = {
      int: 7,
      text: "it's",
      big: '9007199254740993',
      ints: [1, 2],
      texts: ['a', 'b"c', ''],
      yes: true,
      nothing: null,
      json: { a: [1] },
    };
    expect(await database.run(statement)).toEqual([row]);
    expect(await database.run(statement)).toEqual([row]);
    expect(await database.transaction((each) => each.run(statement))).toEqual([row]);
  });

  test('throws errors with their SQLSTATE and constraint', async () => {
    await database.run(insert('one', 1));
    const twice = { code: '23505', constraint: 'Article_pkey' };
    await expect(database.run(insert('two', 1))).rejects.toMatchObject(twice);
    await expect(database.transaction((each) => each.run(insert('two', 1)))).rejects.toMatchObject(
      twice,
    );
    await expect(database.run({ text: 'SELECT 1/0', values: [] })).rejects.toMatchObject({
      code: '22012',
    });
  });

  test('rolls back a transaction whose work throws, and rejects with the same error', async () => {
    const before = await headlines();
    const thrown = new Error('no');
    const work = database.transaction(async (each) => {
      await each.run(insert('lost', 2));
      throw thrown;
    });
    await expect(work).rejects.toBe(thrown);
    expect(await headlines()).toEqual(before);
    await database.transaction((each) => each.run(insert('kept', 2)));
    expect(await headlines()).toEqual([...before, 'kept']);
  });

  test('retries a transaction after a serialization failure', async () => {
    let attempts = 0;
    const result = await database.transaction(async (each) => {
      attempts += 1;
      if (attempts === 1) {
        const lost = "DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$";
        await each.run({ text: lost, values: [] });
      }
      return attempts;
    });
    expect(result).toBe(2);
  });
});
