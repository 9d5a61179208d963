import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { unnamedBreakingChanges } from '../../package/breaking-changes.js';

const released = `
  type Query { article(id: ID!): Article, articles(first: Int): [Article!]! }
  type Article { id: ID!, headline: String!, words: Int! }
  enum Color { RED GREEN }
`;
const changelog = (unreleased: string) => `# Changelog

## Unreleased

${unreleased}

## 0.2.0 - 2026-11-25

- \`Article.words\`

## 0.1.0 - 2026-11-21
`;

/** A folder with these files. */
function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bothends-release-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'releases'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return root;
}

/** Checks a schema against the one above, with these notes under "Unreleased". */
const check = (schema: string, unreleased = '') =>
  unnamedBreakingChanges(
    folder({
      'CHANGELOG.md': changelog(unreleased),
      'schema.graphql': schema,
      'releases/0.2.0.graphql': released,
      // An older release, with a field that is no longer there.
      'releases/0.1.0.graphql': released.replace('words', 'text: String!, words'),
    }),
  );

test.each([
  ['the same schema', released],
  ['a new field', released.replace('words', 'text: String!, words')],
  ['a new argument that may be left out', released.replace('first: Int', 'first: Int, last: Int')],
  ['a new type', `${released} type Publication { id: ID! }`],
  ['a field that is no longer nullable', released.replace(': Article,', ': Article!,')],
])('%s needs no mention', async (_, schema) => {
  expect(await check(schema)).toEqual([]);
});

test.each([
  ['Article.words', 'a removed field', released.replace(', words: Int!', '')],
  ['Article.words', 'a field of another type', released.replace('words: Int!', 'words: Float!')],
  ['Article.words', 'a field that is nullable now', released.replace('words: Int!', 'words: Int')],
  [
    'Query.articles.first',
    'an argument that is required now',
    released.replace('first: Int', 'first: Int!'),
  ],
  [
    'Query.articles.last',
    'a new required argument',
    released.replace('first', 'last: Int!, first'),
  ],
  ['Color.GREEN', 'a removed enum value', released.replace(' GREEN', '')],
  ['Color', 'a removed type', released.replace(/enum.*/, '')],
])('%s, %s, must be named under "Unreleased"', async (path, _, schema) => {
  // A mention in the notes of an earlier release does not count.
  expect(await check(schema)).toEqual([expect.stringMatching(`\\(name \`${path}\`\\)$`)]);
  expect(await check(schema, 'Changed: `Article`, Article.words.')).toHaveLength(1);
  expect(await check(schema, `- Changed: \`${path}\`.`)).toEqual([]);
});

test('each change must be named', async () => {
  const schema = released.replace(', words: Int!', '').replace(' GREEN', '');
  expect(await check(schema)).toHaveLength(2);
  expect(await check(schema, '`Color.GREEN`')).toEqual([
    "Field 'words' was removed from object type 'Article' (name `Article.words`)",
  ]);
});

test('the schema of the last release must be there', async () => {
  const files = { 'CHANGELOG.md': changelog(''), 'schema.graphql': released };
  expect(await unnamedBreakingChanges(folder(files))).toEqual([
    'releases/0.2.0.graphql is missing: copy the schema.graphql of the release',
  ]);
});

test('a removed field of the checkout is found', async () => {
  const checkout = fileURLToPath(new URL('../..', import.meta.url));
  const root = folder({});
  for (const path of ['CHANGELOG.md', 'releases', 'schema.graphql'])
    cpSync(join(checkout, path), join(root, path), { recursive: true });
  expect(await unnamedBreakingChanges(root)).toEqual([]);
  writeFileSync(join(root, 'schema.graphql'), 'type Query { node: ID }');
  expect((await unnamedBreakingChanges(root)).length).toBeGreaterThan(10);
});
