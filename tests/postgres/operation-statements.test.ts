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
import { connect, type TypedDatabase } from '../../src/postgres/connect.js';
import { failureOf } from '../../src/postgres/failure.js';
import { Operation, OperationStopped } from '../../src/postgres/operation.js';
import { PrismaClient } from '../schemas/press/generated/prisma/client.js';
import type { DB } from '../schemas/press/generated/tables.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let database: TypedDatabase<PrismaClient, DB>;
const open = (statementTime?: number, url = server.databaseUrl) =>
  // One connection, so that the next statement is sent on the one that the last was cancelled on.
  connect<PrismaClient, DB>({
    url,
    client: (adapter) => new PrismaClient({ adapter }),
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

const nobody = () => () => {};
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error,
  );
const connection = async () =>
  (await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(database.kysely)).rows[0]
    ?.pid;

test('a statement is cancelled when its time is over, and its connection is as before', async () => {
  const before = await connection();
  const settings = sql`SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name`;
  const set = (await settings.execute(database.kysely)).rows;
  expect(set).toContainEqual({ name: 'statement_timeout', setting: '30000' });
  expect(set).toContainEqual({ name: 'enable_bitmapscan', setting: 'off' });
  for (let run = 1; run <= 5; run++) {
    const operation = new Operation(100, nobody());
    const began = performance.now();
    const failed = await outcome(
      sql`SELECT pg_sleep(10)`.execute(database.during(operation).kysely),
    );
    expect(failed).toBe(operation.stopped);
    expect(failed).toMatchObject({ reason: 'time' });
    expect(performance.now() - began).toBeLessThan(4_000);
    // At once, or what cancelled the one before would cancel this.
    expect(await outcome(sql`SELECT pg_sleep(0.02)`.execute(database.kysely))).toBe('done');
  }
  expect(await connection()).toBe(before);
  expect((await settings.execute(database.kysely)).rows).toEqual(set);
});

test('a statement that ends by itself while it is being cancelled leaves nothing for the next to be cancelled by', async () => {
  const outcomes = new Set<unknown>();
  for (let run = 0; run < 100; run++) {
    const operation = new Operation(20 + (run % 20), nobody());
    const first = await outcome(
      sql`SELECT pg_sleep(0.02)`.execute(database.during(operation).kysely),
    );
    outcomes.add(first === operation.stopped ? 'stopped' : first);
    expect(await outcome(sql`SELECT pg_sleep(0.01)`.execute(database.kysely))).toBe('done');
  }
  expect(outcomes).toContain('done');
});

test('the time is that of all statements together, from the first on', async () => {
  const operation = new Operation(600, nobody());
  const { kysely } = database.during(operation);
  await sleep(700);
  const outcomes: unknown[] = [];
  for (let statement = 1; statement <= 4; statement++)
    outcomes.push(await outcome(sql`SELECT pg_sleep(0.25)`.execute(kysely)));
  expect(outcomes).toEqual(['done', 'done', operation.stopped, operation.stopped]);
});

test('an operation that has ended is not stopped, however late it is', async () => {
  const operation = new Operation(50, nobody());
  expect(await outcome(sql`SELECT 1`.execute(database.during(operation).kysely))).toBe('done');
  operation.end();
  await sleep(100);
  expect(operation.stopped).toBeUndefined();
});

test('a transaction is rolled back, and one that is being committed is not cancelled', async () => {
  const count = async () =>
    (await database.kysely.selectFrom('Article').selectAll().execute()).length;
  for (const at of [1, 2]) {
    const client = new AbortController();
    const operation = new Operation(10_000, (stop) =>
      client.signal.addEventListener('abort', stop),
    );
    const work = database
      .during(operation)
      .kysely.transaction()
      .execute(async (transaction) => {
        await sql`INSERT INTO "Article" (headline) VALUES ('x')`.execute(transaction);
        if (at === 1) client.abort();
        await sql`SELECT 1`.execute(transaction);
        client.abort();
      });
    expect(await outcome(work)).toMatchObject({ reason: 'client gone' });
    expect(await count()).toBe(0);
  }
  // A constraint that is checked at the end makes the commit itself slow.
  await sql`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'`.execute(
    database.kysely,
  );
  await sql`CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON "Article" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()`.execute(
    database.kysely,
  );
  const operation = new Operation(200, nobody());
  const insert = database
    .during(operation)
    .kysely.transaction()
    .execute((transaction) =>
      sql`INSERT INTO "Article" (headline) VALUES ('y')`.execute(transaction),
    );
  expect(await outcome(insert)).toBe('done');
  expect(operation.stopped).toBeInstanceOf(OperationStopped);
  expect(await count()).toBe(1);
});

test('nothing starts for a client that has gone, and what waits for a connection stops waiting', async () => {
  const gone = (stop: () => void) => stop();
  const { kysely } = database.during(new Operation(1_000, gone));
  expect(await outcome(sql`SELECT 1`.execute(kysely))).toMatchObject({ reason: 'client gone' });
  expect(() => database.during(new Operation(1_000, gone)).prisma).toThrow(OperationStopped);

  const holding = sql`SELECT pg_sleep(0.6)`.execute(database.kysely);
  const waiting = new Operation(100, nobody());
  const began = performance.now();
  expect(await outcome(sql`SELECT 1`.execute(database.during(waiting).kysely))).toBe(
    waiting.stopped,
  );
  expect(performance.now() - began).toBeLessThan(500);
  await holding;
  expect(await outcome(sql`SELECT 1`.execute(database.kysely))).toBe('done');
});

test('where PostgreSQL does not answer any more, the connection is given up', async () => {
  const { hostname, port } = new URL(server.databaseUrl);
  const sockets: Socket[] = [];
  let frozen = false;
  const between = createTcpServer((near) => {
    sockets.push(near);
    // The request to cancel comes to nobody.
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
  // What listens on TCP has an address of this kind.
  url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  const hanging = open(30_000, url.href);
  const operation = new Operation(1_000, nobody());
  const work = outcome(sql`SELECT pg_sleep(10)`.execute(hanging.during(operation).kysely));
  await sleep(100);
  frozen = true;
  // Nobody knows what became of it.
  expect(failureOf(await work)).toBe('broken connection');
  frozen = false;
  expect(await outcome(sql`SELECT 1`.execute(hanging.kysely))).toBe('done');
  await hanging.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => between.close(closed));
});

test('without a time there is none: neither for migrations nor for the seed', async () => {
  const unlimited = open();
  expect(
    (await sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(unlimited.kysely))
      .rows,
  ).toEqual([{ statement_timeout: '0' }]);
  await unlimited.close();
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
  await client.end();
});
