import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptedMediaTypes } from '../../../src/server/http/media-type.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const graphql = 'application/graphql-response+json';
const json = 'application/json';

describe('the media type', () => {
  test.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [graphql, graphql],
    ['Application/GraphQL-Response+JSON;charset=UTF-8', graphql],
    [`${graphql}, ${json};q=0.9`, graphql],
    [`${json}, ${graphql}`, json],
    [`text/html,application/xhtml+xml,*/*;q=0.8`, json],
    // Apollo Client, and urql.
    [`multipart/mixed;deferSpec=20220824,${graphql},${json};q=0.9`, graphql],
    [`${graphql}, application/graphql+json, ${json}, text/event-stream, multipart/mixed`, graphql],
    [`${json}; charset=iso-8859-1, ${graphql}`, graphql],
    [`${json}; charset="UTF-8"`, json],
    [`${json};q=0, ${graphql};q=0.1`, graphql],
  ])('for %j is %j', (accept, mediaType) => {
    expect(acceptedMediaTypes(accept)?.single).toBe(mediaType);
  });

  test.each([
    'text/html',
    'image/png',
    'text/event-stream;q=0',
    `${json}; charset=iso-8859-1`,
    'json',
    ',;=',
    'application/',
  ])('for %j is undefined', (accept) => {
    expect(acceptedMediaTypes(accept)).toBeUndefined();
  });
});

test.each(['text/event-stream', 'multipart/mixed'])(
  'for %j is a stream, which has no single type',
  (accept) => {
    expect(acceptedMediaTypes(accept)).toEqual({ header: accept, single: undefined });
  },
);

describe('a client that accepts no type of response', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('gets the status 406, and its mutation is not executed', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': json, accept: 'image/png' },
      body: JSON.stringify({
        query: 'mutation { createArticle(input: { headline: "a" }) { article { id } } }',
      }),
    });
    expect([response.status, response.headers.get('accept'), await response.json()]).toEqual([
      406,
      `${graphql}, ${json}, text/event-stream, multipart/mixed`,
      {
        errors: [
          {
            message: 'The accept header does not allow any type of response.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      },
    ]);
    expect(await server.run('{ articles { totalCount } }')).toEqual({
      articles: { totalCount: 0 },
    });
  });
});
