import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

// https://graphql.github.io/graphql-over-http/draft/#sec-application-graphql-response-json
test.each([
  [
    'variables of another type',
    { query: 'query($n: Int!) { articles(first: $n) { totalCount } }', variables: { n: 'x' } },
    400,
  ],
  [
    'variables that are missing',
    { query: 'query($n: Int!) { articles(first: $n) { totalCount } }' },
    400,
  ],
  ['an error, and null for data', { query: '{ articles(first: 101) { totalCount } }' }, 200],
  ['an error beside data', { query: '{ __typename article(id: "x") { id } }' }, 200],
  ['data', { query: '{ __typename }' }, 200],
])(
  '%s: the status of the specification, and 200 with application/json',
  async (_, body, status) => {
    const answers = [];
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const answer = await post(server.url, body, { accept });
      expect(answer.type).toBe(accept);
      answers.push(answer);
    }
    expect(answers.map((answer) => answer.status)).toEqual([status, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  },
);
