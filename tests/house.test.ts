import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** The folders of `src` in layers, from top to bottom: a file imports only from its own layer and those below. */
const layers = [
  ['server', 'generator'],
  ['sample'],
  ['schema'],
  ['auth'],
  ['embedded-postgres', 'adapters', 'clients', 'testing'],
  ['postgres'],
  ['engine'],
];

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)))
  .filter((path) => !path.includes('generated'));

function layerOf(path: string): number {
  const [folder = ''] = path.replace(/\.(ts|js)$/, '').split('/');
  return layers.findIndex((folders) => folders.includes(folder));
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(source, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    join(dirname(path), target ?? ''),
  );
}

test('every file belongs to a layer', () => {
  expect(files.filter((path) => layerOf(path) < 0)).toEqual([]);
});

test('no file imports from a layer above its own', () => {
  const upward = files.flatMap((path) =>
    importsOf(path)
      .filter((target) => layerOf(target) < layerOf(path))
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

test('the engine and the server do not name the types of the sample API', () => {
  const engine = files.filter((path) =>
    /^(engine|postgres|embedded-postgres|server\/(plugins|limits))\//.test(path),
  );
  expect(engine.length).toBeGreaterThan(30);
  const naming = engine.filter((path) => {
    const code = readFileSync(join(source, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    return /article|publication|headline/i.test(code);
  });
  expect(naming).toEqual([]);
});

test('tests of the engine, PostgreSQL and HTTP use the test schemas, not the sample API', () => {
  const tests = fileURLToPath(new URL('.', import.meta.url));
  const own = readdirSync(tests, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(tests, join(entry.parentPath, entry.name)))
    .filter((path) =>
      /^(engine|postgres|trust|server\/(http|plugins|limits))\/|^(golden|statements)/.test(path),
    );
  expect(own.length).toBeGreaterThan(30);
  const usingSample = own.filter((path) =>
    /src\/(schema|sample)\/|startTestServer\(\s*'product'/.test(
      readFileSync(join(tests, path), 'utf8'),
    ),
  );
  expect(usingSample).toEqual([]);
});
