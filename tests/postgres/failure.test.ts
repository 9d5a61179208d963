import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type PoolLimits, type TypedDatabase } from '../../src/postgres/connect.js';
import { failureOf } from '../../src/postgres/failure.js';
import { PrismaClient } from '../schemas/press/generated/prisma/client.js';
import type { DB } from '../schemas/press/generated/tables.js';
import { startTestServer, type TestServer } from '../support/server.js';

const open = (url: string, pool?: PoolLimits) =>
  connect<PrismaClient, DB>({ url, pool, client: (adapter) => new PrismaClient({ adapter }) });

describe('a failure is told for what it is, whoever reports it', () => {
  let server: TestServer;
  let database: TypedDatabase<PrismaClient, DB>;
  let other: pg.Client;
  let watcher: pg.Client;
  beforeAll(async () => {
    server = await startTestServer();
    database = open(server.databaseUrl);
    [other, watcher] = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)];
    for (const client of [other, watcher]) await client.connect();
    await other.query(`SET deadlock_timeout = '1min'`);
    await database.prisma.article.create({
      data: { headline: 'a', publications: { create: [{ title: 'p' }] } },
    });
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
  /** Waits until one of the other connections to the database waits for a lock. */
  const someoneWaits = async () => {
    const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (;;) {
      const [found] = (await watcher.query<{ pid: number }>(waiting)).rows;
      if (found) return found.pid;
    }
  };

  test('a deadlock is a lost race', async () => {
    for (const erase of [
      () => database.prisma.article.delete({ where: { id: 1 } }),
      () => database.kysely.deleteFrom('Article').where('id', '=', 1).execute(),
    ]) {
      await other.query('BEGIN');
      await other.query('SELECT * FROM "_ArticleToPublication" FOR UPDATE');
      const erased = failure(erase());
      await someoneWaits();
      // Who looks for a deadlock first is the one given up: not this one.
      await other.query('SELECT * FROM "Article" FOR UPDATE');
      expect(await erased).toBe('lost race');
      await other.query('ROLLBACK');
    }
  });

  test('a row that is not there is a missing row', async () => {
    const { prisma, kysely } = database;
    expect(
      await failure(prisma.article.update({ where: { id: 99 }, data: { headline: 'x' } })),
    ).toBe('missing row');
    expect(
      await failure(
        prisma.article.create({ data: { headline: 'x', publications: { connect: [{ id: 99 }] } } }),
      ),
    ).toBe('missing row');
    expect(
      await failure(kysely.insertInto('_ArticleToPublication').values({ A: 99, B: 99 }).execute()),
    ).toBe('missing row');
  });

  test('a connection that is ended under a statement is a broken connection, and does not end the process', async () => {
    for (const rename of [
      () => database.prisma.article.update({ where: { id: 1 }, data: { headline: 'x' } }),
      () => database.kysely.updateTable('Article').set({ headline: 'x' }).execute(),
      () =>
        database.kysely
          .transaction()
          .execute((tx) => tx.updateTable('Article').set({ headline: 'x' }).execute()),
    ]) {
      await other.query('BEGIN');
      await other.query('SELECT * FROM "Article" FOR UPDATE');
      const renamed = failure(rename());
      // Ended for good: one that is still going would be taken for the next one that waits.
      await watcher.query('SELECT pg_terminate_backend($1, 10000)', [await someoneWaits()]);
      expect(await renamed).toBe('broken connection');
      await other.query('ROLLBACK');
    }
  });

  test('a statement that was cancelled, or took longer than its connection lets it, has been stopped', async () => {
    const limited = connect<PrismaClient, DB>({
      url: server.databaseUrl,
      client: (adapter) => new PrismaClient({ adapter }),
      statementTime: 100,
    });
    for (const { prisma, kysely } of [limited, database]) {
      for (const rename of [
        () => prisma.article.update({ where: { id: 1 }, data: { headline: 'x' } }),
        () => kysely.updateTable('Article').set({ headline: 'x' }).execute(),
      ]) {
        await other.query('BEGIN');
        await other.query('SELECT * FROM "Article" FOR UPDATE');
        const renamed = failure(rename());
        if (kysely === database.kysely)
          await watcher.query('SELECT pg_cancel_backend($1)', [await someoneWaits()]);
        expect(await renamed).toBe('stopped');
        await other.query('ROLLBACK');
      }
    }
    await limited.close();
  });

  test('a port where nobody listens is a database out of reach', async () => {
    const nobody = open('postgres://nobody@127.0.0.1:1/none');
    expect(await failure(nobody.prisma.article.findMany())).toBe('unreachable');
    expect(await failure(nobody.kysely.selectFrom('Article').selectAll().execute())).toBe(
      'unreachable',
    );
    await nobody.close();
  });

  /** How a read, a write and a transaction fail, through Prisma and through Kysely. */
  const failures = ({ prisma, kysely }: TypedDatabase<PrismaClient, DB>) =>
    Promise.all(
      [
        prisma.article.findMany(),
        prisma.article.create({
          data: { headline: 'x', publications: { create: [{ title: 'x' }] } },
        }),
        kysely.selectFrom('Article').selectAll().execute(),
        kysely.transaction().execute((tx) => tx.deleteFrom('Article').execute()),
      ].map(failure),
    );
  const allUnreachable = ['unreachable', 'unreachable', 'unreachable', 'unreachable'];

  test('a pool whose connections are all in use, for longer than one may wait, is a database out of reach', async () => {
    const small = open(server.databaseUrl, { size: 1, wait: 200 });
    await small.kysely.transaction().execute(async () => {
      const askedAt = performance.now();
      expect(await failures(small)).toEqual(allUnreachable);
      expect(performance.now() - askedAt).toBeGreaterThan(190);
    });
    expect(await failure(small.kysely.selectFrom('Article').selectAll().execute())).toBe('none');
    await small.close();
  });

  test('an address that takes connections and says nothing is a database out of reach', async () => {
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

  test('a database that has no connection left to give is out of reach', async () => {
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

  test('anything else is unexpected', async () => {
    expect(await failure(database.prisma.$queryRaw`SELECT 1 / 0`)).toBe('unexpected');
    expect(failureOf(new TypeError('no'))).toBe('unexpected');
    expect(failureOf('no')).toBe('unexpected');
  });
});
