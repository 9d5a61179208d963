import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from '../../src/embedded-postgres/embedded.js';
import { pendingMigrations } from '../../src/postgres/migrate.js';
import {
  ask,
  newFolder,
  postmaster,
  processesOn,
  startProgram,
  startServer,
  until,
} from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const counts = '{ articles { totalCount } publications { totalCount } }';
const sampleData = { articles: { totalCount: 71 }, publications: { totalCount: 26 } };

/** Exactly one line, with the prefix of the server. */
const line = (text: string) => expect.stringMatching(new RegExp(`^bothends: ${text}$`));
const inUse = line('DATA_DIR ".*" is in use by another server: stop it first');

test('a second server on the same folder is an error, and the first keeps running', async () => {
  const folder = newFolder();
  const first = startServer({ DATA_DIR: folder });
  await first.ready;
  expect(await startServer({ DATA_DIR: folder }).ended).toEqual({
    code: 1,
    stdout: '',
    stderr: inUse,
  });
  expect(await startProgram('prisma/seed.ts', { DATA_DIR: folder }).ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^cannot seed: DATA_DIR ".*" is in use by another server: stop it first$/,
    ),
  });
  expect(await ask(await first.ready, counts)).toEqual(sampleData);
  expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

test('of two servers started on a new folder at the same time, one runs', async () => {
  const folder = newFolder();
  const servers = [startServer({ DATA_DIR: folder }), startServer({ DATA_DIR: folder })];
  const starts = await Promise.allSettled(servers.map((server) => server.ready));
  const [running, ...more] = servers.filter((_, index) => starts[index]?.status === 'fulfilled');
  const [refused] = servers.filter((_, index) => starts[index]?.status === 'rejected');
  expect(more).toEqual([]);
  expect(await refused?.ended).toEqual({ code: 1, stdout: '', stderr: inUse });
  expect(await ask((await running?.ready) ?? '', counts)).toEqual(sampleData);
  expect(await running?.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

test('a PostgreSQL that is shutting down is not reused', async () => {
  const folder = newFolder();
  const stopping = (await startEmbedded(folder)).stop();
  let next: EmbeddedPostgres | undefined;
  await until(async () => {
    next = await startEmbedded(folder).catch((error: Error) => {
      // The folder may still be in use; any other error fails the test.
      if (/in use by another server/.test(error.message)) return undefined;
      throw error;
    });
    return next !== undefined;
  }, 'the folder to be free');
  await stopping;
  await expect(pendingMigrations(next?.url ?? '')).resolves.not.toEqual([]);
  await next?.stop();
  expect(processesOn(folder)).toEqual([]);
});

test('a postmaster.pid whose process ID now belongs to another program is ignored', async () => {
  const folder = newFolder();
  const first = startServer({ DATA_DIR: folder });
  await first.ready;
  const pidFile = join(folder, 'postgresql', 'postmaster.pid');
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
  // Both are killed, as when the machine stops, so that the server does not tidy the folder.
  const { pid = 0 } = postmaster(folder) ?? {};
  first.child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await until(() => processesOn(folder).length === 0, 'the end of PostgreSQL');
  writeFileSync(pidFile, [process.pid, ...rest].join('\n'));

  const next = startServer({ DATA_DIR: folder });
  expect(await ask(await next.ready, counts)).toEqual(sampleData);
  expect(await next.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
});

test('the message about a PostgreSQL that does not start names its log', async () => {
  const folder = newFolder();
  const first = startServer({ DATA_DIR: folder });
  await first.ready;
  await first.stop('SIGTERM');
  appendFileSync(join(folder, 'postgresql', 'postgresql.conf'), '\nno_such_setting = 1\n');
  const { code, stderr } = await startServer({ DATA_DIR: folder }).ended;
  expect(code).toBe(1);
  const [, log] = /^bothends: PostgreSQL does not start: see (.*)$/.exec(stderr) ?? [];
  expect(readFileSync(log ?? stderr, 'utf8')).toContain('no_such_setting');
  expect(processesOn(folder)).toEqual([]);
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'a PostgreSQL that is ended with %s is restarted',
  async (signal) => {
    const folder = newFolder();
    const server = startServer({ DATA_DIR: folder });
    const url = await server.ready;
    await ask(url, 'mutation { createArticle(input: { headline: "Kept" }) { article { id } } }');
    const first = postmaster(folder);
    process.kill(first?.pid ?? 0, signal);
    await until(
      () => ![undefined, first?.pid].includes(postmaster(folder)?.pid),
      'the restart of PostgreSQL',
    );
    await until(async () => (await fetch(new URL('/ready', url))).status === 200, 'readiness');
    expect(await ask(url, counts)).toEqual({ ...sampleData, articles: { totalCount: 72 } });
    expect(postmaster(folder)?.url).toBe(first?.url);
    const { code, stderr } = await server.stop('SIGTERM');
    expect(code).toBe(0);
    expect(stderr).toContain('the embedded PostgreSQL ended and is being restarted');
    expect(processesOn(folder)).toEqual([]);
  },
);

test('the server stops although its PostgreSQL was just killed', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  await server.ready;
  process.kill(postmaster(folder)?.pid ?? 0, 'SIGKILL');
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
  expect(processesOn(folder)).toEqual([]);
});

test('a folder may have special characters in its name', async () => {
  const folder = join(newFolder(), `a "b" 'c' $HOME \`false\` \\ d`);
  const first = startServer({ DATA_DIR: folder });
  expect(await ask(await first.ready, counts)).toEqual(sampleData);
  expect(await first.stop('SIGKILL')).toMatchObject({ code: 'SIGKILL' });
  const left = postmaster(folder);
  const second = startServer({ DATA_DIR: folder });
  expect(await ask(await second.ready, counts)).toEqual(sampleData);
  expect(postmaster(folder)).toEqual(left);
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(processesOn(folder)).toEqual([]);
});

test('the server starts after another was killed while initialising PostgreSQL', async () => {
  const folder = newFolder();
  const first = startServer({ DATA_DIR: folder });
  await until(
    () => readdirSync(folder).some((name) => name.startsWith('initialising')),
    'the initialisation',
  );
  expect(await first.stop('SIGKILL')).toMatchObject({ code: 'SIGKILL' });
  for (const pid of processesOn(folder)) process.kill(pid, 'SIGKILL');
  await until(() => processesOn(folder).length === 0, 'the end of the killed processes');
  const next = startServer({ DATA_DIR: folder });
  expect(await ask(await next.ready, counts)).toEqual(sampleData);
  expect(await next.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual(['postgresql']);
});

test('a port in use is an error, and no data folder is created', async () => {
  const folder = join(newFolder(), 'data');
  const other = createServer();
  onTestFinished(() => void other.close());
  const port = await new Promise<number>((listening) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      listening(typeof address === 'object' ? (address?.port ?? 0) : 0);
    });
  });
  expect(await startServer({ PORT: String(port), DATA_DIR: folder }).ended).toEqual({
    code: 1,
    stdout: '',
    stderr: line(`PORT ${port} is already in use`),
  });
  expect(existsSync(folder)).toBe(false);
});

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc"; it must be a port from 0 to 65535 \\(0 for any free port\\)'],
  [
    { PORT: '70000' },
    'PORT is "70000"; it must be a port from 0 to 65535 \\(0 for any free port\\)',
  ],
  [{ NODE_ENV: 'x' }, 'NODE_ENV is "x"; it must be "development", "production" or "test"'],
  [
    { DATABASE_URL: 'mysql://me:hunter2@db/x' },
    'DATABASE_URL is "…"; it must be postgres://.*, or unset for the embedded PostgreSQL',
  ],
  [
    { NODE_ENV: 'production' },
    'AUTH is not set; it must be "off" in production, which lets everyone .*',
  ],
  [
    { AUTH_JWT_SECRET: 'hunter2' },
    'AUTH_JWT_SECRET is "…"; it must be a secret of at least 32 bytes',
  ],
  [
    { HOST: '203.0.113.1', AUTH: 'off' },
    'HOST 203.0.113.1 is not an address of this machine \\(.*\\)',
  ],
  [{ LOG_SQL: 'maybe' }, 'LOG_SQL is "maybe"; it must be "on" or "off"'],
])('%o is an error of one line, and no data folder is created', async (settings, reason) => {
  const folder = join(newFolder(), 'data');
  const end = await startServer({ DATA_DIR: folder, ...settings }).ended;
  expect(end).toEqual({ code: 1, stdout: '', stderr: line(reason) });
  expect(end.stderr).not.toContain('hunter2');
  expect(existsSync(folder)).toBe(false);
});
