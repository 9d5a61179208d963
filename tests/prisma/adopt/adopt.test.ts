import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { checkout } from '../../support/process.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const library = `/// Somebody who writes.
/// @orderBy name
model Author {
  id    Int    @id @default(autoincrement())
  name  String @db.VarChar(60)
  books Book[]

  @@index([name, id])
}

model Book {
  id      Int      @id @default(autoincrement())
  title   String
  authors Author[]
}
`;

const folder = mkdtempSync(join(tmpdir(), 'bothends-adopting-'));
const path = join(folder, 'library.prisma');
beforeAll(() => {
  writeFileSync(path, library);
  return () => rmSync(folder, { recursive: true });
});

/** A copy of the checkout, in Git or not. */
function newCheckout(git: boolean): string {
  const copy = mkdtempSync(join(folder, 'checkout-'));
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: checkout, encoding: 'utf8' },
  );
  for (const file of stdout
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(checkout, name)))) {
    mkdirSync(join(copy, file, '..'), { recursive: true });
    cpSync(join(checkout, file), join(copy, file));
  }
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  if (git) {
    inGit(copy, 'init', '-q');
    inGit(copy, 'add', '--all');
    inGit(copy, 'commit', '-q', '-m', 'all');
  }
  return copy;
}

function inGit(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=me', '-c', 'user.email=me@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Adopts in `cwd`; `onLine` is called with each printed line. */
function adopt(
  cwd: string,
  args: string[],
  onLine: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'prisma/adopt.ts', ...args], {
    cwd,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
    onLine((signal) => child.kill(signal));
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise<{ code: number | string | null; stdout: string; stderr: string }>((ended) => {
    child.on('close', (code, signal) => ended({ code: code ?? signal, stdout, stderr }));
  });
}

test('a schema that cannot be adopted is an error of one line, and nothing changes', async () => {
  const root = newCheckout(true);
  expect(await adopt(root, [join(folder, 'none.prisma')])).toEqual({
    code: 1,
    stdout: '',
    stderr: `nothing adopted: ${join(folder, 'none.prisma')} does not exist\n`,
  });
  expect(await adopt(root, [])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'nothing adopted: a Prisma schema is required, as in: npm run adopt -- path/to/schema.prisma (or: --database postgres://…)\n',
  });
  expect((await adopt(root, [path, '--fore'])).stderr).toMatch(
    /^nothing adopted: Unknown option '--fore'.*\n$/,
  );
  writeFileSync(join(root, 'src/schema/article.ts'), '// Changed.\n');
  writeFileSync(join(root, 'tests/sample/mine.txt'), 'new');
  const status = inGit(root, 'status', '--porcelain');
  expect(await adopt(root, [path])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'nothing adopted: src/schema/article.ts and 1 more are not committed, and would be overwritten: commit first, or add --force\n',
  });
  expect(inGit(root, 'status', '--porcelain')).toBe(status);
});

/** Sends a signal to a run that has begun its work. */
const atWork =
  (signal: NodeJS.Signals) =>
  (kill: (signal: NodeJS.Signals) => void): void =>
    void setTimeout(() => kill(signal), 1500);

test('an interrupted run changes nothing', async () => {
  const root = newCheckout(true);
  expect(await adopt(root, [path], atWork('SIGINT'))).toMatchObject({
    code: 130,
    stderr: 'nothing adopted: interrupted\n',
  });
  expect(processesIn(root)).toEqual([]);
  expect(inGit(root, 'status', '--porcelain', '--ignored')).toBe('');
});

/** The processes that work in a folder or below it, on Linux. */
function processesIn(path: string): string[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(path);
    } catch {
      // It is no process, or has ended, or is another user's.
      return false;
    }
  });
}

test('after a kill, the next run adopts the schema; without Git, replaced files are kept, and the old database is moved away', async () => {
  const root = newCheckout(false);
  mkdirSync(join(root, '.data/postgresql'), { recursive: true });
  expect(await adopt(root, [path], atWork('SIGKILL'))).toMatchObject({ code: 'SIGKILL' });
  const { code, stdout, stderr } = await adopt(root, [path]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Adopted 2 models of \S+: Author, Book\.$/m);
  const [migration, ...more] = readdirSync(join(root, 'prisma/migrations')).filter(
    (name) => name !== 'migration_lock.toml',
  );
  expect(more).toEqual([]);
  expect(
    readFileSync(join(root, 'prisma/migrations', migration ?? '', 'migration.sql'), 'utf8'),
  ).toContain('CREATE TABLE "_AuthorToBook"');
  const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
  expect(schema).toContain(library);
  expect(schema).not.toContain('model Article');
  expect(readFileSync(join(root, 'schema.graphql'), 'utf8')).toContain('createAuthorBook(');
  expect(readdirSync(join(root, 'examples/operations')).sort()).toEqual([
    'authors.graphql',
    'books.graphql',
  ]);
  expect(existsSync(join(root, '.adopt'))).toBe(false);
  const kept = readdirSync(root).find((name) => name.startsWith('.replaced-')) ?? '';
  expect(stdout).toContain(`This is no Git repository: the replaced files are in ${kept}.`);
  for (const file of ['prisma/schema.prisma', 'src/schema/article.ts', 'tests/docs.test.ts'])
    expect(readFileSync(join(root, kept, file), 'utf8')).toBe(
      readFileSync(join(checkout, file), 'utf8'),
    );
  expect(readdirSync(join(root, '.data'))).toEqual([
    expect.stringMatching(/^postgresql-until-\d{14}$/),
  ]);
});
