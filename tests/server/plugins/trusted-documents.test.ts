import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get, post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const texts = {
  list: 'query List($first: Int) { articles(first: $first) { nodes { headline } } }',
  create:
    'mutation Create($headline: String!) { createArticle(input: { headline: $headline }) { article { headline } } }',
  two: 'query A { __typename } query B { articles { totalCount } }',
};
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

let server: TestServer;
beforeAll(async () => {
  const trusted = new Map(Object.values(texts).map((text) => [hash(text), parse(text)]));
  server = await startTestServer('press', { documents: { trusted } });
});
afterAll(() => server.close());

const accept = { accept: 'application/graphql-response+json' };
/** Each way to send the ID of a document. */
const ways: [string, (id: unknown) => object][] = [
  ['documentId', (id) => ({ documentId: id })],
  ["Relay's doc_id", (id) => ({ doc_id: id })],
  [
    "Apollo's and urql's extensions",
    (id) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } }),
  ],
];

describe.each(ways)('a document sent as %s', (_, way) => {
  const send = (id: unknown, more: object = {}) =>
    post(server.url, { ...way(id), ...more }, accept);

  test('is executed if it is trusted, each time', async () => {
    for (let time = 1; time <= 4; time++) {
      expect((await send(hash(texts.create), { variables: { headline: 'a' } })).body).toEqual({
        data: { createArticle: { article: { headline: 'a' } } },
      });
      expect(await send(hash(texts.list), { variables: { first: 1 } })).toEqual({
        status: 200,
        headers: expect.any(Headers),
        type: accept.accept,
        body: { data: { articles: { nodes: [{ headline: 'a' }] } } },
      });
      expect((await send(hash(texts.list), { variables: { first: 0 } })).body).toEqual({
        data: { articles: { nodes: [] } },
      });
      expect((await send(hash(texts.two), { operationName: 'A' })).body).toEqual({
        data: { __typename: 'Query' },
      });
      const unnamed = { variables: { first: 0 }, operationName: '' };
      expect((await send(hash(texts.list), unnamed)).body).toEqual({
        data: { articles: { nodes: [] } },
      });
    }
    const { body } = await send(hash(texts.list), { variables: { first: 101 } });
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
  });

  test('is executed by GET, except for mutations', async () => {
    const parameters = (id: string) =>
      Object.fromEntries(
        Object.entries(way(id)).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      );
    expect(
      (await get(server.url, { ...parameters(hash(texts.list)), variables: '{"first":0}' }, accept))
        .body,
    ).toEqual({
      data: { articles: { nodes: [] } },
    });
    server.statements.length = 0;
    expect(
      (
        await get(
          server.url,
          { ...parameters(hash(texts.create)), variables: '{"headline":"x"}' },
          accept,
        )
      ).status,
    ).toBe(405);
    expect(
      (await get(server.url, parameters('constructor'), accept)).body.errors?.[0]?.extensions?.code,
    ).toBe('DOCUMENT_NOT_TRUSTED');
    expect(server.statements).toEqual([]);
  });

  test.each([
    '',
    'x',
    '__proto__',
    'constructor',
    'toString',
    'size',
    hash('{ __typename }'),
    hash(texts.list).toUpperCase(),
  ])('is refused with the unknown ID %j', async (id) => {
    const { status, body } = await send(id);
    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: 'No trusted document has this ID.',
            extensions: { code: 'DOCUMENT_NOT_TRUSTED' },
          },
        ],
      },
    ]);
  });

  test.each([null, 1, true, {}, [hash(texts.list)]])(
    'is refused with the invalid ID %j',
    async (id) => {
      const { status, body } = await send(id);
      expect([status, body.errors?.map(({ extensions }) => extensions?.code)]).toEqual([
        400,
        ['DOCUMENT_NOT_TRUSTED'],
      ]);
    },
  );

  test('is refused if there is a query beside the ID', async () => {
    for (const query of [texts.list, '{ __typename }', 'x', [], {}, 1, true]) {
      const { status, body } = await send(hash(texts.list), { query });
      expect([status, body.errors?.map(({ extensions }) => extensions?.code)]).toEqual([
        400,
        ['DOCUMENT_NOT_TRUSTED'],
      ]);
    }
  });

  test('is refused with variables over a limit', async () => {
    const { status, body } = await send(hash(texts.list), {
      variables: { first: JSON.parse('['.repeat(60) + ']'.repeat(60)) },
    });
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, 'COST_LIMIT_EXCEEDED']);
  });
});

test('a query is refused, also with the text or the internal name of a trusted document', async () => {
  server.statements.length = 0;
  for (const query of [
    texts.list,
    '{ articles { totalCount } }',
    '{ __schema { types { name } } }',
    `__PERSISTED_OPERATION_${hash(texts.list)}__`,
    '{',
  ]) {
    for (const { status, body } of [
      await post(server.url, { query }, accept),
      await get(server.url, { query }, accept),
    ]) {
      expect([status, body]).toEqual([
        400,
        {
          errors: [
            {
              message: 'Only trusted documents are executed: send the ID of one, and no text.',
              extensions: { code: 'DOCUMENT_NOT_TRUSTED' },
            },
          ],
        },
      ]);
    }
  }
  const { body } = await post(server.url, {}, accept);
  expect(body.errors?.[0]?.message).toBe(
    'Only trusted documents are executed: send the ID of one as documentId.',
  );
  expect(server.statements).toEqual([]);
  expect(server.logged).toEqual([]);
});

test('without trusted documents, IDs are refused', async () => {
  const open = await startTestServer();
  for (const name of ['documentId', 'doc_id']) {
    const { status, body } = await post(open.url, { [name]: hash(texts.list) }, accept);
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, 'BAD_REQUEST']);
  }
  await open.close();
});
