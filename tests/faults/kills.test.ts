import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { newFolder, postmaster, processesOn, startServer, until } from '../support/process.js';
import { Ledger } from './ledger.js';

vi.setConfig({ testTimeout: 150_000 });

const kills = 25;
const atRandom = (most: number) => sleep(20 + Math.random() * most);

/** Asks the embedded PostgreSQL itself. */
async function sql<Row extends pg.QueryResultRow>(
  folder: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postmaster(folder)?.url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Links that lack one of their ends. The API would not show them. */
const loose = `SELECT link.* FROM "_ArticleToPublication" AS link
  LEFT JOIN "Article" AS article ON article.id = link."A" LEFT JOIN "Publication" AS publication ON publication.id = link."B"
  WHERE article.id IS NULL OR publication.id IS NULL`;

test(`of a server killed ${kills} times under load, nothing acknowledged is lost and nothing is half done`, async () => {
  const folder = newFolder();
  const ledger = new Ledger();
  let server = startServer({ DATA_DIR: folder });
  await ledger.open(await server.ready);
  for (let kill = 0; kill < kills; kill++) {
    const load = ledger.begin(await server.ready);
    // A new server is slow with its first answers.
    await atRandom(700);
    await server.stop('SIGKILL');
    await load.stop();
    server = startServer({ DATA_DIR: folder });
    const url = await server.ready;
    // What the dead one had begun comes to its end without it.
    const busy = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()`;
    await until(
      async () => (await sql(folder, busy)).length === 0,
      'the end of what the dead server had begun',
    );
    await ledger.check(url);
    expect(await sql(folder, loose)).toEqual([]);
  }
  console.info(`server killed ${kills} times: ${JSON.stringify(ledger.tally)}`);
  expect(ledger.tally.acknowledged).toBeGreaterThan(kills * 10);
  expect(ledger.tally.unknown).toBeGreaterThan(0);
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

const victims = {
  /** Its children end by themselves when they notice. */
  'the postmaster': async (folder: string) => [postmaster(folder)?.pid ?? 0],
  'all of PostgreSQL': async (folder: string) => {
    const rows = await sql<{ pid: number }>(
      folder,
      'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
    );
    return [postmaster(folder)?.pid ?? 0, ...rows.map(({ pid }) => pid)];
  },
  /** After which the postmaster ends the others, and recovers. */
  'one of its processes': async (folder: string) => {
    const own = `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    const rows = await sql<{ pid: number }>(folder, own);
    return rows.slice(-1).map(({ pid }) => pid);
  },
};

test(`of a database killed ${kills} times under load, nothing acknowledged is lost, and the same server goes on`, async () => {
  const folder = newFolder();
  const ledger = new Ledger();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  const { origin } = new URL(url);
  await ledger.open(url);
  const away: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const load = ledger.begin(url);
    await atRandom(250);
    const choose = Object.values(victims)[kill % 3];
    const pids = (await choose?.(folder)) ?? [];
    expect(pids).not.toContain(0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    const killedAt = performance.now();
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    // The load goes on meanwhile: it gets errors that say what is, or the truth.
    await sleep(50);
    await until(
      async () => (await fetch(`${origin}/ready`)).status === 200,
      'the return of PostgreSQL',
    );
    away.push(performance.now() - killedAt);
    await load.stop();
    await ledger.check(url);
    expect(await sql(folder, loose)).toEqual([]);
  }
  console.info(
    `database killed ${kills} times: ${JSON.stringify(ledger.tally)}, away for ${away.map(Math.round).join(', ')} ms`,
  );
  expect(ledger.tally.acknowledged).toBeGreaterThan(kills * 10);
  expect(server.child.exitCode).toBeNull();
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(processesOn(folder)).toEqual([]);
});
