import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { inspect } from 'node:util';
import { base64url, EncryptJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { bearer, claims, secret, token, tokenSettings } from '../../support/tokens.js';
import { withoutCost } from '../../support/without-cost.js';

let server: TestServer;
let open: TestServer;
beforeAll(async () => {
  server = await startTestServer('press', { auth: tokenSettings });
  open = await startTestServer();
});
afterAll(() => Promise.all([server.close(), open.close()]));

const printed: unknown[] = [];
beforeEach(() => {
  server.statements.length = 0;
  for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const query = '{ articles { totalCount } }';
const answer = { data: { articles: { totalCount: 0 } } };
const refusal = (message: string) => ({
  errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }],
});
const missing = refusal('A token is required, in the header "Authorization: Bearer <token>".');
const invalid = refusal('The token is invalid or has expired.');

const encoded = (value: unknown) => base64url.encode(JSON.stringify(value));
const unsigned = (alg: string, signature = '') =>
  `${encoded({ alg })}.${encoded(claims('read'))}.${signature}`;
const now = () => Math.floor(Date.now() / 1000);

describe('a valid token is accepted', () => {
  test.each(['Bearer ', 'bearer ', 'BEARER ', 'Bearer   '])(
    'with the scheme %j',
    async (scheme) => {
      const { status, body } = await post(
        server.url,
        { query },
        { authorization: scheme + (await token(claims('read'))) },
      );
      expect([status, body]).toEqual([200, answer]);
    },
  );

  const good: [string, { aud?: string[]; nbf?: number; iat?: number; exp?: number }][] = [
    ['for several audiences', { aud: ['others', 'bothends'] }],
    ['valid for a long time', { nbf: 1, iat: 1 }],
    ['until it expires', { exp: now() + 3600 }],
  ];
  test.each(good)('%s', async (_, more) => {
    const signed = await token({ ...claims('read'), ...more });
    if (more.exp) vi.useFakeTimers({ toFake: ['Date'], now: (more.exp - 1) * 1000 });
    expect((await post(server.url, { query }, { authorization: `Bearer ${signed}` })).body).toEqual(
      answer,
    );
    if (more.exp) vi.setSystemTime(more.exp * 1000);
    if (more.exp)
      expect(
        (await post(server.url, { query }, { authorization: `Bearer ${signed}` })).body,
      ).toEqual(invalid);
  });

  test('with a query in the URL', async () => {
    const response = await fetch(`${server.url}?query=${encodeURIComponent(query)}`, {
      headers: await bearer('read'),
    });
    expect([response.status, withoutCost(await response.json())]).toEqual([200, answer]);
  });
});

describe('refused with 401 and without a reason is a token', () => {
  const bad: [string, () => string | Promise<string>][] = [
    ['that has expired', () => token({ ...claims('read'), exp: now() - 1 })],
    ['that expires now', () => token({ ...claims('read'), exp: now() })],
    ['that never expires', () => token({ ...claims('read'), exp: undefined })],
    ['whose expiry is a string', () => token({ ...claims('read'), exp: '9999999999' })],
    ['that is not valid yet', () => token({ ...claims('read'), nbf: now() + 60 })],
    ['from another issuer', () => token({ ...claims('read'), iss: 'https://issuer.example' })],
    ['without an issuer', () => token({ ...claims('read'), iss: undefined })],
    ['for another audience', () => token({ ...claims('read'), aud: 'bothends2' })],
    ['without an audience', () => token({ ...claims('read'), aud: undefined })],
    ['with the algorithm none', () => unsigned('none')],
    ['with the algorithm NONE', () => unsigned('NONE')],
    ['without a signature', () => unsigned('HS256')],
    [
      'with another signature',
      async () => unsigned('HS256', (await token(claims('write'))).split('.').at(-1)),
    ],
    ['with HS384', () => token(claims('read'), Buffer.from(secret.repeat(2)), { alg: 'HS384' })],
    [
      'with HS512',
      () => token(claims('read'), Buffer.from(secret.padEnd(64, '\0')), { alg: 'HS512' }),
    ],
    ['with another secret', () => token(claims('read'), Buffer.from(secret.toUpperCase()))],
    ['with an empty secret', () => token(claims('read'), Buffer.alloc(32))],
    [
      'with an unknown critical header',
      () => {
        const text = `${encoded({ alg: 'HS256', crit: ['x'], x: 1 })}.${encoded(claims('read'))}`;
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      },
    ],
    [
      'signed with a key in its own header',
      async () => {
        const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
        return token(claims('read'), privateKey, { alg: 'RS256', jwk: await exportJWK(publicKey) });
      },
    ],
    [
      'that is encrypted',
      () =>
        new EncryptJWT(claims('read'))
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
          .encrypt(Buffer.from(secret).subarray(0, 32)),
    ],
    ['that is no JWT', () => 'hunter2'],
    ['of three invalid parts', () => 'a.b.c'],
    ['of dots only', () => '..'],
    ['of JSON null', () => `${encoded(null)}.${encoded(null)}.`],
    ['that is long', () => 'a'.repeat(10_000)],
  ];

  test.each(bad)('%s', async (_, make) => {
    const made = await make();
    const { status, headers, body } = await post(
      server.url,
      { query },
      { authorization: `Bearer ${made}` },
    );
    expect([status, headers.get('www-authenticate'), body]).toEqual([
      401,
      'Bearer error="invalid_token"',
      invalid,
    ]);
    expect(server.statements).toEqual([]);
    expect(
      [inspect(printed, { depth: 9 }), inspect(server.logged, { depth: 9 })].join(),
    ).not.toContain(made);
  });
});

describe('a request without a token is refused', () => {
  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic aHVudGVyMg==',
    'Bearer a b',
    'Bearer,a',
    'BearerToken',
    'token',
    'Bearer ünicode',
    'Bearer "a"',
  ])('with the header %j', async (authorization) => {
    const bytes = Buffer.from(authorization).toString('latin1');
    const { status, headers, body } = await post(server.url, { query }, { authorization: bytes });
    expect([status, headers.get('www-authenticate'), body]).toEqual([401, 'Bearer', missing]);
  });

  test('with a token in the URL, a cookie or the body', async () => {
    const good = await token(claims('read write'));
    const url = `${server.url}?access_token=${good}&query=${encodeURIComponent(query)}`;
    for (const headers of [{}, { cookie: `authorization=${good}; access_token=${good}` }]) {
      expect((await fetch(url, { headers })).status).toBe(401);
      expect((await post(url, { query, variables: { access_token: good } }, headers)).body).toEqual(
        missing,
      );
    }
  });

  const json = { 'content-type': 'application/json' };
  test.each<[string, RequestInit & { search?: string }]>([
    ['a query', { method: 'POST', headers: json, body: JSON.stringify({ query }) }],
    ['a syntax error', { method: 'POST', headers: json, body: JSON.stringify({ query: '{' }) }],
    [
      'an unknown field',
      { method: 'POST', headers: json, body: JSON.stringify({ query: '{ article }' }) },
    ],
    [
      'the schema',
      {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ query: '{ __schema { types { name } } }' }),
      },
    ],
    ['an empty body', { method: 'POST', headers: json }],
    ['invalid JSON', { method: 'POST', headers: json, body: '{' }],
    ['a list', { method: 'POST', headers: json, body: '[{}]' }],
    ['a form', { method: 'POST', body: new URLSearchParams({ query }) }],
    ['a form with files', { method: 'POST', body: new FormData() }],
    ['a body over the limit', { method: 'POST', headers: json, body: ' '.repeat(1_100_000) }],
    ['a query in the URL', { search: `?query=${encodeURIComponent(query)}` }],
    [
      'a mutation in the URL',
      { search: `?query=${encodeURIComponent('mutation { deleteArticles }')}` },
    ],
    ['no query in the URL', {}],
  ])('with the same response for every request: %s', async (_, { search = '', ...request }) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await fetch(server.url + search, {
        ...request,
        headers: { ...request.headers, accept },
      });
      expect([
        response.status,
        response.headers.get('content-type'),
        await response.json(),
      ]).toEqual([401, `${accept}; charset=utf-8`, missing]);
    }
    expect(server.statements).toEqual([]);
  });

  test('with 401 for a WebSocket upgrade', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'aHVudGVyMmh1bnRlcjI=',
        'sec-websocket-protocol': 'graphql-transport-ws',
      };
      httpRequest(server.url, { headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });

  test('except for health, readiness, GraphiQL and CORS preflights', async () => {
    const get = async (path: string, init?: RequestInit) =>
      (await fetch(new URL(path, server.url), init)).status;
    expect(await get('/health')).toBe(200);
    expect(await get('/ready')).toBe(200);
    expect(await get('/graphql', { headers: { accept: 'text/html' } })).toBe(200);
    const preflight = { origin: 'https://page.example', 'access-control-request-method': 'POST' };
    expect(await get('/graphql', { method: 'OPTIONS', headers: preflight })).toBe(405);
  });
});

test('GraphiQL has a header for the token if tokens are required', async () => {
  // GraphiQL's options, which follow its code.
  const optionsOf = async ({ url }: TestServer) => {
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    return page.slice(page.lastIndexOf('renderYogaGraphiQL('));
  };
  const [required, notRequired] = [await optionsOf(server), await optionsOf(open)];
  // A header for each tab.
  const tabs = required.match(/\{"query":"/g) ?? [];
  expect(tabs.length).toBeGreaterThan(1);
  expect(
    required.match(/"headers":"\{\\n {2}\\"Authorization\\": \\"Bearer <token>\\"\\n\}"/g),
  ).toHaveLength(tabs.length);
  for (const page of [required, notRequired])
    expect(page).toContain('"shouldPersistHeaders":false');
  expect(notRequired).not.toMatch(/"headers"|defaultHeaders/);
});

test('a server without authentication ignores tokens', async () => {
  for (const authorization of ['Bearer a.b.c', 'Basic aHVudGVyMg==']) {
    expect((await post(open.url, { query }, { authorization })).body).toEqual(answer);
  }
});
