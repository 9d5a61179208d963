import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database, type PoolLimits } from '../../src/postgres/connect.js';
import { failureOf } from '../../src/postgres/failure.js';
import { startTestServer, type TestServer } from '../support/server.js';

const open = (url: string, pool?: PoolLimits) => connect({ url, pool });
const rename = { text: `UPDATE "Article" SET headline = 'x'`, values: [] };
const erase = { text: 'DELETE FROM "Article" WHERE id = 1', values: [] };

describe('the kind of a failure', () => {
  let server: TestServer;
  let database: Database;
  let other: pg.Client;
  let watcher: pg.Client;
  beforeAll(async () => {
    server = await startTestServer();
    database = open(server.databaseUrl);
    [other, watcher] = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)];
    for (const client of [other, watcher]) await client.connect();
    await other.query(`SET deadlock_timeout = '1min'`);
    await other.query(`INSERT INTO "Article" (headline) VALUES ('a');
      INSERT INTO "Publication" (title) VALUES ('p'); INSERT INTO "_ArticleToPublication" VALUES (1, 1)`);
  });
  afterAll(async () => {
    for (const client of [other, watcher]) await client.end();
    await database.close();
    await server.close();
  });

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error) => failureOf(error),
    );
  /** Waits until another connection waits for a lock, and returns its process ID. */
  const waitingConnection = async () => {
    const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (;;) {
      const [found] = (await watcher.query<{ pid: number }>(waiting)).rows;
      if (found) return found.pid;
    }
  };

  test('a deadlock is a "lost race"', async () => {
    await other.query('BEGIN');
    await other.query('SELECT * FROM "_ArticleToPublication" FOR UPDATE');
    let lost: unknown;
    const work = database.transaction(async (transaction) => {
      try {
        await transaction.run(erase);
      } catch (error) {
        lost = error;
        // Another error, so that the transaction is not repeated.
        throw new Error('given up');
      }
    });
    const erased = expect(work).rejects.toThrow('given up');
    await waitingConnection();
    // PostgreSQL cancels the other transaction: the deadlock_timeout of this one is longer.
    await other.query('SELECT * FROM "Article" FOR UPDATE');
    await erased;
    expect(failureOf(lost)).toBe('lost race');
    await other.query('ROLLBACK');
  });

  test('a connection that is terminated during a statement is a "broken connection"', async () => {
    for (const renaming of [
      () => database.run(rename),
      () => database.transaction((transaction) => transaction.run(rename)),
    ]) {
      await other.query('BEGIN');
      await other.query('SELECT * FROM "Article" FOR UPDATE');
      const renamed = failure(renaming());
      // Waits for the end: otherwise the next round might find the same connection.
      await watcher.query('SELECT pg_terminate_backend($1, 10000)', [await waitingConnection()]);
      expect(await renamed).toBe('broken connection');
      await other.query('ROLLBACK');
    }
  });

  test('a statement that is cancelled, or exceeds its statement_timeout, is "stopped"', async () => {
    const limited = connect({ url: server.databaseUrl, statementTime: 100 });
    for (const each of [limited, database]) {
      await other.query('BEGIN');
      await other.query('SELECT * FROM "Article" FOR UPDATE');
      const renamed = failure(each.run(rename));
      if (each === database)
        await watcher.query('SELECT pg_cancel_backend($1)', [await waitingConnection()]);
      expect(await renamed).toBe('stopped');
      await other.query('ROLLBACK');
    }
    await limited.close();
  });

  /** The failures of a statement and of a transaction. */
  const failures = (each: Database) =>
    Promise.all(
      [each.run(rename), each.transaction((transaction) => transaction.run(rename))].map(failure),
    );
  const allUnreachable = ['unreachable', 'unreachable'];

  test('a port where nothing listens is "unreachable"', async () => {
    const nobody = open('postgres://nobody@127.0.0.1:1/none');
    expect(await failures(nobody)).toEqual(allUnreachable);
    await nobody.close();
  });

  test('a pool without a free connection within its wait is "unreachable"', async () => {
    const small = open(server.databaseUrl, { size: 1, wait: 200 });
    await small.transaction(async () => {
      const askedAt = performance.now();
      expect(await failures(small)).toEqual(allUnreachable);
      expect(performance.now() - askedAt).toBeGreaterThan(190);
    });
    expect(await failure(small.run(rename))).toBe('none');
    await small.close();
  });

  test('a server that accepts connections and does not respond is "unreachable"', async () => {
    const silent = createServer();
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const address = silent.address();
    const lost = open(
      `postgres://me@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x`,
      { size: 10, wait: 200 },
    );
    expect(await failures(lost)).toEqual(allUnreachable);
    await lost.close();
    silent.close();
  });

  test('a database that refuses further connections is "unreachable"', async () => {
    await watcher.query(
      `DROP ROLE IF EXISTS shut_out; CREATE ROLE shut_out LOGIN PASSWORD 'x' CONNECTION LIMIT 0`,
    );
    const url = new URL(server.databaseUrl);
    [url.username, url.password] = ['shut_out', 'x'];
    const refused = open(url.href);
    expect(await failures(refused)).toEqual(allUnreachable);
    await refused.close();
    await watcher.query('DROP ROLE shut_out');
  });

  test('other errors are "unexpected"', async () => {
    expect(await failure(database.run({ text: 'SELECT 1 / 0', values: [] }))).toBe('unexpected');
    expect(failureOf(new TypeError('no'))).toBe('unexpected');
    expect(failureOf('no')).toBe('unexpected');
  });
});
