import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** The house from the roof to the ground: a file imports from its own floor and those below it. */
const floors = [
  ['server', 'generator'],
  ['sample'],
  ['schema'],
  ['auth'],
  ['embedded-postgres', 'adapters'],
  ['postgres'],
  ['engine'],
];

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)))
  .filter((path) => !path.includes('generated'));

function floorOf(path: string): number {
  const [room = ''] = path.replace(/\.(ts|js)$/, '').split('/');
  return floors.findIndex((rooms) => rooms.includes(room));
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(source, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    join(dirname(path), target ?? ''),
  );
}

test('every file has its floor', () => {
  expect(files.filter((path) => floorOf(path) < 0)).toEqual([]);
});

test('data goes one way: no file imports from above itself', () => {
  const upward = files.flatMap((path) =>
    importsOf(path)
      .filter((target) => floorOf(target) < floorOf(path))
      .map((target) => `${path} imports ${target}`),
  );
  expect(upward).toEqual([]);
});

test('the engine imports no server, driver or generated client', () => {
  const engine = files.filter((path) => path.startsWith('engine/'));
  const foreign = engine.filter((path) =>
    /from '(pg|graphql-yoga|fastify|node:https?|node:process|node:net|@?prisma\b[^']*|[^']*generated[^']*)'/.test(
      readFileSync(join(source, path), 'utf8'),
    ),
  );
  expect(foreign).toEqual([]);
});

test('the engine knows no article', () => {
  const engine = files.filter((path) =>
    /^(engine|postgres|embedded-postgres|server\/plugins)\//.test(path),
  );
  expect(engine.length).toBeGreaterThan(30);
  const knowing = engine.filter((path) => {
    const code = readFileSync(join(source, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    return /article|publication|headline/i.test(code);
  });
  expect(knowing).toEqual([]);
});

test('tests of the engine, PostgreSQL and HTTP stand on the test schemas, not on the product', () => {
  const tests = fileURLToPath(new URL('.', import.meta.url));
  const own = readdirSync(tests, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(tests, join(entry.parentPath, entry.name)))
    .filter((path) =>
      /^(engine|postgres|trust|server\/(http|plugins))\/|^(golden|statements)/.test(path),
    );
  expect(own.length).toBeGreaterThan(30);
  const standing = own.filter((path) =>
    /src\/(schema|sample)\/|startTestServer\(\s*'product'/.test(
      readFileSync(join(tests, path), 'utf8'),
    ),
  );
  expect(standing).toEqual([]);
});
