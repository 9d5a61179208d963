import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lockArticles } from '../support/database.js';
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

test('the first start adds sample data, and the second keeps the data as it is', async () => {
  const folder = newFolder();
  const settings = { DATA_DIR: join(folder, 'created', 'with parents') };
  const first = startServer(settings);
  expect(await first.ready).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
  expect(await countsOf(first)).toEqual([71, 26]);
  // One article is in no publication: a tab of GraphiQL deletes such articles.
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
  // Usually a second, most of it for loading the sources.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s, sent several times, leaves no process behind',
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
])('Ctrl-C while %s leaves no process behind and a usable folder', async (_, reached) => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder }, { detached: true });
  await until(() => reached(folder), 'this stage of the start');
  // To the process group, as a terminal sends it.
  process.kill(-Number(server.child.pid), 'SIGINT');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name !== 'postgresql')).toEqual([]);

  const next = startServer({ DATA_DIR: folder });
  expect(await countsOf(next)).toEqual([71, 26]);
});

test('a stopping server completes running requests and accepts no new connections', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const articles = await lockArticles(postmaster(folder)?.url ?? '');
  const running = countsOf(server);
  running.catch(() => {});
  await until(async () => (await articles.waiting()) > 0, 'the request to wait for the database');
  server.child.kill('SIGTERM');
  await endOfListening(url);
  const releasedAt = performance.now();
  await articles.release();
  expect(await running).toEqual([71, 26]);
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  // The server does not wait for idle keep-alive connections to time out.
  expect(performance.now() - releasedAt).toBeLessThan(4_000);
  expect(processesOn(folder)).toEqual([]);
});

/** Waits until the server accepts no more connections. */
const endOfListening = (url: string) =>
  until(
    () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    'the end of listening',
  );

/** A connection on which requests are pipelined. */
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
    responses: text(socket),
  };
}

test('a stopping server refuses further requests on open connections with 503', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const articles = await lockArticles(postmaster(folder)?.url ?? '');
  const connections = ['/graphql', '/ready'].map((path) => ({ path, ...rawConnection(url) }));
  for (const connection of connections) connection.ask('/graphql');
  await until(async () => (await articles.waiting()) > 0, 'the requests to wait for the database');
  server.child.kill('SIGTERM');
  await endOfListening(url);
  for (const { path, ask } of connections) ask(path);
  await articles.release();
  for (const { responses } of connections) {
    const [first, second, ...more] = (await responses).split(/(?=HTTP\/1\.1)/);
    expect(first).toMatch(/^HTTP\/1\.1 200 .*"totalCount":71/s);
    expect(second).toMatch(
      /^HTTP\/1\.1 503 .*connection: close\r\n.*"code":"SERVICE_UNAVAILABLE"/s,
    );
    expect(more).toEqual([]);
  }
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});

test('a second signal stops the server without waiting for running requests', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  await server.ready;
  const articles = await lockArticles(postmaster(folder)?.url ?? '');
  const running = countsOf(server).catch(() => 'no response');
  await until(async () => (await articles.waiting()) > 0, 'the request to wait for the database');
  server.child.kill('SIGINT');
  await sleep(800);
  const signalledAt = performance.now();
  expect(await server.stop('SIGINT')).toMatchObject({ code: 0 });
  expect(performance.now() - signalledAt).toBeLessThan(4_000);
  expect(await running).toBe('no response');
  expect(processesOn(folder)).toEqual([]);
});

test('a stopping server waits eight seconds at most for running requests', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  await server.ready;
  const articles = await lockArticles(postmaster(folder)?.url ?? '');
  const running = countsOf(server).catch(() => 'no response');
  await until(async () => (await articles.waiting()) > 0, 'the request to wait for the database');
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(await running).toBe('no response');
  expect(processesOn(folder)).toEqual([]);
});

test('after a server was killed, the next one reuses the running PostgreSQL with all acknowledged data, and stops it', async () => {
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
  // The first start added no sample data, and the second adds none to a database that is not empty.
  expect(await countsOf(next)).toEqual([1, 0]);
  expect(postmaster(folder)).toEqual(left);
  expect(await next.stop('SIGHUP')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});
