import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationNames } from '../src/generator/annotations.js';
import { openSchema } from '../src/schema/index.js';
import { learningSchema } from './schemas/learning/schema.js';
import { playlistsSchema } from './schemas/playlists/schema.js';
import { anchors, type CodeBlock, codeBlocks, localLinks } from './support/markdown.js';
import { startSampleServer } from './support/sample-data.js';
import type { TestServer } from './support/server.js';
import { withoutCost } from './support/without-cost.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The schemas of the operations on a page: each operation is of one of them. */
const schemasOf = (page: string) =>
  page === 'docs/relations.md' ? [learningSchema, playlistsSchema] : [openSchema()];
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/own-server/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test('the README is short', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);
  const blocks = codeBlocks(text);

  test('has no broken links', () => {
    const broken = localLinks(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchors(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('names only files that exist', () => {
    const paths = text.matchAll(/`((?:src|tests|docs|examples|bench|prisma)\/[\w./-]+)`/g);
    // Written by codegen.
    const absent = /^examples\/generated/;
    const missing = [...new Set([...paths].map(([, path = '']) => path))].filter(
      (path) => !absent.test(path) && !existsSync(join(root, path)),
    );
    expect(missing).toEqual([]);
  });

  test('has unchanged copies of files', () => {
    for (const { source, text } of blocks) {
      if (source) expect(text).toBe(read(source));
    }
  });

  test('has valid operations', () => {
    for (const { info, text } of blocks) {
      if (info !== 'graphql') continue;
      const errors = schemasOf(page).map((schema) => validate(schema, parse(text)));
      expect(errors, text).toContainEqual([]);
    }
  });
});

/** The operations that are directly followed by their response. */
function withResponses(blocks: readonly CodeBlock[]): (readonly [string, unknown])[] {
  return blocks.flatMap(({ info, text }, index) => {
    const next = blocks[index + 1];
    return info === 'graphql' && next?.info === 'json' ? [[text, JSON.parse(next.text)]] : [];
  });
}

describe.each(pages.filter((page) => withResponses(codeBlocks(read(page))).length > 0))(
  'the responses in %s are those of the server',
  (page) => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startSampleServer();
    });
    afterAll(() => server.close());

    test('one operation after the other', async () => {
      for (const [operation, response] of withResponses(codeBlocks(read(page)))) {
        expect(withoutCost(await server.send(operation)), operation).toEqual(response);
      }
    });
  },
);

test('the pages with responses are found', () => {
  const found = pages.filter((page) => withResponses(codeBlocks(read(page))).length > 0);
  expect(found.sort()).toEqual([
    'README.md',
    'docs/clients.md',
    'docs/from-django.md',
    'docs/pages-and-filters.md',
  ]);
});

describe('the SQL of a page', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  test('is what docs/architecture.md shows', async () => {
    const blocks = codeBlocks(read('docs/architecture.md'));
    const query = blocks.find(({ info }) => info === 'graphql')?.text ?? '';
    const [lists, articles] = (blocks.find(({ info }) => info === 'sql')?.text ?? '').split('\n\n');
    server.statements.length = 0;
    await server.run(query);
    expect(server.statements).toHaveLength(2);
    expect(normalized(server.statements[0])).toBe(normalized(lists));
    // The second statement as it is for one publication.
    server.statements.length = 0;
    await server.run(query.replace('first: 3', 'first: 1'));
    expect(normalized(server.statements[1])).toBe(normalized(articles));
  });
});

function normalized(sql = ''): string {
  return sql
    .replace('/* prepared */', '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([()]) ?/g, '$1')
    .trim();
}

test('docs/settings.md and .env.example list every setting', () => {
  const declared = read('src/server/settings/settings.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm);
  const names = [...declared].map(([, name = '']) => name).sort();
  expect(names.length).toBeGreaterThan(30);
  const table = read('docs/settings.md').matchAll(/^\| (`[A-Z_`, ]+`) \|/gm);
  expect([...table].flatMap(([, cell = '']) => cell.match(/[A-Z_]+/g) ?? []).sort()).toEqual(names);
  const examples = read('.env.example').matchAll(/^#([A-Z_]+)=/gm);
  expect([...examples].map(([, name = '']) => name).sort()).toEqual(names);
});

/** The names in code style in the first column of the table rows of a page that match `pattern`. */
function listed(page: string, pattern: RegExp): string[] {
  const rows = read(page).matchAll(/^\| (`[^|]*) \|/gm);
  return [...rows].flatMap(([, cell = '']) =>
    [...cell.matchAll(pattern)].map(([, name = '']) => name),
  );
}

test('docs/clients.md lists every error code', () => {
  const sources = ['src/engine/errors.ts', 'src/server/errors.ts'].map(read).join('');
  const declared = [...sources.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, code = '']) => code);
  expect(new Set(declared).size).toBeGreaterThan(12);
  const documented = listed('docs/clients.md', /`([A-Z]+(?:_[A-Z]+)*)`/g);
  expect(declared.filter((code) => !documented.includes(code))).toEqual([]);
});

test('docs/own-data.md lists every annotation', () => {
  expect(annotationNames).toContain('orderBy');
  const documented = listed('docs/own-data.md', /`@([a-z]\w*)/gi);
  expect([...new Set(documented)].sort()).toEqual(
    expect.arrayContaining([...annotationNames].sort()),
  );
});
