import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  errorsOf,
  type HttpAnswer,
  operation,
  request,
  typenameAnswer,
} from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let closed: TestServer;
let open: TestServer;
const ours = ['https://app.example', 'http://localhost:3000'];
beforeAll(async () => {
  closed = await startTestServer();
  open = await startTestServer('press', { http: { corsOrigins: ours } });
});
afterAll(async () => {
  await closed.close();
  await open.close();
});

const corsOf = ({ headers }: HttpAnswer) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name.startsWith('access-control-') || name === 'vary',
    ),
  );
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  },
});
const { headers, ...typename } = operation('{ __typename }');
const from = (origin: string, more: object = {}) => ({
  ...typename,
  headers: { ...headers, origin, ...more },
});
/** Origins that resemble ours. */
const foreign = [
  'https://evil.example',
  'http://app.example',
  'https://app.example:444',
  'https://app.example.evil.example',
  'https://APP.example',
  'https://app.example/',
  'https://sub.app.example',
  'null',
  '*',
  '',
];

describe('without CORS_ORIGINS, no origin is allowed', () => {
  test.each([...ours, ...foreign])('%j is not allowed', async (origin) => {
    const response = await request(closed.url, preflight(origin));
    expect([response.status, corsOf(response), response.headers.allow]).toEqual([
      405,
      {},
      'GET, POST',
    ]);
    expect(corsOf(await request(closed.url, from(origin)))).toEqual({});
  });
});

describe('with CORS_ORIGINS', () => {
  test.each(ours)('%s is allowed', async (origin) => {
    const response = await request(open.url, preflight(origin));
    expect([response.status, response.body, corsOf(response)]).toEqual([
      204,
      '',
      {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': [
          'authorization',
          'content-type',
          'x-request-id',
          'apollo-require-preflight',
          'apollographql-client-name',
          'apollographql-client-version',
          'x-apollo-operation-id',
          'x-apollo-operation-name',
          'graphql-client-name',
          'graphql-client-version',
          'baggage',
          'traceparent',
          'tracestate',
        ].join(', '),
        'access-control-expose-headers': 'retry-after, x-request-id',
        'access-control-max-age': '600',
      },
    ]);
    const answer = await request(
      open.url,
      from(origin, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }),
    );
    expect([answer.status, answer.body]).toEqual([200, typenameAnswer]);
    expect(corsOf(answer)).toEqual({
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after, x-request-id',
    });
  });

  test.each(foreign)('%j is not allowed', async (origin) => {
    const response = await request(open.url, preflight(origin));
    expect([response.status, corsOf(response)]).toEqual([405, { vary: 'Origin' }]);
    expect(corsOf(await request(open.url, from(origin)))).toEqual({ vary: 'Origin' });
  });

  test('an allowed origin can read errors', async () => {
    for (const path of ['/nothing', '/graphql?query={']) {
      const answer = await request(open.url, { path, headers: { origin: ours[0] } });
      expect(answer.headers['access-control-allow-origin']).toBe(ours[0]);
    }
  });
});

describe('a request from a page of another site', () => {
  test.each(['cross-site', 'same-site', 'same-origin, cross-site'])(
    'is refused before it is executed: %s',
    async (site) => {
      const query = encodeURIComponent('{ articles { totalCount } }');
      for (const server of [closed, open]) {
        server.statements.length = 0;
        for (const mode of ['no-cors', 'cors']) {
          const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
          const answer = await request(`${server.url}?query=${query}`, { headers });
          expect([answer.status, errorsOf(answer)[0]?.extensions]).toEqual([
            403,
            { code: 'BAD_REQUEST' },
          ]);
        }
        expect(server.statements).toEqual([]);
      }
    },
  );

  test('is allowed if it is a navigation, as are requests from the same origin', async () => {
    const link = {
      accept: 'text/html',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    };
    expect((await request(closed.url, { headers: link })).status).toBe(200);
    const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect((await request(closed.url, from(new URL(closed.url).origin, own))).status).toBe(200);
    expect(
      (
        await request(closed.url, {
          ...typename,
          headers: { ...headers, 'sec-fetch-site': 'none' },
        })
      ).status,
    ).toBe(200);
  });
});

describe('a page of another site cannot execute a mutation', () => {
  const mutation = 'mutation { createArticle(input: { headline: "x" }) { article { id } } }';
  const forms = {
    'application/x-www-form-urlencoded': `query=${encodeURIComponent(mutation)}`,
    'multipart/form-data; boundary=x': `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--\r\n`,
    'text/plain': JSON.stringify({ query: mutation }),
    'text/plain; charset=application/json': JSON.stringify({ query: mutation }),
  };
  test.each(Object.entries(forms))('with a form of %s', async (type, body) => {
    closed.statements.length = 0;
    const answer = await request(closed.url, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect([answer.status, closed.statements]).toEqual([415, []]);
  });

  test('with GET', async () => {
    closed.statements.length = 0;
    for (const query of [
      mutation,
      `query A { __typename } ${mutation.replace('mutation', 'mutation B')}&operationName=B`,
    ]) {
      const [document = '', name] = query.split('&');
      const answer = await request(
        `${closed.url}?query=${encodeURIComponent(document)}${name ? `&${name}` : ''}`,
      );
      expect([answer.status, answer.headers.allow, closed.statements]).toEqual([405, 'POST', []]);
    }
  });
});
