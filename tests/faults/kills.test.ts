import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { expect, test, vi } from 'vitest';
import { query } from '../support/database.js';
import { newFolder, postmaster, processesOn, startServer, until } from '../support/process.js';
import { Ledger } from './ledger.js';

vi.setConfig({ testTimeout: 150_000 });

const kills = 25;
const randomPause = (maximum: number) => sleep(20 + Math.random() * maximum);

/** Runs a statement in the embedded PostgreSQL. */
const sql = <Row extends QueryResultRow>(folder: string, statement: string) =>
  query<Row>(postmaster(folder)?.url ?? '', statement);

/** Dangling links, which the API would not show. */
const danglingLinks = `SELECT link.* FROM "_ArticleToPublication" AS link
  LEFT JOIN "Article" AS article ON article.id = link."A" LEFT JOIN "Publication" AS publication ON publication.id = link."B"
  WHERE article.id IS NULL OR publication.id IS NULL`;

test(`after a server is killed under load, all acknowledged changes are there and none is partial: ${kills} times`, async () => {
  const folder = newFolder();
  const ledger = new Ledger();
  let server = startServer({ DATA_DIR: folder });
  await ledger.open(await server.ready);
  for (let kill = 0; kill < kills; kill++) {
    const load = ledger.begin(await server.ready);
    // The first responses of a server are slow.
    await randomPause(700);
    await server.stop('SIGKILL');
    await load.stop();
    server = startServer({ DATA_DIR: folder });
    const url = await server.ready;
    // PostgreSQL completes the transactions of the killed server.
    const busy = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()`;
    await until(
      async () => (await sql(folder, busy)).length === 0,
      'the transactions of the killed server',
    );
    await ledger.check(url);
    expect(await sql(folder, danglingLinks)).toEqual([]);
  }
  console.info(`server killed ${kills} times: ${JSON.stringify(ledger.tally)}`);
  expect(ledger.tally.acknowledged).toBeGreaterThan(kills * 10);
  expect(ledger.tally.unknown).toBeGreaterThan(0);
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

const victims = {
  /** Its child processes end themselves. */
  'the postmaster': async (folder: string) => [postmaster(folder)?.pid ?? 0],
  'all of PostgreSQL': async (folder: string) => {
    const rows = await sql<{ pid: number }>(
      folder,
      'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
    );
    return [postmaster(folder)?.pid ?? 0, ...rows.map(({ pid }) => pid)];
  },
  /** The postmaster then ends the others and recovers. */
  'one of its processes': async (folder: string) => {
    const own = `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    const rows = await sql<{ pid: number }>(folder, own);
    return rows.slice(-1).map(({ pid }) => pid);
  },
};

test(`after PostgreSQL is killed under load, all acknowledged changes are there, and the server recovers: ${kills} times`, async () => {
  const folder = newFolder();
  const ledger = new Ledger();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const { origin } = new URL(url);
  await ledger.open(url);
  const outages: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const load = ledger.begin(url);
    await randomPause(250);
    const choose = Object.values(victims)[kill % 3];
    const pids = (await choose?.(folder)) ?? [];
    expect(pids).not.toContain(0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    const killedAt = performance.now();
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    // The load continues and checks its errors.
    await sleep(50);
    await until(
      async () => (await fetch(`${origin}/ready`)).status === 200,
      'the return of PostgreSQL',
    );
    outages.push(performance.now() - killedAt);
    await load.stop();
    await ledger.check(url);
    expect(await sql(folder, danglingLinks)).toEqual([]);
  }
  console.info(
    `database killed ${kills} times: ${JSON.stringify(ledger.tally)}, outages of ${outages.map(Math.round).join(', ')} ms`,
  );
  expect(ledger.tally.acknowledged).toBeGreaterThan(kills * 10);
  expect(server.child.exitCode).toBeNull();
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(processesOn(folder)).toEqual([]);
});
