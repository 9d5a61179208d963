import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from '../../src/server/config.js';
import { defaultLimits } from '../../src/server/plugins/document-limits.js';
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
])('a manifest gives a document the ID %s', (id) => {
  const documents = read(`{${JSON.stringify(id)}:${JSON.stringify(query)}}`);
  expect([...documents.keys()]).toEqual([id]);
  expect(documents.get(id)?.loc?.source.body).toBe(query);
  expect(print(documents.get(id) ?? { kind: 'Document' as never, definitions: [] })).toContain(
    'totalCount',
  );
});

test.each<[string, unknown, string]>([
  ['is no JSON', '{', 'the path of a JSON file ('],
  [
    'is a list',
    [query],
    'a manifest that is a JSON object of documents by their IDs (it is something else)',
  ],
  [
    'is null',
    'null',
    'a manifest that is a JSON object of documents by their IDs (it is something else)',
  ],
  ['is empty', {}, 'a manifest of documents (it has none)'],
  [
    'has what is no text',
    { a: { body: query } },
    'a manifest of documents that this server can answer (a: it is not a text)',
  ],
  [
    'has what does not parse',
    { a: '{ articles' },
    'a manifest of documents that this server can answer (a: Syntax Error: Expected Name, found <EOF>.)',
  ],
  [
    'has what does not validate',
    { a: query, b: '{ articlez }' },
    'a manifest of documents that this server can answer (b: Cannot query field "articlez" on type "Query". Did you mean',
  ],
  [
    'has what is over a limit',
    { a: `{ ${'__typename '.repeat(51)} }` },
    'a manifest of documents that this server can answer (a: The operation has 51 root fields; 50 are allowed)',
  ],
  [
    'has the hash of something else',
    { [hash]: `${query} ` },
    `a manifest of documents that this server can answer (${hash}: the ID is not the SHA-256 of the document)`,
  ],
  [
    'has the prefixed hash of something else',
    { [`sha256:${hash}`]: `${query} ` },
    `the ID is not the SHA-256 of the document)`,
  ],
])('a manifest that %s is no manifest', (_, manifest, message) => {
  expect(() => read(manifest)).toThrow(ConfigError);
  expect(() => read(manifest)).toThrow(`TRUSTED_DOCUMENTS is ${JSON.stringify(path)}; it may be `);
  expect(() => read(manifest)).toThrow(message);
});

test('nor is one that is not there', () => {
  const missing = join(folder, 'missing.json');
  expect(() => readTrustedDocuments(missing, schema, defaultLimits)).toThrow(ConfigError);
  expect(() => readTrustedDocuments(missing, schema, defaultLimits)).toThrow(
    'the path of a JSON file (ENOENT',
  );
});
