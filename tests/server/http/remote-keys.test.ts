import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { claims, token, tokenSettings } from '../../support/tokens.js';

interface Pair {
  readonly jwk: JWK;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
const algorithms = ['RS256', 'ES256'] as const;

async function newPair(alg: string, kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }, publicKey, privateKey };
}

let rsa: Pair;
let elliptic: Pair;
let next: Pair;
beforeAll(async () => {
  [rsa, elliptic, next] = await Promise.all([
    newPair('RS256', 'rsa'),
    newPair('ES256', 'elliptic'),
    newPair('RS256', 'next'),
  ]);
});

// The issuer's server, which publishes the keys; a test can replace its responses.
let fetches = 0;
let published: readonly Pair[] = [];
const publish: RequestListener = (_, response) =>
  void response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
let respond = publish;
const issuer = createServer((request, response) => {
  fetches += 1;
  respond(request, response);
});
let jwksUrl: URL;
beforeAll(async () => {
  await new Promise<void>((listening) => issuer.listen(0, '127.0.0.1', listening));
  // A server that listens on TCP has an AddressInfo.
  jwksUrl = new URL(`http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`);
});
afterAll(() => {
  issuer.closeAllConnections();
  issuer.close();
});

// Each test has a new server, without cached keys, and a fake clock.
let server: TestServer;
beforeEach(async () => {
  fetches = 0;
  published = [rsa, elliptic];
  respond = publish;
  server = await startTestServer('press', { auth: { ...tokenSettings, key: { jwksUrl } } });
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const signed = ({ privateKey, jwk: { kid = '', alg = '' } }: Pair) =>
  token(claims('read'), privateKey, { alg, kid });
const ask = async (sent: string) => {
  const { status, headers, body } = await post(
    server.url,
    { query: '{ articles { totalCount } }' },
    { authorization: `Bearer ${sent}` },
  );
  return { status, headers, code: body.errors?.[0]?.extensions?.code, body };
};
const statusOf = async (sent: string) => (await ask(sent)).status;

test.each(algorithms)('tokens with %s are accepted, and the keys are fetched once', async (alg) => {
  const pair = alg === 'RS256' ? rsa : elliptic;
  const many = await Promise.all(Array.from({ length: 20 }, () => signed(pair)));
  expect(await Promise.all(many.map(statusOf))).toEqual(many.map(() => 200));
  pass(300_000);
  // While the keys are cached, the issuer is not needed.
  respond = (_, response) => void response.destroy();
  expect(await statusOf(await signed(pair))).toBe(200);
  expect(fetches).toBe(1);
});

describe('a token is refused', () => {
  const bad: [string, () => Promise<string>][] = [
    [
      'signed with the public key as a secret',
      async () => token(claims('read'), Buffer.from(await exportSPKI(rsa.publicKey))),
    ],
    [
      'signed with the public key as a secret, with its key ID',
      async () =>
        token(claims('read'), Buffer.from(await exportSPKI(rsa.publicKey)), {
          alg: 'HS256',
          kid: 'rsa',
        }),
    ],
    [
      'signed with the key set as a secret',
      async () =>
        token(claims('read'), Buffer.from(JSON.stringify(rsa.jwk)), { alg: 'HS256', kid: 'rsa' }),
    ],
    [
      'signed with the modulus as a secret',
      async () =>
        token(claims('read'), Buffer.from(rsa.jwk.n ?? '', 'base64url'), {
          alg: 'HS256',
          kid: 'rsa',
        }),
    ],
    [
      'with PS256',
      async () =>
        token(claims('read'), (await newPair('PS256', 'rsa')).privateKey, {
          alg: 'PS256',
          kid: 'rsa',
        }),
    ],
    ['signed with another key of the same ID', async () => signed(await newPair('RS256', 'rsa'))],
    [
      'with the ID of a key for another algorithm',
      async () => token(claims('read'), rsa.privateKey, { alg: 'RS256', kid: 'elliptic' }),
    ],
    ['signed with an unknown key', async () => signed(next)],
    [
      'that has expired',
      async () =>
        token({ ...claims('read'), exp: 1 }, rsa.privateKey, { alg: 'RS256', kid: 'rsa' }),
    ],
    [
      'that never expires',
      async () =>
        token({ ...claims('read'), exp: undefined }, rsa.privateKey, { alg: 'RS256', kid: 'rsa' }),
    ],
    [
      'from another issuer',
      async () =>
        token({ ...claims('read'), iss: 'x' }, rsa.privateKey, { alg: 'RS256', kid: 'rsa' }),
    ],
    [
      'with the URL of its key in its header',
      async () =>
        token(claims('read'), next.privateKey, { alg: 'RS256', jku: jwksUrl.href, kid: 'next' }),
    ],
  ];
  test.each(bad)('%s', async (_, make) => {
    expect(await statusOf(await signed(rsa))).toBe(200);
    const { status, body } = await ask(await make());
    expect([status, body]).toEqual([
      401,
      {
        errors: [
          {
            message: 'The token is invalid or has expired.',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      },
    ]);
    expect(server.logged).toEqual([]);
  });

  test('without a key ID if several keys match', async () => {
    const nameless = await token(claims('read'), rsa.privateKey, { alg: 'RS256' });
    expect(await statusOf(nameless)).toBe(200);
    published = [rsa, next];
    pass(600_000);
    expect(await statusOf(await token(claims('read'), rsa.privateKey, { alg: 'RS256' }))).toBe(401);
  });
});

describe('when the keys are rotated', () => {
  test('the new key is accepted at once, and the old one no longer', async () => {
    const old = await signed(rsa);
    expect(await statusOf(old)).toBe(200);
    published = [next];
    expect(await statusOf(await signed(next))).toBe(200);
    expect(fetches).toBe(2);
    expect(await statusOf(old)).toBe(401);
  });

  test('and no token has the new key, the old key expires after ten minutes, and verified tokens a minute later', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const old = await token({ ...claims('read'), exp }, rsa.privateKey, {
      alg: 'RS256',
      kid: 'rsa',
    });
    expect(await statusOf(old)).toBe(200);
    published = [next];
    pass(599_000);
    // The result of verifying a token is cached for a minute.
    expect(await statusOf(old)).toBe(200);
    pass(59_999);
    expect(await statusOf(old)).toBe(200);
    pass(1);
    expect(await statusOf(old)).toBe(401);
    expect(fetches).toBe(2);
  });

  test('tokens with unknown key IDs cause one fetch in ten seconds at most', async () => {
    expect(await statusOf(await signed(rsa))).toBe(200);
    const unknown = await Promise.all(
      Array.from({ length: 20 }, (_, index) => newPair('ES256', `unknown ${index}`)),
    );
    for (const pair of unknown) expect(await statusOf(await signed(pair))).toBe(401);
    expect(fetches).toBe(2);
    published = [rsa, next];
    pass(9_999);
    expect(await statusOf(await signed(next))).toBe(401);
    pass(1);
    // Concurrent requests share one fetch.
    const many = await Promise.all(Array.from({ length: 10 }, () => signed(next)));
    expect(await Promise.all(many.map(statusOf))).toEqual(many.map(() => 200));
    expect(fetches).toBe(3);
  });
});

describe('if the keys cannot be fetched, requests are refused with 503:', () => {
  const unavailable = {
    errors: [
      {
        message: 'Tokens cannot be verified at the moment. It is safe to try again.',
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ],
  };
  test.each<[string, RequestListener]>([
    ['the issuer closes the connection', (_, response) => void response.destroy()],
    ['the status is 404', (_, response) => void response.writeHead(404).end()],
    [
      'the issuer redirects',
      (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
    ],
    ['the body is not JSON', (_, response) => void response.end('<html>hunter2</html>')],
    ['the body is not a key set', (_, response) => void response.end('{"keys":"hunter2"}')],
    ['the body does not end', (_, response) => void response.write('{"keys":[')],
    ['the issuer does not respond', () => {}],
  ])('%s', async (_, listener) => {
    respond = listener;
    const good = await signed(rsa);
    const began = performance.now();
    const { status, headers, body } = await ask(good);
    expect([status, headers.get('retry-after'), body]).toEqual([503, '1', unavailable]);
    expect(performance.now() - began).toBeLessThan(5_000);
    // The failure is cached for a second and logged once.
    expect(await Promise.all([good, good, good].map(statusOf))).toEqual([503, 503, 503]);
    expect([fetches, server.logged.length]).toEqual([1, 1]);
    expect(server.statements).toEqual([]);
    respond = publish;
    pass(1_000);
    expect(await statusOf(good)).toBe(200);
  });

  test('the cached keys have expired', async () => {
    expect(await statusOf(await signed(rsa))).toBe(200);
    respond = (_, response) => void response.destroy();
    pass(600_000);
    expect((await ask(await signed(rsa))).code).toBe('SERVICE_UNAVAILABLE');
  });

  test('except for tokens with a cached key', async () => {
    expect(await statusOf(await signed(rsa))).toBe(200);
    respond = (_, response) => void response.destroy();
    expect(await statusOf(await signed(next))).toBe(503);
    expect(await statusOf(await signed(rsa))).toBe(200);
  });
});
