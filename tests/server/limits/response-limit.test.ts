import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId as id } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const limit = 1_000_000;

let server: TestServer;
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer('kinds', {
    operationLimits: { bytes: limit, cost: 1_000_000 },
    documents: { limits: { rootFields: 1_000, aliases: 10_000 } },
  });
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.close();
});
beforeEach(async () => {
  await database.query('TRUNCATE "Bundle", "Item", "Tag", "_ItemToTag" CASCADE');
  server.logged.length = 0;
});

/** Inserts items whose `json` has a text of this length. */
const addItems = (count: number, length: number) =>
  database.query(
    `INSERT INTO "Item" (id, text, varchar, uuid, int, smallint, bigint, float, real, decimal, numeric, boolean, timestamp, timestamp6, timestamptz, date, shade, json, "jsonText", bytes)
     SELECT key, 't' || key, 'v', gen_random_uuid(), 0, 0, 0, 0, 0, 0, 0, true, now(), now(), now(), now(), 'PALE', to_jsonb(repeat('x', $2)), '1', ''
     FROM generate_series(1, $1) AS key`,
    [count, length],
  );
const tag = '00000000-0000-0000-0000-000000000001';
const addTag = (name = 'a') =>
  database.query('INSERT INTO "Tag" (id, name) VALUES ($1, $2)', [tag, name]);

const read = `The operation read more than ${limit} bytes from the database, the limit.`;
const returned = `The response would have more than ${limit} bytes, the limit.`;
const fewer = 'Request fewer or smaller rows at a time.';

describe('a query', () => {
  test('may read and return as much as the limit', async () => {
    await addItems(9, 100_000);
    const { data, errors } = await server.send<{ items: { nodes: { json: string }[] } }>(
      '{ items { nodes { json } } }',
    );
    expect(errors).toBeUndefined();
    expect(data?.items.nodes.map(({ json }) => json.length)).toEqual(Array(9).fill(100_000));
  });

  test('that reads more is cancelled', async () => {
    await addItems(100, 100_000);
    const { data, errors, extensions } = await server.send(
      '{ items(first: 100) { nodes { id } } }',
    );
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: `${read} ${fewer}`,
        path: ['items', 'nodes'],
        locations: expect.anything(),
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
    expect(extensions?.cost?.requested).toBeGreaterThan(0);
    expect(server.logged).toEqual([]);
    // The connection is usable.
    expect((await server.send('{ items(first: 1) { nodes { id } } }')).errors).toBeUndefined();
  });

  test('counts the rows of all of its statements', async () => {
    await addItems(9, 100_000);
    const pages = Array.from(
      { length: 2 },
      (_, at) => `a${at}: items(first: 9, where: { int: { lt: ${at + 1} } }) { nodes { id } }`,
    );
    expect((await server.send(`{ ${pages[0]} }`)).errors).toBeUndefined();
    const { errors } = await server.send(`{ ${pages.join(' ')} }`);
    expect(new Set(errors?.map(({ message }) => message))).toEqual(new Set([`${read} ${fewer}`]));
  });

  test.each([
    ['aliases of a value', 'items', '{ items { nodes { a: json b: json c: json } } }'],
    [
      'aliases of a list',
      'items',
      '{ items { a: nodes { json } b: nodes { json } c: edges { node { json } } } }',
    ],
    ['a row that many rows refer to', 'bundles', '{ bundles { nodes { item { json } } } }'],
  ])('that repeats what it read is refused: %s', async (_, field, query) => {
    await addItems(4, 100_000);
    await database.query(
      'INSERT INTO "Bundle" (id, "itemId") SELECT key, 1 FROM generate_series(1, 12) AS key',
    );
    const { data, errors } = await server.send(query);
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: `${returned} ${fewer}`,
        path: [field],
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
  });

  test('of many short texts is refused', async () => {
    await addItems(100, 1);
    const aliases = Array.from({ length: 1_000 }, (_, at) => `a${at}: text`);
    const { data, errors } = await server.send(
      `{ items(first: 100) { nodes { ${aliases.join(' ')} } } }`,
    );
    expect(data).toBeNull();
    expect(errors?.map(({ message }) => message)).toEqual([`${returned} ${fewer}`]);
  });
});

describe('a mutation', () => {
  const update = (key: number, fields: string) =>
    `updateItem(input: { id: "${id('Item', key)}", int: 7 }) { item { ${fields} } }`;
  const changed = async () =>
    (await database.query('SELECT id FROM "Item" WHERE int = 7 ORDER BY id')).rows.map(
      (row) => row.id,
    );

  test('whose payload would be too large has changed, and says so', async () => {
    await addItems(1, 300_000);
    const { data, errors } = await server.send(
      `mutation { ${update(1, 'a: json b: json c: json d: json')} }`,
    );
    expect(data).toEqual({ updateItem: null });
    expect(errors).toEqual([
      {
        message: `${returned} The change was made; only its result could not be read.`,
        path: ['updateItem'],
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
    expect(await changed()).toEqual([1]);
  });

  test('that reads too much in its payload has changed, and says so', async () => {
    await addItems(100, 100_000);
    await addTag();
    await database.query('INSERT INTO "_ItemToTag" SELECT id, $1 FROM "Item"', [tag]);
    const { data, errors } = await server.send(
      `mutation { updateTag(input: { id: "${id('Tag', tag)}", name: "b" }) { tag { items(first: 100) { nodes { id } } } } }`,
    );
    expect(data).toEqual({ updateTag: null });
    expect(errors?.map(({ message }) => message)).toEqual([
      `${read} The change was made; only its result could not be read.`,
    ]);
    expect((await database.query('SELECT name FROM "Tag"')).rows).toEqual([{ name: 'b' }]);
  });

  test('with a row that is too large says whether it has changed', async () => {
    await addItems(1, 2_000_000);
    const { data, errors } = await server.send(`mutation { ${update(1, 'id')} }`);
    expect(data).toEqual({ updateItem: null });
    const made = (await changed()).length > 0;
    expect(errors?.map(({ message }) => message)).toEqual([
      `${read} ${made ? 'The change was made; only its result could not be read.' : 'The change was not made.'}`,
    ]);
  });

  test('in a transaction is rolled back if a row is too large', async () => {
    await addItems(3, 500_000);
    await addTag();
    const ids = [1, 2, 3].map((key) => id('Item', key));
    const { data, errors } = await server.send(
      `mutation($ids: [ID!]!) { setTagItems(input: { tagId: "${id('Tag', tag)}", itemIds: $ids }) { addedCount } }`,
      { ids },
    );
    expect(data).toEqual({ setTagItems: null });
    expect(errors?.map(({ message }) => message)).toEqual([`${read} The change was not made.`]);
    expect((await database.query('SELECT FROM "_ItemToTag"')).rowCount).toBe(0);
  });

  test('keeps the payloads of others that fit, and those after one that read too much are not made', async () => {
    await addItems(3, 300_000);
    const large = 'a: json b: json';
    const { data, errors } = await server.send(
      `mutation { a: ${update(1, large)} b: ${update(2, large)} c: ${update(3, 'id')} }`,
    );
    expect(data).toEqual({
      a: { item: { a: 'x'.repeat(300_000), b: 'x'.repeat(300_000) } },
      b: null,
      c: { item: { id: id('Item', 3) } },
    });
    expect(errors?.map(({ path }) => path)).toEqual([['b']]);
    expect(await changed()).toEqual([1, 2, 3]);
  });
});
