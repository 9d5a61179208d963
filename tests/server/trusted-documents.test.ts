import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { defaultLimits } from '../../src/server/limits/document-limits.js';
import { ConfigError } from '../../src/server/settings/config-error.js';
import { readTrustedDocuments } from '../../src/server/trusted-documents.js';
import { pressSchema as schema } from '../schemas/press/schema.js';

const folder = mkdtempSync(join(tmpdir(), 'bothends-trusted-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'manifest.json');

const read = (manifest: unknown) => {
  writeFileSync(path, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return readTrustedDocuments(path, schema, defaultLimits);
};
const query = '{ articles { totalCount } }';
const hash = createHash('sha256').update(query).digest('hex');

test.each([
  hash,
  hash.toUpperCase(),
  `sha256:${hash}`,
  'd41d8cd98f00b204e9800998ecf8427e',
  'Anything',
  '__proto__',
  'constructor',
])('a document may have the ID %s', (id) => {
  const documents = read(`{${JSON.stringify(id)}:${JSON.stringify(query)}}`);
  expect([...documents.keys()]).toEqual([id]);
  expect(documents.get(id)?.loc?.source.body).toBe(query);
  expect(print(documents.get(id) ?? { kind: 'Document' as never, definitions: [] })).toContain(
    'totalCount',
  );
});

test.each<[string, unknown, string]>([
  ['is not JSON', '{', '(Expected property name'],
  ['is a list', [query], '(not a JSON object)'],
  ['is null', 'null', '(not a JSON object)'],
  ['is empty', {}, '(it has no documents)'],
  ['has a document that is not a string', { a: { body: query } }, '(a: not a string)'],
  [
    'has a document that cannot be parsed',
    { a: '{ articles' },
    '(a: Syntax Error: Expected Name, found <EOF>.)',
  ],
  [
    'has an invalid document',
    { a: query, b: '{ articlez }' },
    '(b: Cannot query field "articlez" on type "Query". Did you mean',
  ],
  [
    'has a document over a limit',
    { a: `{ ${'__typename '.repeat(51)} }` },
    '(a: The operation has 51 root fields, and the limit is 50)',
  ],
  [
    'has the hash of another document',
    { [hash]: `${query} ` },
    `(${hash}: the ID is not the SHA-256 hash of the document)`,
  ],
  [
    'has the prefixed hash of another document',
    { [`sha256:${hash}`]: `${query} ` },
    `the ID is not the SHA-256 hash of the document)`,
  ],
])('a manifest that %s is an error', (_, manifest, message) => {
  expect(() => read(manifest)).toThrow(ConfigError);
  expect(() => read(manifest)).toThrow(`TRUSTED_DOCUMENTS is ${JSON.stringify(path)}; it must be `);
  expect(() => read(manifest)).toThrow(message);
});

test('a missing manifest is an error', () => {
  const missing = join(folder, 'missing.json');
  expect(() => readTrustedDocuments(missing, schema, defaultLimits)).toThrow(ConfigError);
  expect(() => readTrustedDocuments(missing, schema, defaultLimits)).toThrow('(ENOENT');
});
