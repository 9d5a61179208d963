import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a response has its fields in the order in which they were asked for, whatever is ready first', async () => {
  const data = await server.run<Record<string, object>>(`{
    slow: articles { nodes { headline } totalCount pageInfo { hasNextPage } edges { cursor } }
    quick: __typename
    again: publications { pageInfo { endCursor } totalCount nodes { title } }
    node(id: "QXJ0aWNsZTox") { id }
  }`);
  expect(Object.keys(data)).toEqual(['slow', 'quick', 'again', 'node']);
  expect(Object.keys(data.slow ?? {})).toEqual(['nodes', 'totalCount', 'pageInfo', 'edges']);
  expect(Object.keys(data.again ?? {})).toEqual(['pageInfo', 'totalCount', 'nodes']);
});
