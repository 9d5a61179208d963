import {
  type AddressInfo,
  connect as connectTcp,
  createServer as createTcpServer,
  type Socket,
} from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/engine/sql/statement.js';
import { connect, type Database } from '../../src/postgres/connect.js';
import { failureOf } from '../../src/postgres/failure.js';
import { Operation, OperationStopped } from '../../src/postgres/operation.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let database: Database;
const open = (statementTime?: number, url = server.databaseUrl) =>
  // A single connection, so that the statement after a cancelled one uses the same connection.
  connect({
    url,
    pool: { size: 1 },
    statementTime,
  });
beforeAll(async () => {
  server = await startTestServer();
  database = open(30_000);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

const neverStopped = () => () => {};
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error,
  );
const connection = async () =>
  (await run(database, sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`))[0]?.pid;

test('a statement over its time limit is cancelled, and its connection stays usable', async () => {
  const before = await connection();
  const settings = sql`SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name`;
  const set = await run(database, settings);
  expect(set).toContainEqual({ name: 'statement_timeout', setting: '30000' });
  expect(set).toContainEqual({ name: 'enable_bitmapscan', setting: 'off' });
  for (let round = 1; round <= 5; round++) {
    const operation = new Operation(100, neverStopped());
    const began = performance.now();
    const failed = await outcome(run(database.during(operation), sql`SELECT pg_sleep(10)`));
    expect(failed).toBe(operation.stopped);
    expect(failed).toMatchObject({ reason: 'time' });
    expect(performance.now() - began).toBeLessThan(4_000);
    // Immediately: a late cancellation would cancel this statement.
    expect(await outcome(run(database, sql`SELECT pg_sleep(0.02)`))).toBe('done');
  }
  expect(await connection()).toBe(before);
  expect(await run(database, settings)).toEqual(set);
});

test('a statement that completes while it is being cancelled does not cause the next one to be cancelled', async () => {
  const outcomes = new Set<unknown>();
  for (let round = 0; round < 100; round++) {
    const operation = new Operation(20 + (round % 20), neverStopped());
    const first = await outcome(run(database.during(operation), sql`SELECT pg_sleep(0.02)`));
    outcomes.add(first === operation.stopped ? 'stopped' : first);
    expect(await outcome(run(database, sql`SELECT pg_sleep(0.01)`))).toBe('done');
  }
  expect(outcomes).toContain('done');
});

test('the time limit is for all statements together, and starts with the first', async () => {
  const operation = new Operation(600, neverStopped());
  const statements = database.during(operation);
  await sleep(700);
  const outcomes: unknown[] = [];
  for (let statement = 1; statement <= 4; statement++)
    outcomes.push(await outcome(run(statements, sql`SELECT pg_sleep(0.25)`)));
  expect(outcomes).toEqual(['done', 'done', operation.stopped, operation.stopped]);
});

test('an operation that has ended is not stopped', async () => {
  const operation = new Operation(50, neverStopped());
  expect(await outcome(run(database.during(operation), sql`SELECT 1`))).toBe('done');
  operation.end();
  await sleep(100);
  expect(operation.stopped).toBeUndefined();
});

test('a stopped transaction is rolled back, but not during its commit', async () => {
  const count = async () => (await run(database, sql`SELECT FROM "Article"`)).length;
  for (const at of [1, 2]) {
    const client = new AbortController();
    const operation = new Operation(10_000, (stop) =>
      client.signal.addEventListener('abort', stop),
    );
    const work = database.during(operation).transaction(async (transaction) => {
      await run(transaction, sql`INSERT INTO "Article" (headline) VALUES ('x')`);
      if (at === 1) client.abort();
      await run(transaction, sql`SELECT 1`);
      client.abort();
    });
    expect(await outcome(work)).toMatchObject({ reason: 'client gone' });
    expect(await count()).toBe(0);
  }
  // A constraint that is checked at the end makes the commit itself slow.
  await run(
    database,
    sql`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'`,
  );
  await run(
    database,
    sql`CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON "Article" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()`,
  );
  const operation = new Operation(200, neverStopped());
  const insert = database
    .during(operation)
    .transaction((transaction) =>
      run(transaction, sql`INSERT INTO "Article" (headline) VALUES ('y')`),
    );
  expect(await outcome(insert)).toBe('done');
  expect(operation.stopped).toBeInstanceOf(OperationStopped);
  expect(await count()).toBe(1);
});

test('a stopped operation starts no statement and no longer waits for a connection', async () => {
  const gone = (stop: () => void) => stop();
  const statements = database.during(new Operation(1_000, gone));
  expect(await outcome(run(statements, sql`SELECT 1`))).toMatchObject({ reason: 'client gone' });

  const holding = run(database, sql`SELECT pg_sleep(0.6)`);
  const waiting = new Operation(100, neverStopped());
  const began = performance.now();
  expect(await outcome(run(database.during(waiting), sql`SELECT 1`))).toBe(waiting.stopped);
  expect(performance.now() - began).toBeLessThan(500);
  await holding;
  expect(await outcome(run(database, sql`SELECT 1`))).toBe('done');
});

test('if PostgreSQL does not respond to a cancellation, the connection is closed', async () => {
  const { hostname, port } = new URL(server.databaseUrl);
  const sockets: Socket[] = [];
  let frozen = false;
  const between = createTcpServer((near) => {
    sockets.push(near);
    // The cancel request is not passed on.
    if (frozen) return;
    const far = connectTcp(Number(port), hostname);
    sockets.push(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const)
      from.on('data', (data) => void (frozen || to.write(data))).on('close', () => to.destroy());
  });
  await new Promise<void>((listening) => between.listen(0, '127.0.0.1', listening));
  const url = new URL(server.databaseUrl);
  // A server that listens on TCP has an AddressInfo.
  url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  const hanging = open(30_000, url.href);
  const operation = new Operation(1_000, neverStopped());
  const work = outcome(run(hanging.during(operation), sql`SELECT pg_sleep(10)`));
  await sleep(100);
  frozen = true;
  // The outcome of the statement is not known.
  expect(failureOf(await work)).toBe('broken connection');
  frozen = false;
  expect(await outcome(run(hanging, sql`SELECT 1`))).toBe('done');
  await hanging.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => between.close(closed));
});

test('without a statement time, there is no statement_timeout', async () => {
  const unlimited = open();
  expect(await run(unlimited, sql<{ statement_timeout: string }>`SHOW statement_timeout`)).toEqual([
    { statement_timeout: '0' },
  ]);
  await unlimited.close();
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
  await client.end();
});
