import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsOf, operation, request } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const sha256 = async (text: string) => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
};

test.each([false, true])(
  "Apollo's link falls back to sending the text, with hashes by GET: %s",
  async (byGet) => {
    const link = ApolloLink.from([
      new PersistedQueryLink({ sha256, useGETForHashedQueries: byGet }),
      new HttpLink({ uri: server.url }),
    ]);
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    server.lines.length = 0;
    const { data } = await client.query({ query: gql('query Names { articles { totalCount } }') });
    expect(data).toMatchObject({ articles: { totalCount: 0 } });
    expect(server.lines.map(({ method, codes }) => [method, codes])).toEqual([
      [byGet ? 'GET' : 'POST', ['PERSISTED_QUERY_NOT_SUPPORTED']],
      ['POST', undefined],
    ]);
    // Then the link sends the text at once.
    await client.query({ query: gql('query Others { publications { totalCount } }') });
    expect(server.lines).toHaveLength(3);
    client.stop();
  },
);

test('a hash without its text gets PersistedQueryNotSupported, and with its text is ignored', async () => {
  const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
  const extensions = JSON.stringify({ persistedQuery });
  const post = (parameters: object) =>
    request(server.url, { ...operation(''), body: JSON.stringify(parameters) });
  for (const answer of [
    await post({ extensions: { persistedQuery } }),
    await request(`${server.url}?extensions=${encodeURIComponent(extensions)}`),
  ]) {
    expect([answer.status, errorsOf(answer)]).toEqual([
      200,
      [
        {
          message: 'PersistedQueryNotSupported',
          extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
        },
      ],
    ]);
  }
  const whole = await post({ query: '{ __typename }', extensions: { persistedQuery } });
  expect(JSON.parse(whole.body).data).toEqual({ __typename: 'Query' });
});
