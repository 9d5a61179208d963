import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  ask,
  isAlive,
  newFolder,
  type Program,
  postmaster,
  processesOn,
  startServer,
  until,
} from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const counts = '{ articles { totalCount } publications { totalCount } }';
const countsOf = async (server: Program) => {
  type Count = { totalCount: number };
  const { articles, publications } = await ask<{ articles: Count; publications: Count }>(
    await server.ready,
    counts,
  );
  return [articles.totalCount, publications.totalCount];
};
const deleteAll = `mutation { deleteArticles(input: { where: {} }) { deletedCount } deletePublications(input: { where: {} }) { deletedCount } }`;

test('the first start brings sample data, the second finds what the first has left', async () => {
  const folder = newFolder();
  const settings = { DATA_DIR: join(folder, 'made', 'on the way') };
  const first = startServer(settings);
  expect(await first.ready).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
  expect(await countsOf(first)).toEqual([71, 26]);
  // One article is in no publication, so that GraphiQL's tab that deletes such articles finds one.
  const unpublished = '{ articles(where: { publications: { none: {} } }) { totalCount } }';
  expect(await ask(await first.ready, unpublished)).toEqual({ articles: { totalCount: 1 } });
  await ask(await first.ready, deleteAll);
  expect(await first.stop('SIGINT')).toEqual({
    code: 0,
    stdout: `GraphiQL is at ${await first.ready}`,
    stderr: '',
  });

  const startedAt = performance.now();
  const second = startServer(settings);
  expect(await countsOf(second)).toEqual([0, 0]);
  // Node and the sources take most of its second; the bound is what somebody would call slow.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s, once or thrice, leaves no process behind',
  async (signal) => {
    const folder = newFolder();
    const server = startServer({ DATA_DIR: folder });
    await server.ready;
    const { pid = 0 } = postmaster(folder) ?? {};
    expect(isAlive(pid)).toBe(true);
    server.child.kill(signal);
    server.child.kill(signal);
    expect(await server.stop(signal)).toMatchObject({ code: 0, stderr: '' });
    expect(postmaster(folder)).toBeUndefined();
    expect(processesOn(folder)).toEqual([]);
  },
);

test.each([
  [
    'PostgreSQL is being initialised',
    (folder: string) => readdirSync(folder).some((name) => name.startsWith('initialising')),
  ],
  ['PostgreSQL is starting', (folder: string) => postmaster(folder) !== undefined],
])(
  'Ctrl-C while %s leaves no process behind, and a folder that can be used',
  async (_, reached) => {
    const folder = newFolder();
    const server = startServer({ DATA_DIR: folder }, { detached: true });
    await until(() => reached(folder), 'that moment of the start');
    // As a terminal sends it: to the server and to whatever it is just running.
    process.kill(-Number(server.child.pid), 'SIGINT');
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    expect(processesOn(folder)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name !== 'postgresql')).toEqual([]);

    const next = startServer({ DATA_DIR: folder });
    expect(await countsOf(next)).toEqual([71, 26]);
  },
);

/** Makes every query of articles wait until `release`. */
async function blockArticles(folder: string) {
  const client = new pg.Client({ connectionString: postmaster(folder)?.url });
  client.on('error', () => {});
  onTestFinished(() => client.end());
  await client.connect();
  await client.query('BEGIN; LOCK TABLE "Article" IN ACCESS EXCLUSIVE MODE');
  return {
    async waiting() {
      const { rows } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      return rows.length > 0;
    },
    release: () => client.query('COMMIT'),
  };
}

test('a request under way is answered before the server stops, and new ones are not taken', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const articles = await blockArticles(folder);
  const answer = countsOf(server);
  answer.catch(() => {});
  await until(articles.waiting, 'the request to wait for the database');
  server.child.kill('SIGTERM');
  await endOfListening(url);
  const releasedAt = performance.now();
  await articles.release();
  expect(await answer).toEqual([71, 26]);
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  // A connection that is kept alive must not be waited for until it times out.
  expect(performance.now() - releasedAt).toBeLessThan(4_000);
  expect(processesOn(folder)).toEqual([]);
});

/** Waits until nobody can connect any more. */
const endOfListening = (url: string) =>
  until(
    () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    'the end of listening',
  );

/** Speaks HTTP on one connection, as a client does that sends a request before the last was answered. */
function rawConnection(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const body = JSON.stringify({ query: counts });
  return {
    ask: (path: string) =>
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ),
    answers: text(socket),
  };
}

test('on a connection that is still open, a stopping server says that it takes no more', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const articles = await blockArticles(folder);
  const connections = ['/graphql', '/ready'].map((path) => ({ path, ...rawConnection(url) }));
  for (const connection of connections) connection.ask('/graphql');
  await until(articles.waiting, 'the requests to wait for the database');
  server.child.kill('SIGTERM');
  await endOfListening(url);
  for (const { path, ask } of connections) ask(path);
  await articles.release();
  for (const { answers } of connections) {
    const [first, second, ...more] = (await answers).split(/(?=HTTP\/1\.1)/);
    expect(first).toMatch(/^HTTP\/1\.1 200 .*"totalCount":71/s);
    expect(second).toMatch(
      /^HTTP\/1\.1 503 .*connection: close\r\n.*"code":"SERVICE_UNAVAILABLE"/s,
    );
    expect(more).toEqual([]);
  }
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});

test('a second signal, later, does not wait for what runs', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  await server.ready;
  const articles = await blockArticles(folder);
  const answer = countsOf(server).catch(() => 'no answer');
  await until(articles.waiting, 'the request to wait for the database');
  server.child.kill('SIGINT');
  await sleep(800);
  const askedAt = performance.now();
  expect(await server.stop('SIGINT')).toMatchObject({ code: 0 });
  expect(performance.now() - askedAt).toBeLessThan(4_000);
  expect(await answer).toBe('no answer');
  expect(processesOn(folder)).toEqual([]);
});

test('a request that never ends holds the stop up for eight seconds, not for ever', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  await server.ready;
  const articles = await blockArticles(folder);
  const answer = countsOf(server).catch(() => 'no answer');
  await until(articles.waiting, 'the request to wait for the database');
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(await answer).toBe('no answer');
  expect(processesOn(folder)).toEqual([]);
});

test('the database outlives a server that is killed; the next one adopts it, with all that was acknowledged, and stops it', async () => {
  const folder = newFolder();
  const killed = startServer({ DATA_DIR: folder, SAMPLE_DATA: 'off' });
  await ask(
    await killed.ready,
    'mutation { createArticle(input: { headline: "Kept" }) { article { id } } }',
  );
  const left = postmaster(folder);
  expect(await killed.stop('SIGKILL')).toMatchObject({ code: 'SIGKILL' });
  expect(isAlive(left?.pid ?? 0)).toBe(true);

  const next = startServer({ DATA_DIR: folder });
  // No sample data either: not at the first start, nor once there is something else.
  expect(await countsOf(next)).toEqual([1, 0]);
  expect(postmaster(folder)).toEqual(left);
  expect(await next.stop('SIGHUP')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});
