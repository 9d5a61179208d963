import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgDatabase } from '../../src/adapters/pg.js';
import { prismaDatabase } from '../../src/adapters/prisma.js';
import type { Database } from '../../src/engine/database.js';
import { failureOf } from '../../src/postgres/failure.js';
import { PrismaClient } from '../schemas/press/generated/prisma/client.js';
import { openPool } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let pool: pg.Pool;
let prisma: PrismaClient;
beforeAll(async () => {
  server = await startTestServer('press');
  pool = openPool({ connectionString: server.databaseUrl });
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
    const twice = { code: '23505', constraint: 'Article_pkey', table: 'Article' };
    await expect(database.run(insert('two', 1))).rejects.toMatchObject(twice);
    await expect(database.transaction((each) => each.run(insert('two', 1)))).rejects.toMatchObject(
      twice,
    );
    const link = {
      text: 'INSERT INTO "_ArticleToPublication" ("A", "B") VALUES (1, -1)',
      values: [],
    };
    const missing = {
      code: '23503',
      constraint: '_ArticleToPublication_B_fkey',
      table: '_ArticleToPublication',
    };
    await expect(database.run(link)).rejects.toMatchObject(missing);
    await expect(database.transaction((each) => each.run(link))).rejects.toMatchObject(missing);
    await expect(database.run({ text: 'SELECT 1/0', values: [] })).rejects.toMatchObject({
      code: '22012',
    });
  });

  test('throws the SQLSTATE of a value that is too long for an index', async () => {
    await pool.query('CREATE TABLE IF NOT EXISTS long_texts (long text UNIQUE)');
    for (const length of [5_000, 10_000]) {
      const values = [randomBytes(length / 2).toString('hex')];
      const statement = { text: 'INSERT INTO long_texts VALUES ($1)', values };
      await expect(database.run(statement)).rejects.toMatchObject({ code: '54000' });
      await expect(database.transaction((each) => each.run(statement))).rejects.toMatchObject({
        code: '54000',
      });
    }
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

describe('the failures of a Prisma client are told apart', () => {
  const clients: PrismaClient[] = [];
  afterAll(() => Promise.all(clients.map((each) => each.$disconnect())));
  const connected = (
    transactionOptions: { maxWait?: number; timeout?: number } = {},
    pool: pg.PoolConfig = {},
  ) => {
    const adapter = new PrismaPg({ connectionString: server.databaseUrl, ...pool });
    const client = new PrismaClient({ adapter, transactionOptions });
    clients.push(client);
    return prismaDatabase(client);
  };
  const one = { text: 'SELECT 1 AS one', values: [] };
  const failure = (work: Promise<unknown>) => work.then(() => 'none', failureOf);

  test('a transaction that took too long', async () => {
    const database = connected({ timeout: 100 });
    const work = database.transaction(async (each) => {
      await each.run(insert('late', 50));
      await sleep(300);
      return each.run(one);
    });
    expect(await failure(work)).toBe('unavailable');
    const committed = database.transaction(async (each) => {
      await each.run(insert('late', 51));
      await sleep(300);
    });
    expect(await failure(committed)).toBe('unavailable');
    expect(await headlines()).not.toContain('late');
  });

  test('a transaction that did not begin, as no connection was free', async () => {
    const database = connected({ maxWait: 100 }, { max: 1 });
    const held = database.run({ text: 'SELECT pg_sleep(1)::text', values: [] });
    await sleep(100);
    expect(await failure(database.transaction((each) => each.run(one)))).toBe('unavailable');
    await held;
  });

  test('a statement that was not sent, as no connection was free', async () => {
    const database = connected({}, { max: 1, connectionTimeoutMillis: 1_000 });
    await database.run(one);
    const held = database.run({ text: 'SELECT pg_sleep(3)::text', values: [] });
    await sleep(100);
    expect(await failure(database.run(one))).toBe('unreachable');
    await held;
  });

  test('a database that is not there', async () => {
    const database = connected({}, { connectionString: 'postgres://postgres@127.0.0.1:1/none' });
    expect(await failure(database.run(one))).toBe('unreachable');
    expect(await failure(database.transaction((each) => each.run(one)))).toBe('unreachable');
    const missing = new URL(server.databaseUrl);
    missing.pathname = '/none';
    const other = connected({}, { connectionString: missing.href });
    expect(await failure(other.run(one))).toBe('unreachable');
    expect(await failure(other.transaction((each) => each.run(one)))).toBe('unreachable');
  });

  test('a connection that was lost', async () => {
    const database = connected();
    const text = 'SELECT pg_terminate_backend(pg_backend_pid())';
    expect(await failure(database.run({ text, values: [] }))).toBe('broken connection');
    const work = database.transaction((each) => each.run({ text, values: [] }));
    expect(await failure(work)).toBe('broken connection');
  });

  test.each([
    ['P1001', undefined, 'unreachable'],
    ['P1017', undefined, 'broken connection'],
    ['P2024', undefined, 'unreachable'],
    ['P2034', undefined, 'lost race'],
    ['P2010', { code: '53100', message: 'disk full' }, 'unavailable'],
    ['P2010', { code: '25006', message: 'read-only' }, 'read only'],
    ['P2010', { code: 'N/A', message: 'something' }, 'unexpected'],
    ['P2002', { target: ['id'] }, 'unexpected'],
  ])('by its code: %s %o', async (code, meta, expected) => {
    const fail = () => Promise.reject(Object.assign(new Error('of Prisma'), { code, meta }));
    const database = prismaDatabase({ $queryRawUnsafe: fail, $transaction: fail });
    expect(await failure(database.run(one))).toBe(expected);
    expect(await failure(database.transaction((each) => each.run(one)))).toBe(expected);
  });

  test('a violation without a driver adapter', async () => {
    const message = 'ERROR: duplicate key value violates unique constraint "Article_pkey"';
    const meta = { code: '23505', message };
    const fail = () => Promise.reject(Object.assign(new Error('raw'), { code: 'P2010', meta }));
    const database = prismaDatabase({ $queryRawUnsafe: fail, $transaction: fail });
    await expect(database.run(one)).rejects.toMatchObject({
      code: '23505',
      constraint: 'Article_pkey',
    });
  });
});
