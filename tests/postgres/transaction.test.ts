import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '../../src/postgres/connect.js';
import { retrying } from '../../src/postgres/transaction.js';
import { openPool } from '../support/database.js';

let pool: pg.Pool;
beforeAll(async () => {
  pool = openPool({ connectionString: inject('postgresUrl') });
  await pool.query('CREATE TABLE IF NOT EXISTS race (id int PRIMARY KEY, times int)');
  await pool.query(
    'INSERT INTO race VALUES (1, 0), (2, 0) ON CONFLICT (id) DO UPDATE SET times = 0',
  );
});
afterAll(async () => {
  await pool.query('DROP TABLE race');
  await pool.end();
});

/** Increments both rows in one transaction, which waits between the two until the other transaction has locked a row. */
async function both(first: number, second: number, met: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE race SET times = times + 1 WHERE id = $1', [first]);
    await met();
    await client.query('UPDATE race SET times = times + 1 WHERE id = $1', [second]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

test('a transaction is retried after a deadlock', async () => {
  let [attempts, waiting] = [0, 0];
  let meet: () => void = () => {};
  const meeting = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const met = async () => {
    waiting += 1;
    if (waiting === 2) meet();
    await meeting;
  };
  const run = (first: number, second: number) =>
    retrying(() => {
      attempts += 1;
      return both(first, second, met);
    });
  await Promise.all([run(1, 2), run(2, 1)]);
  expect(attempts).toBe(3);
  expect((await pool.query('SELECT times FROM race ORDER BY id')).rows).toEqual([
    { times: 2 },
    { times: 2 },
  ]);
});

test('a transaction is not retried after other errors', async () => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return pool.query('SELECT * FROM no_such_table');
  };
  await expect(retrying(work)).rejects.toThrow('no_such_table');
  expect(attempts).toBe(1);
});

test('after eight attempts, the error is thrown', async () => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
  };
  await expect(retrying(work)).rejects.toThrow('deadlock detected');
  expect(attempts).toBe(8);
});

test('transactions are READ COMMITTED, whatever the default of the database', async () => {
  const url = new URL(inject('postgresUrl'));
  url.searchParams.set('options', '-c default_transaction_isolation=serializable');
  const plain = new pg.Client({ connectionString: url.href });
  await plain.connect();
  const show = 'SHOW transaction_isolation';
  expect((await plain.query(show)).rows).toEqual([{ transaction_isolation: 'serializable' }]);
  await plain.end();
  const database = connect({ url: url.href });
  const statement = { text: show, values: [] };
  expect(await database.run(statement)).toEqual([{ transaction_isolation: 'read committed' }]);
  const found = await database.transaction((transaction) => transaction.run(statement));
  expect(found).toEqual([{ transaction_isolation: 'read committed' }]);
  await database.close();
});
