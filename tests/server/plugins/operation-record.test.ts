import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let recording: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  recording = await startTestServer('press', { recordVariables: true });
});
afterAll(async () => {
  await server.close();
  await recording.close();
});

/** The record of an operation in the log. */
async function recordOf({ lines, send }: TestServer, query: string, variables?: object) {
  lines.length = 0;
  await send(query, variables);
  const [{ operation, type, codes, variables: recorded } = {}] = lines;
  return { operation, type, codes, variables: recorded };
}

test.each([
  ['query Q { __typename }', { operation: 'Q', type: 'query' }],
  ['{ __typename }', { type: 'query' }],
  [
    'mutation M { deleteArticles(input: { where: {} }) { deletedCount } }',
    { operation: 'M', type: 'mutation' },
  ],
  [
    'query Q { article(id: "x") { id } }',
    { operation: 'Q', type: 'query', codes: ['BAD_USER_INPUT'] },
  ],
  [
    '{ a: article(id: "x") { id } b: article(id: "y") { id } }',
    { type: 'query', codes: ['BAD_USER_INPUT'] },
  ],
  ['query Q { nothing }', { codes: ['GRAPHQL_VALIDATION_FAILED'] }],
  ['query Q {', { codes: ['GRAPHQL_PARSE_FAILED'] }],
])('the record of %s is %o', async (query, expected) => {
  const none = { operation: undefined, type: undefined, codes: undefined, variables: undefined };
  expect(await recordOf(server, query)).toEqual({ ...none, ...expected });
});

test('a long operation name is truncated', async () => {
  const { operation } = await recordOf(server, `query ${'Q'.repeat(200)} { __typename }`);
  expect(operation).toBe('Q'.repeat(64));
});

test('literals are never recorded; variables only with recordVariables, and truncated', async () => {
  const query =
    'query Q($h: String!) { articles(where: { headline: { in: [$h, "hunter3"] } }) { totalCount } }';
  await recordOf(server, query, { h: 'hunter2' });
  expect(JSON.stringify(server.lines)).not.toContain('hunter');

  expect(await recordOf(recording, query, { h: 'hunter2' })).toMatchObject({
    variables: '{"h":"hunter2"}',
  });
  expect(JSON.stringify(recording.lines)).not.toContain('hunter3');
  const { variables } = await recordOf(recording, query, { h: 'x'.repeat(100_000) });
  expect(variables).toHaveLength(10_000);
});
