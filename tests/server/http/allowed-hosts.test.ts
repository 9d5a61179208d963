import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorsOf, operation, request, sendRaw, typenameAnswer } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let open: TestServer;
beforeAll(async () => {
  server = await startTestServer('press', {
    http: { allowedHosts: ['localhost', '127.0.0.1', '[::1]', 'api.example'] },
  });
  open = await startTestServer('press');
});
afterAll(async () => {
  await server.close();
  await open.close();
});

const create = operation('mutation { createArticle(input: { headline: "x" }) { article { id } } }');
const to = (host: string, { headers, ...rest }: ReturnType<typeof operation>) => ({
  ...rest,
  headers: { ...headers, host },
});
const typename = operation('{ __typename }');

test.each([
  'localhost',
  'LOCALHOST:1',
  '127.0.0.1',
  '127.0.0.1:65535',
  '[::1]',
  '[::1]:4000',
  'api.example',
  'API.example:443',
])('the host %s is allowed', async (host) => {
  expect(await request(server.url, to(host, typename))).toMatchObject({
    status: 200,
    body: typenameAnswer,
  });
});

test.each([
  'evil.example',
  'localhost.evil.example',
  'evil.example:4000',
  'localhost.',
  '127.0.0.2',
  '0.0.0.0',
  '[::]',
  'api.example.',
])('the host %s, which DNS rebinding may send here, is refused with 421', async (host) => {
  server.statements.length = 0;
  const answer = await request(server.url, to(host, create));
  expect([answer.status, errorsOf(answer)]).toEqual([
    421,
    [{ message: 'The Host header names another server.', extensions: { code: 'BAD_REQUEST' } }],
  ]);
  expect(server.statements).toEqual([]);
});

describe('with a list of hosts and without', () => {
  test.each([
    ' ',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    'user@localhost',
    'localhost:',
    'localhost:99999',
    'localhost:x',
    '999.999.999.999',
    '1.2.3.4.5',
    '[::1',
    '[x]',
    '::1',
    'a,b',
    'é',
    '%00',
    'xn--',
  ])('%j is malformed', async (host) => {
    for (const { url } of [server, open]) {
      const answer = await request(url, {
        ...typename,
        headers: { ...typename.headers, host: Buffer.from(host).toString('latin1') },
      });
      expect([answer.status, errorsOf(answer)]).toEqual([
        400,
        [{ message: 'The Host header is malformed.', extensions: { code: 'BAD_REQUEST' } }],
      ]);
    }
  });

  test('a missing or empty Host header is refused', async () => {
    expect(await sendRaw(open.url, 'GET /graphql HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    const empty = 'GET /graphql HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(open.url, empty)).toContain('The Host header is malformed.');
  });
});

test('without a list, every host is allowed', async () => {
  expect((await request(open.url, to('anything.example', typename))).status).toBe(200);
});

test('health checks are allowed with every host', async () => {
  for (const path of ['/health', '/ready']) {
    expect((await request(server.url, { path, headers: { host: '10.0.0.7:4000' } })).status).toBe(
      200,
    );
  }
});
