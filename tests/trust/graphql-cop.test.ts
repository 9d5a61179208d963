import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Exchange, get, post } from '../support/exchange.js';
import { startTestServer, type TestServer } from '../support/server.js';

/*
 * The checks of graphql-cop (https://github.com/dolevf/graphql-cop), with the requests that it sends.
 */
let server: TestServer;
let development: TestServer;
beforeAll(async () => {
  server = await startTestServer('press', {
    graphiql: false,
    documents: { introspection: false },
  });
  development = await startTestServer();
});
afterAll(async () => {
  await server.close();
  await development.close();
});

const codes = ({ body }: Exchange) => (body.errors ?? []).map(({ extensions }) => extensions?.code);
const ask = (query: string) =>
  post(server.url, { query, operationName: /cop/.test(query) ? 'cop' : undefined });

describe('denial of service', () => {
  test('Alias Overloading: 101 aliases are refused', async () => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}:__typename \n`).join(
      '',
    );
    const answer = await ask(`query cop { ${aliases} }`);
    expect([answer.body.data, codes(answer)]).toEqual([undefined, ['COST_LIMIT_EXCEEDED']]);
  });

  test('Array-based Query Batching: a list of queries is refused', async () => {
    const batch = Array.from({ length: 10 }, () => ({
      query: 'query cop { __typename }',
      operationName: 'cop',
    }));
    const answer = await post(server.url, batch);
    expect([answer.status, answer.body.data, codes(answer)]).toEqual([
      400,
      undefined,
      ['BAD_REQUEST'],
    ]);
  });

  test('Directive Overloading: ten unknown directives cause fewer than ten errors', async () => {
    const answer = await ask('query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }');
    expect(answer.body.data).toBeUndefined();
    expect(answer.body.errors?.length).toBeLessThan(10);
  });

  test('Field Duplication: a field repeated 500 times is refused', async () => {
    const answer = await ask(`query cop { ${'__typename \n'.repeat(500)} }`);
    expect([answer.body.data, codes(answer)]).toEqual([undefined, ['COST_LIMIT_EXCEEDED']]);
  });

  test('Introspection-based Circular Query: refused, also with introspection', async () => {
    const query =
      'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';
    for (const { url } of [server, development]) {
      const answer = await post(url, { query, operationName: 'cop' });
      expect([answer.body.data, codes(answer)[0]]).toEqual([
        undefined,
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
  });

  test('Circular Fragment: refused', async () => {
    const query = `query cop { __schema { ...A } }
      fragment A on __Schema { __typename ...B }
      fragment B on __Schema { ...A }`;
    for (const { url } of [server, development]) {
      const answer = await post(url, { query, operationName: 'cop' });
      expect([answer.body.data, codes(answer)[0]]).toEqual([
        undefined,
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
  });
});

describe('information leakage', () => {
  test('Field Suggestions: none', async () => {
    const answer = await ask('query cop { __schema { directive } }');
    expect(answer.body.errors).toBeDefined();
    expect(JSON.stringify(answer.body)).not.toContain('Did you mean');
  });

  test('Introspection: refused', async () => {
    const answer = await ask('query cop { __schema { types { name fields { name } } } }');
    expect([answer.body.data, codes(answer)[0]]).toEqual([undefined, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test.each(['/graphiql', '/playground', '/console', '/graphql', '/'])(
    'GraphQL IDE: none at %s',
    async (path) => {
      const response = await fetch(new URL(path, server.url), { headers: { accept: 'text/html' } });
      expect(await response.text()).not.toMatch(/graphiql|graphql.playground/i);
    },
  );

  test('Trace Mode: no tracing, no stack trace', async () => {
    const answer = await ask('query cop { __typename }');
    expect(answer.body).toEqual({ data: { __typename: 'Query' } });
    expect(JSON.stringify((await ask('query cop { article(id: "?") { id } }')).body)).not.toMatch(
      /stacktrace|tracing|exception/i,
    );
  });

  test('Unhandled Errors Detection: a syntax error has no internal details', async () => {
    const { status, body } = await ask('qwerty cop { abc }');
    expect(status).toBe(200);
    expect(body).toEqual({
      errors: [
        {
          message: 'Syntax Error: Unexpected Name "qwerty".',
          locations: [{ line: 1, column: 1 }],
          extensions: { code: 'GRAPHQL_PARSE_FAILED' },
        },
      ],
    });
  });
});

describe('cross-site request forgery', () => {
  // On purpose: urql and others send queries by GET. They change nothing, and CORS prevents other sites from reading them.
  test('GET Method Query Support: a query is executed', async () => {
    expect((await get(server.url, { query: 'query cop { __typename }' })).body).toEqual({
      data: { __typename: 'Query' },
    });
  });

  test('Mutation is allowed over GET: refused', async () => {
    const answer = await get(server.url, { query: 'mutation cop { __typename }' });
    expect([answer.status, answer.body.data]).toEqual([405, undefined]);
  });

  test('POST based url-encoded query: refused, in the body and in the URL', async () => {
    const form = new URLSearchParams({ query: 'query cop { __typename }' });
    const inBody = await fetch(server.url, { method: 'POST', body: form });
    const inUrl = await fetch(`${server.url}?${form}`, { method: 'POST' });
    for (const answer of [inBody, inUrl])
      expect([answer.status, Object.keys(await answer.json())]).toEqual([415, ['errors']]);
  });
});
