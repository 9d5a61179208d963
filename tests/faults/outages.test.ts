import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from '../../src/embedded-postgres/embedded.js';
import { applyMigrations } from '../../src/postgres/migrate.js';
import { ask } from '../support/ask.js';
import { lockArticles, query } from '../support/database.js';
import {
  isAlive,
  newFolder,
  postmaster,
  processesOn,
  startServer,
  until,
} from '../support/process.js';
import { Ledger } from './ledger.js';

vi.setConfig({ testTimeout: 60_000 });

/** A migrated PostgreSQL that the test stops and starts. */
async function ownPostgres() {
  const folder = newFolder();
  let running: EmbeddedPostgres = await startEmbedded(folder);
  const { url } = running;
  await applyMigrations(url);
  const { port } = new URL(url);
  onTestFinished(() => running.stop());
  return {
    url,
    async processes() {
      const rows = await query<{ pid: number }>(
        url,
        'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
      );
      return [postmaster(folder)?.pid ?? 0, ...rows.map(({ pid }) => pid)];
    },
    async signal(signal: NodeJS.Signals) {
      process.kill(postmaster(folder)?.pid ?? 0, signal);
      await until(() => processesOn(folder).length === 0, 'the end of PostgreSQL');
    },
    async start() {
      running = await startEmbedded(folder, { port });
    },
  };
}

function signal(processes: readonly number[], name: NodeJS.Signals): void {
  for (const pid of processes) if (isAlive(pid)) process.kill(pid, name);
}

const settingsFor = (url: string) => ({ DATABASE_URL: url, DATA_DIR: join(newFolder(), 'data') });
const statusOf = async (url: string, path: string) => (await fetch(new URL(path, url))).status;
const unavailable = {
  errors: [expect.objectContaining({ extensions: { code: 'SERVICE_UNAVAILABLE' } })],
};
const queries = [
  '{ articles { totalCount } }',
  '{ articles(first: 1) { nodes { publications { totalCount } } } }',
];
/** Single statements and transactions. */
const mutations = [
  'mutation { createArticle(input: { headline: "x" }) { article { id } } }',
  'mutation { createArticle(input: { headline: "x", publicationIds: ["UHVibGljYXRpb246MQ=="] }) { article { id } } }',
  'mutation { updateArticle(input: { id: "QXJ0aWNsZTox", headline: "x" }) { article { id } } }',
  'mutation { deleteArticle(input: { id: "QXJ0aWNsZTox" }) { deletedArticleId } }',
  'mutation { deleteArticles(input: { where: {} }) { deletedCount } }',
  'mutation { addArticlePublications(input: { articleId: "QXJ0aWNsZTox", publicationIds: [] }) { addedCount } }',
  'mutation { clearArticlePublications(input: { articleId: "QXJ0aWNsZTox" }) { removedCount } }',
  'mutation { createArticlePublication(input: { articleId: "QXJ0aWNsZTox", title: "x" }) { publication { id } } }',
];

/** Four clients that read without a pause, and the time and code of each response, or `none`. */
function read(url: string) {
  const answers: { readonly at: number; readonly code: string }[] = [];
  let stopped = false;
  const one = async () => {
    while (!stopped) {
      const { errors } = await ask(url, queries[1] ?? '');
      answers.push({
        at: performance.now(),
        code: errors ? String(errors[0]?.extensions?.code) : 'none',
      });
    }
  };
  const running = Promise.all([one(), one(), one(), one()]);
  running.catch(() => {});
  return {
    answers,
    stop: () => {
      stopped = true;
      return running;
    },
  };
}

