import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newDatabase, query } from '../support/database.js';
import { ask, newFolder, startProgram, startServer } from '../support/process.js';

vi.setConfig({ testTimeout: 90_000 });

const counts = '{ articles { totalCount } publications { totalCount } }';

/** The settings of a server with a new, empty database. */
const newSettings = async () => ({
  DATABASE_URL: await newDatabase(),
  DATA_DIR: join(newFolder(), 'data'),
});

const migrate = (settings: Record<string, string>) =>
  startProgram('src/server/migrate.ts', settings).ended;
const seed = (settings: Record<string, string>, ...args: string[]) =>
  startProgram('prisma/seed.ts', settings, { args }).ended;

test('a database is migrated, seeded and served, and keeps running after the server', async () => {
  const settings = await newSettings();
  const lacking = expect.stringMatching(
    /^\w[\w ]*: the database at DATABASE_URL lacks the migration \w+: run "npm run migrate"$/,
  );
  expect(await startServer(settings).ended).toEqual({ code: 1, stdout: '', stderr: lacking });
  expect(await seed(settings)).toEqual({ code: 1, stdout: '', stderr: lacking });

  const done = 'The database is up to date.';
  expect(await migrate(settings)).toEqual({
    code: 0,
    stdout: expect.stringMatching(`^(applied \\w+\n)+${done}$`),
    stderr: '',
  });
  expect(await migrate(settings)).toEqual({ code: 0, stdout: done, stderr: '' });

  const empty = startServer(settings);
  expect(await ask(await empty.ready, counts)).toEqual({
    articles: { totalCount: 0 },
    publications: { totalCount: 0 },
  });
  expect(await empty.stop('SIGTERM')).toEqual({
    code: 0,
    stdout: `GraphiQL is at ${await empty.ready}`,
    stderr: '',
  });

  expect(await seed(settings)).toEqual({ code: 0, stdout: 'Added the sample data.', stderr: '' });
  const nothing =
    'The sample data was not added: the database is not empty. To add random rows: npm run seed -- --rows 100';
  expect(await seed(settings)).toEqual({ code: 0, stdout: nothing, stderr: '' });
  const random = await seed(settings, '--rows', '50');
  expect(random).toMatchObject({ code: 0, stderr: expect.stringMatching(/100%$/) });
  // There may be more models by now.
  expect(random.stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'Added 50 rows to Article.',
      'Added 50 rows to Publication.',
      expect.stringMatching(/^Added \d+ links to ArticleToPublication\.$/),
    ]),
  );

  const full = startServer(settings);
  expect(await ask(await full.ready, counts)).toEqual({
    articles: { totalCount: 121 },
    publications: { totalCount: 76 },
  });
  expect(await full.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(settings.DATA_DIR)).toBe(false);
  expect(await query(settings.DATABASE_URL, 'SELECT count(*)::int FROM "Article"')).toEqual([
    { count: 121 },
  ]);
});

test.each([
  [
    'with a port where nothing listens',
    'postgres://me:hunter2@localhost:1/x',
    /^[\w ]+: .*connect ECONNREFUSED \S+:1.*$/,
  ],
  ['with an invalid port', 'postgres://me:hunter2@127.0.0.1:99999/x', /^[\w ]+: .*Invalid URL.*$/],
])('a DATABASE_URL %s ends every program with a message of one line', async (_, url, reason) => {
  const DATA_DIR = join(newFolder(), 'data');
  const programs = ['src/server/main.ts', 'src/server/migrate.ts', 'prisma/seed.ts'];
  for (const program of programs) {
    const end = await startProgram(program, { PORT: '0', DATABASE_URL: url, DATA_DIR }).ended;
    expect(end).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(reason) });
    expect(end.stderr).not.toContain('hunter2');
  }
  expect(existsSync(DATA_DIR)).toBe(false);
});

test('migrate requires DATABASE_URL, and seed requires valid numbers', async () => {
  const DATA_DIR = join(newFolder(), 'data');
  expect(await migrate({ DATA_DIR })).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^cannot migrate: DATABASE_URL is not set; it must be .*$/),
  });
  expect(await seed({ DATA_DIR }, '--rows', 'many')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'cannot seed: --rows is "many"; it must be a whole number from 0 to 99999999',
  });
});

test('a server without authentication warns if other machines can reach it; with a key, it requires tokens', async () => {
  const settings = await newSettings();
  const key = {
    ...settings,
    AUTH_JWT_SECRET: 'hunter2'.repeat(5),
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'you',
  };
  expect(await migrate({ ...key, NODE_ENV: 'production' })).toMatchObject({ code: 0, stderr: '' });
  expect(await seed(key)).toMatchObject({ code: 0, stderr: '' });

  const unprotected = startServer({ ...settings, HOST: '0.0.0.0', AUTH: 'off' });
  expect(await ask(await unprotected.ready, counts)).toMatchObject({ articles: {} });
  expect(await unprotected.stop('SIGTERM')).toMatchObject({
    code: 0,
    stderr:
      'bothends: AUTH is off and HOST is 0.0.0.0: everyone who can reach the server may read and change everything',
  });

  const secured = startServer({ ...key, HOST: '0.0.0.0', NODE_ENV: 'production' });
  expect((await fetch(`${await secured.ready}?query={__typename}`)).status).toBe(401);
  const end = await secured.stop('SIGTERM');
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(end.stdout).not.toContain('hunter2');
});
