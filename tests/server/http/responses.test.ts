import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorsOf, operation, request, sendRaw } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let origin: string;
beforeAll(async () => {
  server = await startTestServer();
  origin = new URL(server.url).origin;
});
afterAll(() => server.close());

const typename = operation('{ __typename }');
const badRequest = (message: string) => [{ message, extensions: { code: 'BAD_REQUEST' } }];

describe('paths and methods', () => {
  test.each([
    '//',
    '/graphql/',
    '/GraphQL',
    '//graphql',
    '/graphql/x',
    '/graphql%2F',
    '/%67raphql',
    '/../graphql',
    '/health/',
    '/ready/x',
    '/.env',
    '/%',
    '/%00',
    '/<script>alert(1)</script>',
    'http://localhost/graphql/',
    '*',
    `/${'a'.repeat(10_000)}`,
  ])('the path %s is 404', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await sendRaw(
        origin,
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(
        /^HTTP\/1.1 404 [\s\S]*\{"errors":\[\{"message":"Not found. The API is at \/graphql\."/,
      );
      expect(answer).not.toMatch(/<script>|text\/html/);
    }
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'QUERY'])(
    'the method %s is 405',
    async (method) => {
      const answer = await request(server.url, { method });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
      if (method !== 'HEAD')
        expect(errorsOf(answer)).toEqual(badRequest('The method must be one of GET, POST.'));
    },
  );

  test('/ leads to GraphiQL, and accepts only GET and HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await request(origin, { path: '/', method });
      expect(answer).toMatchObject({ status: 302, body: '', headers: { location: 'graphql' } });
    }
    const answer = await request(origin, { path: '/', method: 'POST', body: '{' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('/ is 404 if GraphiQL is off', async () => {
    const bare = await startTestServer('press', { graphiql: false });
    const answer = await request(new URL(bare.url).origin, { path: '/' });
    expect(answer.status).toBe(404);
    await bare.close();
  });

  test('/health and /ready accept only GET and HEAD', async () => {
    for (const path of ['/health', '/ready', '/health?x', '/ready?x=1']) {
      for (const method of ['GET', 'HEAD']) {
        expect(await request(origin, { path, method })).toMatchObject({ status: 200, body: '' });
      }
      const answer = await request(origin, { path, method: 'POST', body: '{' });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('a query string that ends in /health or /ready is no health check', async () => {
    for (const end of ['/health', '/ready']) {
      const answer = await request(
        `${server.url}?query=${encodeURIComponent('{ __typename }')}&operationName=${end}`,
      );
      expect(JSON.parse(answer.body).data?.__typename ?? answer.status).not.toBe('Query');
      expect(answer.body).not.toBe('');
    }
  });
});

test.each([
  '?query=%',
  '?query=%ff',
  '?query=%E0%A4%A',
  '?%=%',
  '?query',
  '?',
  '?query=&query=',
  '?=&&&',
  '?query={__typename}#x',
])('a GET of %s gets a JSON response', async (query) => {
  const answer = await request(origin, { path: `/graphql${query}` });
  expect(answer.status).toBeLessThan(500);
  expect(JSON.parse(answer.body)).toBeTypeOf('object');
  expect(server.logged).toEqual([]);
});

describe('every response', () => {
  const requests = {
    data: [() => server.url, typename],
    GET: [() => `${server.url}?query={__typename}`, {}],
    'an invalid document': [() => server.url, operation('{ nothing }')],
    'an invalid body': [() => server.url, { ...typename, body: '{' }],
    'a body over the limit': [() => server.url, { ...typename, body: ' '.repeat(1_000_001) }],
    'another content-type': [
      () => server.url,
      { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } },
    ],
    'no acceptable type': [
      () => server.url,
      { ...typename, headers: { ...typename.headers, accept: 'image/png' } },
    ],
    'an unknown path': [() => `${origin}/x`, {}],
    'a wrong method': [() => server.url, { method: 'PUT' }],
    'a wrong host': [() => server.url, { headers: { host: 'a b' } }],
    health: [() => `${origin}/health`, {}],
    ready: [() => `${origin}/ready`, {}],
    'an event stream': [
      () => server.url,
      { ...typename, headers: { ...typename.headers, accept: 'text/event-stream' } },
    ],
  } as const;

  test.each(Object.entries(requests))(
    'has the security headers and does not name the software: %s',
    async (_, [url, sent]) => {
      const { headers } = await request(url(), sent);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      });
      const names = Object.keys(headers).join();
      expect(names).not.toMatch(/server|powered|yoga|version|access-control/);
    },
  );

  test('is JSON in UTF-8 with its content length', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await request(server.url, {
        ...operation('{ __type(name: "é") { name } }'),
        headers: { ...typename.headers, accept },
      });
      expect(answer.headers['content-type']).toBe(`${accept}; charset=utf-8`);
      expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
      expect(answer.headers['transfer-encoding']).toBeUndefined();
    }
  });
});

test('the content security policy of GraphiQL permits its own script alone', async () => {
  const { headers, body, status } = await request(server.url, { headers: { accept: 'text/html' } });
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/html',
    'no-store',
  ]);
  const policy = new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive): [string, string[]] => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values];
      }),
  );
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('connect-src')).toEqual(["'self'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  const script = body.slice(
    body.indexOf('<script>') + '<script>'.length,
    body.lastIndexOf('</script>'),
  );
  expect(script.length).toBeGreaterThan(1_000_000);
  expect(script).not.toContain('</script');
  expect(policy.get('script-src')).toEqual([
    `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  ]);
});
