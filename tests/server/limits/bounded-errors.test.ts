import { GraphQLError, Kind } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { boundErrors } from '../../../src/server/limits/bounded-errors.js';
import { EndClient, ends } from '../../support/ends.js';
import { type Response, startTestServer } from '../../support/server.js';

const parents = 10_000;
type Data = Record<string, unknown>;

describe.each(ends.filter((_, index) => index % 2 === 0))(
  'an error below many parents, through %s',
  (_, end) => {
    let client: EndClient;
    let owner: string;
    beforeAll(async () => {
      client = await EndClient.start(end, { operationLimits: { cost: maximumCost } });
      [owner = ''] = await client.create(end.owner, ['a']);
    });
    afterAll(() => client.close());
    const { type } = end.owner;

    const ask = (selection: string, variables: object = {}, definitions = '') =>
      client.server.send<Data>(
        `query($ids: [ID!]! ${definitions}) { nodes(ids: $ids) { ... on ${type} { ${selection} } } }`,
        { ids: Array.from({ length: parents }, () => owner), ...variables },
      );

    /** The codes and paths of the listed errors, the number of omitted ones, and of nulls in the data. */
    const summary = ({ data, errors = [] }: Response) => {
      const last = errors.at(-1);
      const [, count] = /^(\d+) more errors are not listed\.$/.exec(last?.message ?? '') ?? [];
      const nodes = data?.nodes;
      return {
        codes: new Set(errors.map(({ extensions }) => extensions?.code)),
        paths: errors.slice(0, -1).map(({ path }) => path?.join('.')),
        omitted: Number(count),
        nulls: Array.isArray(nodes) ? nodes.filter((node) => node === null).length : 0,
      };
    };
    const firstTen = Array.from({ length: 10 }, (_, n) => `nodes.${n}.list`);

    test.each<[args: string, definitions: string, variables?: object]>([
      ['first: -1', ''],
      ['first: 1, after: "?"', ''],
      ['first: 1, where: { id: { equals: "?" } }', ''],
      ['first: 1, where: { id: { equals: $missing } }', ', $missing: ID'],
      [
        'first: 0, orderBy: { field: $null }',
        `, $null: ${end.target.type}OrderField = ID`,
        { null: null },
      ],
    ])(
      'is listed ten times, and the rest is counted: %s',
      async (args, definitions, variables = {}) => {
        const response = await ask(
          `list: ${end.field}(${args}) { nodes { id } }`,
          variables,
          definitions,
        );
        expect(summary(response)).toEqual({
          codes: new Set(['BAD_USER_INPUT']),
          paths: firstTen,
          omitted: parents - 10,
          nulls: parents,
        });
        expect(JSON.stringify(response.errors).length).toBeLessThan(5_000);
        expect(client.server.logged).toEqual([]);
      },
    );

    test('is logged once if one statement failed', async () => {
      const database = new pg.Client({ connectionString: client.server.databaseUrl });
      await database.connect();
      const texts = Array.from({ length: 30 }, (_, n) => `owner ${n}`);
      const owners = await client.create(end.owner, texts);
      const { rows } = await database.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE '\\_%To%'`,
      );
      const table = `"${rows[0]?.name}"`;
      await database.query(`ALTER TABLE ${table} RENAME TO away`);
      try {
        const response = await client.server.send<Data>(
          `query($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { list: ${end.field}(first: 1) { nodes { id } } } } }`,
          { ids: owners },
        );
        expect(summary(response)).toEqual({
          codes: new Set(['INTERNAL_SERVER_ERROR']),
          paths: firstTen.map((path) => `${path}.nodes`),
          omitted: owners.length - 10,
          nulls: owners.length,
        });
        expect(client.server.logged).toHaveLength(1);
        expect(String(client.server.logged[0])).toContain(rows[0]?.name);
      } finally {
        await database.query(`ALTER TABLE away RENAME TO ${table}`);
        await database.end();
      }
    });
  },
);

test('at most a hundred errors are listed, and the rest is counted', () => {
  const errors = Array.from(
    { length: 150 },
    (_, n) => new GraphQLError(`error ${n}`, { extensions: { code: `CODE_${n}` } }),
  );
  expect(boundErrors(errors.slice(0, 100))).toEqual({
    listed: errors.slice(0, 100),
    omitted: undefined,
  });
  const { listed, omitted } = boundErrors(errors);
  expect(listed).toEqual(errors.slice(0, 100));
  expect(omitted).toEqual({ first: errors[100], count: 50 });
});

test('the same error is listed ten times for each field', () => {
  const fields = [...'ab'].map((value) => ({ kind: Kind.NAME as const, value }));
  const errors = fields.flatMap((field) =>
    Array.from({ length: 12 }, () => new GraphQLError('the same', { nodes: [field] })),
  );
  const { listed, omitted } = boundErrors(errors);
  expect(listed).toEqual([...errors.slice(0, 10), ...errors.slice(12, 22)]);
  expect(omitted?.count).toBe(4);
});

test('the IDs of all errors have a million characters at most', () => {
  const ids = Array.from({ length: 4_000 }, (_, n) => String(n).padStart(100, '0'));
  const errors = [1, 2, 3, 4].map(
    (n) => new GraphQLError(`error ${n}`, { extensions: { code: 'NOT_FOUND', ids } }),
  );
  const { listed } = boundErrors(errors);
  expect(listed.slice(0, 2)).toEqual(errors.slice(0, 2));
  expect(listed.map(({ message, extensions }) => [message, extensions])).toEqual([
    ['error 1', { code: 'NOT_FOUND', ids }],
    ['error 2', { code: 'NOT_FOUND', ids }],
    ['error 3', { code: 'NOT_FOUND', ids: ids.slice(0, 2_000) }],
    ['error 4', { code: 'NOT_FOUND', ids: [] }],
  ]);
});

test('an ID that is very long is truncated', async () => {
  const server = await startTestServer();
  const id = Buffer.from(`Article:${'1'.repeat(10_000)}`).toString('base64');
  const { errors } = await server.send('query($id: ID!) { article(id: $id) { id } }', { id });
  expect(errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT', argument: 'id', ids: [id.slice(0, 1_000)] } },
  ]);
  await server.close();
});
