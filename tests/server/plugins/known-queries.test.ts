import { GraphQLError, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.js';

describe('repeated requests get the same status, headers and body', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('press', {
      operationLimits: { cost: 500 },
      documents: { limits: { filterDepth: 3 } },
    });
  });
  afterAll(() => server.close());

  /** The response to a request, which must be the same four times except for its date and request ID. */
  const answer = async (request: RequestInit, search = '') => {
    const answers: { status: number; body: string; headers: object }[] = [];
    for (let run = 1; run <= 4; run++) {
      const response = await fetch(server.url + search, request);
      const { date, 'x-request-id': _, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, headers, body: await response.text() });
    }
    expect(answers.slice(1)).toEqual([answers[0], answers[0], answers[0]]);
    return answers[0];
  };
  const post = (body: object, accept = 'application/json') =>
    answer({
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    });
  const twoOperations =
    'query A { a: __typename } query B { b: __typename } mutation C { c: __typename }';
  const withVariable =
    'query($where: ArticleFilter, $first: Int) { articles(first: $first, where: $where) { totalCount } }';

  test.each([
    ['a query', { query: '{ __typename }' }, 200, '"data":{"__typename":"Query"}'],
    [
      'a query with null for its variables',
      { query: '{ n: __typename }', variables: null, operationName: null },
      200,
      '"n"',
    ],
    [
      'the first of two operations',
      { query: twoOperations, operationName: 'A' },
      200,
      '"data":{"a":"Query"}',
    ],
    ['the second', { query: twoOperations, operationName: 'B' }, 200, '"data":{"b":"Query"}'],
    [
      'a mutation beside them',
      { query: twoOperations, operationName: 'C' },
      200,
      '"data":{"c":"Mutation"}',
    ],
    ['neither of them', { query: twoOperations }, 400, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'an unknown operation',
      { query: twoOperations, operationName: 'D' },
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'an empty operation name',
      { query: twoOperations, operationName: '' },
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a number as the operation name',
      { query: twoOperations, operationName: 1 },
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'variables that are a list',
      { query: withVariable, variables: [] },
      400,
      'Expected \\"variables\\" param',
    ],
    [
      'a variable of another type',
      { query: withVariable, variables: { first: 'x' } },
      200,
      'BAD_USER_INPUT',
    ],
    [
      'an argument that is refused',
      { query: withVariable, variables: { first: 101 } },
      200,
      'BAD_USER_INPUT',
    ],
    [
      'a variable that is too deep',
      { query: withVariable, variables: { where: { NOT: { NOT: { NOT: { NOT: {} } } } } } },
      200,
      'COST_LIMIT_EXCEEDED',
    ],
    [
      'an operation over the cost limit',
      { query: '{ articles(first: 100) { nodes { publications { totalCount } } } }' },
      200,
      'COST_LIMIT_EXCEEDED',
    ],
    ['an invalid document', { query: '{ nothing }' }, 200, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a subscription',
      { query: 'subscription { articles { totalCount } }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a syntax error', { query: '{' }, 200, 'GRAPHQL_PARSE_FAILED'],
    ['a query that is a number', { query: 1 }, 400, 'Expected \\"query\\" param'],
    ['an unknown parameter', { query: '{ __typename }', more: 1 }, 400, 'Unexpected parameter'],
  ] as const)('%s', async (_, body, status, part) => {
    const answered = await post(body);
    expect(answered).toMatchObject({ status, body: expect.stringContaining(part) });
    const modern = await post(body, 'application/graphql-response+json');
    expect(modern?.status).toBe(answered?.body.includes('"data"') ? 200 : 400);
    expect(modern?.body).toBe(answered?.body);
  });

  test('a query and a mutation by GET', async () => {
    const get = (operationName: string) =>
      answer(
        {},
        `?${new URLSearchParams({ query: 'query A { __typename } mutation B { __typename }', operationName })}`,
      );
    expect(await get('A')).toMatchObject({
      status: 200,
      body: expect.stringContaining('"data":{"__typename":"Query"}'),
    });
    expect(await get('B')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await get('A')).toMatchObject({ status: 200 });
  });
});

test('an unexpected error inside of a GraphQLError is masked and logged each time', async () => {
  const fail = () => {
    throw new GraphQLError('outer', {
      originalError: new GraphQLError('inner', { originalError: new Error('innermost') }),
    });
  };
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { text: { type: GraphQLString, resolve: fail } },
  });
  const server = await startTestServer('press', { schema: new GraphQLSchema({ query }) });
  for (let run = 1; run <= 4; run++) {
    const { data, errors } = await server.send('{ text }');
    expect([data, errors?.map(({ message, extensions }) => [message, extensions?.code])]).toEqual([
      { text: null },
      [['Something went wrong inside the server.', 'INTERNAL_SERVER_ERROR']],
    ]);
    expect(server.logged.map(String)).toEqual(
      Array.from({ length: run }, () => 'Error: innermost'),
    );
  }
  await server.close();
});
