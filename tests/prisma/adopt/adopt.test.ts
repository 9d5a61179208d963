import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
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

interface Ended {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Adopts in `cwd`. */
const adopt = (cwd: string, args: string[], environment: Record<string, string> = {}) =>
  startAdopt(cwd, args, environment).ended;

function startAdopt(cwd: string, args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'prisma/adopt.ts', ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((end) => {
    child.on('close', (code, signal) => end({ code: code ?? signal, stdout, stderr }));
  });
  return { ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

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

/** Waits for the moment to send a signal, at most a minute. */
async function when(reached: () => boolean): Promise<void> {
  for (let waited = 0; !reached(); waited += 20) {
    if (waited > 60_000) throw new Error('this stage was not reached');
    await sleep(20);
  }
}

describe('a run that fails or is interrupted changes nothing', () => {
  const root = newCheckout(true);
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  // Run by root, PostgreSQL runs as another user.
  chmodSync(folder, 0o755);

  afterEach(() => {
    expect(processesIn(root)).toEqual([]);
    expect(processesIn(temporary)).toEqual([]);
    expect(readdirSync(temporary).filter((name) => name.startsWith('bothends-'))).toEqual([]);
    expect(existsSync(join(root, '.adopt'))).toBe(false);
    expect(inGit(root, 'status', '--porcelain', '--ignored')).toBe('');
  });

  test('without a schema, or with one that is not there', async () => {
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
  });

  test('over files that are not committed, without a terminal to ask in', async () => {
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
    inGit(root, 'checkout', '-q', '.');
    inGit(root, 'clean', '-q', '-f', 'tests/sample');
  });

  const environment = { TMPDIR: temporary };
  test.each([
    [
      'SIGINT',
      130,
      'it generates',
      () => existsSync(join(root, '.adopt/build/prisma/generate.ts')),
    ],
    [
      'SIGTERM',
      143,
      'PostgreSQL tries the migration',
      () => readdirSync(temporary).some((name) => name.startsWith('bothends-adopt-')),
    ],
  ] as const)('by %s with the exit code %i while %s', async (signal, code, _, reached) => {
    const run = startAdopt(root, [path], environment);
    await when(reached);
    run.kill(signal);
    expect(await run.ended).toEqual({
      code,
      stdout: 'Generating, and writing the first migration …\n',
      stderr: 'nothing adopted: interrupted\n',
    });
  });

  test('as the files cannot be generated', async () => {
    const file = join(root, 'src/schema/builder.ts');
    writeFileSync(file, 'export const = 1;\n');
    const { code, stderr } = await adopt(root, [path], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^nothing adopted: generate failed: .*\n$/);
    expect(inGit(root, 'status', '--porcelain')).toBe(' M src/schema/builder.ts\n');
    inGit(root, 'checkout', '-q', file);
  });

  test('as PostgreSQL refuses the migration', async () => {
    const wrong = join(folder, 'wrong.prisma');
    writeFileSync(
      wrong,
      'model A {\n  id Int @id\n  at Int @default(dbgenerated("no_such_function()"))\n}\n',
    );
    const { code, stderr } = await adopt(root, [wrong], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^nothing adopted: .*no_such_function.*\n$/);
  });
});

test('after a kill, the next run adopts the schema; without Git, replaced files are kept, and the old database is moved away', async () => {
  const root = newCheckout(false);
  mkdirSync(join(root, '.data/postgresql'), { recursive: true });
  const killed = startAdopt(root, [path]);
  await when(() => existsSync(join(root, '.adopt/build/prisma/generate.ts')));
  killed.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: 'SIGKILL' });
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
