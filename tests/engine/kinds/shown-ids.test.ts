import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer('kinds');
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const bigints = ['-9223372036854775808', '-1', '0', '1', '9007199254740993', '9223372036854775807'];
const texts = [
  '',
  ' ',
  ':',
  'Place:1',
  '\n\r\t',
  '\u0001\u007f',
  '0',
  'null',
  'e\u0301',
  'é',
  '\ufeff',
];

/** Rows with each of these keys, past the API: the statement that inserts them, and the names of the type's fields. */
const cases = [
  ['Account', 'accounts', bigints, 'INSERT INTO "Account" (number) SELECT unnest($1::int8[])'],
  // A key that a sequence makes can be given another value all the same.
  ['Bundle', 'bundles', bigints, 'INSERT INTO "Bundle" (id) SELECT unnest($1::int8[])'],
  [
    'Slot',
    'slots',
    ['-32768', '-1', '0', '1', '32767'],
    'INSERT INTO "Slot" (number, label, account_number) SELECT key, key, 0 FROM unnest($1::int2[]) AS key',
  ],
  [
    'Grade',
    'grades',
    ['-2147483648', '-1', '0', '1', '2147483647'],
    'INSERT INTO "Grade" (level, name) SELECT key, key FROM unnest($1::int4[]) AS key',
  ],
  [
    'Place',
    'places',
    texts,
    'INSERT INTO "Place" (code, name) SELECT key, key FROM unnest($1::text[]) AS key',
  ],
  [
    'Preset',
    'presets',
    // PostgreSQL compresses the key in its index.
    [...texts, 'a'.repeat(100_000), '😀'.repeat(10_000)],
    `INSERT INTO "Preset" (id, cuid2, nanoid, short, ulid, uuid4, uuid7, changed)
     SELECT key, '', '', '', '', gen_random_uuid(), '', now() FROM unnest($1::text[]) AS key`,
  ],
  [
    'Tag',
    'tags',
    ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    `INSERT INTO "Tag" (id, name) SELECT key, '' FROM unnest($1::uuid[]) AS key`,
  ],
] as const;

test.each(cases)('every ID of %s that is shown is accepted', async (type, many, keys, insert) => {
  await database.query(insert, [keys]);
  const { list } = await server.run<{ list: { nodes: { id: string }[] } }>(
    `{ list: ${many}(first: 100) { nodes { id } } }`,
  );
  const ids = list.nodes.map(({ id }) => id);
  expect(ids).toHaveLength(keys.length);
  const { nodes } = await server.run<{ nodes: unknown[] }>(
    'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids },
  );
  expect(nodes).toEqual(ids.map((id) => ({ id })));
  for (const id of ids) {
    const found = await server.run(
      `query($id: ID!) { node(id: $id) { id } list: ${many}(where: { id: { equals: $id } }) { nodes { id } } }`,
      { id },
    );
    expect(found).toEqual({ node: { id }, list: { nodes: [{ id }] } });
  }
  // Slots refer to accounts.
  if (type === 'Account') return;
  for (const id of ids) {
    const { deleted } = await server.run<{ deleted: object }>(
      `mutation($id: ID!) { deleted: delete${type}(input: { id: $id }) { id: deleted${type}Id } }`,
      { id },
    );
    expect(deleted).toEqual({ id });
  }
});