// A fast shutdown ends every connection with 57P01, an immediate one with 57P02, a crash without an error.
test.each(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
  'after %s to PostgreSQL under load, requests fail with SERVICE_UNAVAILABLE until a second after its restart',
  async (signal) => {
    const postgres = await ownPostgres();
    const server = startServer(settingsFor(postgres.url));
    const url = await server.ready;
    const ledger = new Ledger();
    await ledger.open(url);
    const load = ledger.begin(url);
    const readers = read(url);
    await until(() => ledger.tally.acknowledged > 100, 'some load');
    await postgres.signal(signal);

    for (const document of [...queries, ...mutations]) {
      const { errors } = await ask(url, document);
      expect(errors, document).toHaveLength(1);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringMatching(
          /^The database cannot be reached\. .*[Ii]t is safe to try again\.$/,
        ),
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      });
    }
    expect(await statusOf(url, '/ready')).toBe(503);
    expect(await statusOf(url, '/health')).toBe(200);
    await postgres.start();
    const restartedAt = performance.now();
    await until(
      async () => (await ask(url, '{ articles { totalCount } }')).errors === undefined,
      'a response',
    );
    const { errors } = await ask(
      url,
      'mutation { deleteArticles(input: { where: { headline: { equals: "" } } }) { deletedCount } }',
    );
    expect(errors).toBeUndefined();
    expect(await statusOf(url, '/ready')).toBe(200);
    expect(performance.now() - restartedAt).toBeLessThan(1_000);

    await sleep(1_000);
    await Promise.all([load.stop(), readers.stop()]);
    await ledger.check(url);
    // There are no other errors, and none after a second.
    expect(new Set(readers.answers.map(({ code }) => code))).toEqual(
      new Set(['none', 'SERVICE_UNAVAILABLE']),
    );
    const late = readers.answers.filter(({ at }) => at > restartedAt + 1_000);
    expect(late.length).toBeGreaterThan(0);
    expect(late.filter(({ code }) => code !== 'none')).toEqual([]);
    expect(await server.stop('SIGTERM')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^GraphiQL is at \S+$/),
    });
  },
);

test('requests wait for a connection no longer than POOL_WAIT, and succeed when one is free', async () => {
  const postgres = await ownPostgres();
  const server = startServer({ ...settingsFor(postgres.url), POOL_SIZE: '2', POOL_WAIT: '500' });
  const url = await server.ready;
  expect((await ask(url, queries[0] ?? '')).errors).toBeUndefined();
  const articles = await lockArticles(postgres.url);
  const stuck = [1, 2].map(() => ask(url, mutations[2] ?? ''));
  await until(async () => (await articles.waiting()) === 2, 'both connections to be in use');
  for (const document of [...queries, ...mutations]) {
    const askedAt = performance.now();
    expect(await ask(url, document), document).toMatchObject(unavailable);
    expect(performance.now() - askedAt).toBeGreaterThan(490);
    expect(performance.now() - askedAt).toBeLessThan(1_500);
  }
  expect(await statusOf(url, '/health')).toBe(200);
  await articles.release();
  // The article does not exist, so NOT_FOUND means that the mutations were executed.
  for (const { errors } of await Promise.all(stuck))
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');

  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
});

test('while PostgreSQL is suspended, the server is not ready; afterwards, waiting requests succeed', async () => {
  const postgres = await ownPostgres();
  const server = startServer({ ...settingsFor(postgres.url), POOL_SIZE: '2', POOL_WAIT: '500' });
  const url = await server.ready;
  await Promise.all([1, 2].map(() => ask(url, queries[0] ?? '')));
  const processes = await postgres.processes();
  onTestFinished(() => signal(processes, 'SIGCONT'));
  signal(processes, 'SIGSTOP');
  const stuck = [1, 2].map(() => ask(url, queries[0] ?? ''));
  await sleep(100);
  for (const document of queries) expect(await ask(url, document)).toMatchObject(unavailable);
  expect(await statusOf(url, '/ready')).toBe(503);
  expect(await statusOf(url, '/health')).toBe(200);
  signal(processes, 'SIGCONT');
  expect(await Promise.all(stuck)).toEqual(
    [1, 2].map(() => ({ data: { articles: { totalCount: 0 } } })),
  );
  expect(await statusOf(url, '/ready')).toBe(200);
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
});

test('a server without its database stops at once, also during its start', async () => {
  const postgres = await ownPostgres();
  const server = startServer(settingsFor(postgres.url));
  const url = await server.ready;
  await postgres.signal('SIGKILL');
  expect(await ask(url, queries[0] ?? '')).toMatchObject(unavailable);
  const signalledAt = performance.now();
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(performance.now() - signalledAt).toBeLessThan(3_000);

  // Accepts connections and does not respond.
  let connections = 0;
  const silent = createServer(() => {
    connections += 1;
  });
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const starting = startServer(settingsFor(`postgres://me@127.0.0.1:${port}/x`));
  await until(() => connections > 0, 'the server to connect');
  const stoppedAt = performance.now();
  expect(await starting.stop('SIGTERM')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(performance.now() - stoppedAt).toBeLessThan(20_000);
});
