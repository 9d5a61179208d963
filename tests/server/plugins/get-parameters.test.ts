import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
});
afterAll(() => server.close());

const accept = { accept: 'application/graphql-response+json' };

test('a query is executed with its variables and operation name', async () => {
  const query = `query A($h: String) { articles(where: { headline: { equals: $h } }) { totalCount } }
    query B { publications { totalCount } }`;
  const ask = (parameters: object) => get(server.url, { query, ...parameters }, accept);
  expect(await ask({ operationName: 'A', variables: '{"h":"a"}' })).toEqual({
    status: 200,
    headers: expect.any(Headers),
    type: accept.accept,
    body: { data: { articles: { totalCount: 1 } } },
  });
  expect((await ask({ operationName: 'A', variables: '{"h":"🗞️ & more=%"}' })).body.data).toEqual({
    articles: { totalCount: 0 },
  });
  expect(
    (await ask({ operationName: 'B', variables: 'null', extensions: '{}' })).body.data,
  ).toEqual({
    publications: { totalCount: 0 },
  });
  expect(
    (await get(server.url, { query: '{ __typename }', variables: '', operationName: '' })).body
      .data,
  ).toEqual({
    __typename: 'Query',
  });
  const { status, body } = await ask({});
  expect([status, body.errors?.[0]?.extensions?.code]).toEqual([
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ]);
});

describe.each(['variables', 'extensions'])('%s in the URL', (name) => {
  test.each(['{', '{"a":}', 'hunter2', '{"a":1}{"b":2}', '\0', 'undefined'])(
    '%j are not JSON, and the message does not quote them',
    async (text) => {
      for (const headers of [accept, { accept: 'application/json' }, {}]) {
        const { status, body } = await get(
          server.url,
          { query: '{ __typename }', [name]: text },
          headers,
        );
        expect(status).toBe(400);
        expect(body).toEqual({
          errors: [
            {
              message: `The ${name} in the URL are not JSON.`,
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        });
      }
      expect(server.logged).toEqual([]);
    },
  );

  test.each(['1', '"x"', '[]', 'true'])('%s are not an object', async (text) => {
    const { status, body } = await get(
      server.url,
      { query: '{ __typename }', [name]: text },
      accept,
    );
    expect([status, body.errors?.map(({ extensions }) => extensions)]).toEqual([
      400,
      [{ code: 'BAD_REQUEST' }],
    ]);
  });
});

test('a request without a query is BAD_REQUEST', async () => {
  for (const parameters of [{}, { query: '' }, { variables: '{}' }]) {
    const { status, body } = await get(server.url, parameters, accept);
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, 'BAD_REQUEST']);
  }
});

test('a mutation is refused with 405 and the header Allow', async () => {
  const mutation =
    'mutation M { createArticle(input: { headline: "x" }) { article { id } } } query Q { __typename }';
  server.statements.length = 0;
  const response = await fetch(
    `${server.url}?${new URLSearchParams({ query: mutation, operationName: 'M' })}`,
    {
      headers: accept,
    },
  );
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await response.json()).errors).toHaveLength(1);
  // Also if the document is cached.
  expect((await get(server.url, { query: mutation, operationName: 'Q' })).body).toEqual({
    data: { __typename: 'Query' },
  });
  expect((await get(server.url, { query: mutation, operationName: 'M' })).status).toBe(405);
  expect(server.statements).toEqual([]);
});

test('the limits apply', async () => {
  const query = 'query($w: ArticleFilter) { articles(where: $w) { totalCount } }';
  const variables = `{"w":${'{"NOT":'.repeat(60)}{}${'}'.repeat(60)}}`;
  const { status, body } = await get(server.url, { query, variables }, accept);
  expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, 'COST_LIMIT_EXCEEDED']);
});
