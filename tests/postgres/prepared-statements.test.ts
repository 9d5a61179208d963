import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgDatabase } from '../../src/adapters/pg.js';
import type { Executor, Statement } from '../../src/engine/database.js';
import { connect, type Database } from '../../src/postgres/connect.js';
import { openPool } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let database: Database;
let admin: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  // One connection, so that each statement is sent on the one that the last was sent on.
  database = connect({ url: server.databaseUrl, pool: { size: 1 } });
  admin = new pg.Client(server.databaseUrl);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await server.close();
});

const plain = (text: string): Statement => ({ text, values: [] });
const named = (name: string, text = `SELECT '${name}' AS name`): Statement => ({
  name,
  text,
  values: [],
});
const preparedNames = async (executor: Executor) => {
  const rows = await executor.run<{ name: string }>(
    plain('SELECT name FROM pg_prepared_statements ORDER BY prepare_time, name'),
  );
  return rows.map(({ name }) => name);
};
const setting = async (executor: Executor, name: string) => {
  const [row] = await executor.run<Record<string, string>>(plain(`SHOW ${name}`));
  return row?.[name];
};

describe('a connection', () => {
  test('keeps the 300 prepared statements that it used last', async () => {
    for (let n = 0; n < 500; n++) {
      expect(await database.run(named(`crowd ${n}`))).toEqual([{ name: `crowd ${n}` }]);
      expect(await database.run(named('faithful'))).toEqual([{ name: 'faithful' }]);
    }
    const kept = Array.from({ length: 299 }, (_, n) => `crowd ${n + 201}`);
    expect(new Set(await preparedNames(database))).toEqual(new Set(['faithful', ...kept]));
    // One that was closed is prepared again.
    expect(await database.run(named('crowd 0'))).toEqual([{ name: 'crowd 0' }]);
    expect(await preparedNames(database)).toContain('crowd 0');
  });

  test('closes some in a transaction too, also in one that is rolled back', async () => {
    await database.transaction(async (transaction) => {
      for (let n = 0; n < 310; n++) await transaction.run(named(`kept ${n}`));
    });
    const thrown = new Error('no');
    const work = database.transaction(async (transaction) => {
      for (let n = 0; n < 310; n++) await transaction.run(named(`lost ${n}`));
      throw thrown;
    });
    await expect(work).rejects.toBe(thrown);
    expect(await preparedNames(database)).toHaveLength(300);
    expect(await database.run(named('lost 309'))).toEqual([{ name: 'lost 309' }]);
    expect(await database.run(named('lost 0'))).toEqual([{ name: 'lost 0' }]);
    expect(await preparedNames(database)).toHaveLength(300);
  });

  test('has its settings after DISCARD ALL, although the first transaction then fails', async () => {
    const before = await setting(database, 'random_page_cost');
    expect(before).toBe('1.1');
    await database.run(named('discarded'));
    await database.run(plain('DISCARD ALL'));
    expect(await setting(database, 'random_page_cost')).toBe('4');
    const thrown = new Error('no');
    const work = database.transaction(async (transaction) => {
      expect(await transaction.run(named('discarded'))).toEqual([{ name: 'discarded' }]);
      throw thrown;
    });
    await expect(work).rejects.toBe(thrown);
    expect(await setting(database, 'random_page_cost')).toBe(before);
  });
});

test("a host's own prepared statements and settings stay, whatever becomes of ours", async () => {
  const pool = openPool({ connectionString: server.databaseUrl, max: 1 });
  const host = pgDatabase(pool);
  try {
    await pool.query(`PREPARE of_host AS SELECT 'host' AS name`);
    await pool.query('SET random_page_cost = 3');
    const own = { name: 'of pg', text: 'SELECT 1 AS one' };
    await pool.query(own);
    const ours = named('ours', 'SELECT headline FROM "Article"');
    expect(await host.run(ours)).toEqual([]);
    await admin.query('ALTER TABLE "Article" ALTER headline TYPE varchar(200) COLLATE "C"');
    expect(await host.run(ours)).toEqual([]);
    await admin.query('ALTER TABLE "Article" ALTER headline TYPE text COLLATE "C"');
    expect(await host.transaction((transaction) => transaction.run(ours))).toEqual([]);
    for (let n = 0; n < 310; n++) await host.run(named(`crowd ${n}`));
    const names = await preparedNames(host);
    expect(names).toHaveLength(302);
    expect(names).toEqual(expect.arrayContaining(['of_host', 'of pg']));
    expect((await pool.query('EXECUTE of_host')).rows).toEqual([{ name: 'host' }]);
    expect((await pool.query(own)).rows).toEqual([{ one: 1 }]);
    expect(await setting(host, 'random_page_cost')).toBe('3');
  } finally {
    await pool.end();
  }
});
