import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, operation, sendRaw } from '../../support/http.js';
import { until } from '../../support/process.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const typename = operation('{ __typename }');
const body = String(typename.body);
const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
const json = 'Content-Type: application/json\r\n';
const length = `Content-Length: ${body.length}\r\n`;
const statusOf = (answer: string) => Number(answer.slice(9, 12));

describe('headers', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `X-${n}: a\r\n`).join('');

  test('are limited to 100, and none of 100 is dropped', async () => {
    // With Host, Connection, Content-Type, Content-Length and this one, there are 100.
    const foreign = 'Sec-Fetch-Site: cross-site\r\n';
    const full = await sendRaw(
      server.url,
      `${head}${json}${length}${many(95)}${foreign}\r\n${body}`,
    );
    expect(statusOf(full)).toBe(403);
    for (const count of [96, 500]) {
      const over = `${head}${json}${length}${many(count)}${foreign}\r\n${body}`;
      const answer = await sendRaw(server.url, over);
      expect(statusOf(answer)).toBe(431);
      expect(answer).toContain('A request may have at most 100 headers.');
    }
  });

  test.each(['Host: localhost', 'host: evil.example', 'HOST: '])(
    'with a second Host header, %s, are refused',
    async (second) => {
      const bytes = `${head}${second}\r\n${json}${length}\r\n${body}`;
      expect(statusOf(await sendRaw(server.url, bytes))).toBe(400);
    },
  );

  test.each([
    ['Authorization: Bearer a', 'authorization: Bearer b'],
    ['Content-Type: application/json', 'Content-Type: text/plain'],
    ['Origin: http://localhost', 'ORIGIN: http://evil.example'],
  ])('of which there can be one are refused: %s, %s', async (first, second) => {
    const repeated = `${first}\r\n${second}\r\nX-A: 1\r\nX-A: 2\r\n`;
    const answer = await sendRaw(server.url, `${head}${repeated}${length}\r\n${body}`);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toMatch(/has more than one (Authorization|Content-Type|Origin) header/);
  });

  test('of other names may come more than once', async () => {
    const repeated = 'X-A: 1\r\nX-A: 2\r\nAccept: application/json\r\nAccept: */*\r\n';
    const bytes = `${head}${json}${repeated}${length}\r\n${body}`;
    expect(statusOf(await sendRaw(server.url, bytes))).toBe(200);
  });
});

test.each(['text/event-stream', 'multipart/mixed'])(
  'the connection is closed after %s, if the client asked for it',
  async (type) => {
    const bytes = `${head}${json}Accept: ${type}\r\n${length}\r\n${body}`;
    const answer = await sendRaw(server.url, bytes);
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).not.toMatch(/^content-encoding/im);
    expect(answer).toContain('"__typename":"Query"');
  },
);

describe('an absolute request target', () => {
  const get = (target: string, host: string) =>
    sendRaw(local.url, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  let local: TestServer;
  beforeAll(async () => {
    local = await startTestServer('press', { http: { allowedHosts: ['localhost'] } });
  });
  afterAll(() => local.close());

  test('is routed by its path and query', async () => {
    const answer = await get('http://localhost/graphql?query={__typename}', 'localhost');
    expect([statusOf(answer), answer.includes('"__typename":"Query"')]).toEqual([200, true]);
    expect(statusOf(await get('HTTP://localhost:80/health', 'localhost'))).toBe(200);
    // A proxy may have decrypted it.
    expect(statusOf(await get('https://localhost/health', 'localhost'))).toBe(200);
    expect(statusOf(await get('http://localhost/nothing', 'localhost'))).toBe(404);
  });

  test('takes precedence over the Host header', async () => {
    expect(statusOf(await get('http://evil.example/graphql', 'localhost'))).toBe(421);
    expect(statusOf(await get('https://evil.example/graphql', 'localhost'))).toBe(421);
    expect(statusOf(await get('http://localhost/graphql?query={__typename}', 'evil.example'))).toBe(
      200,
    );
    expect(statusOf(await get('http://a b/graphql', 'localhost'))).toBe(400);
  });
});

describe('a client that waits for 100 Continue', () => {
  const ask = async (target: TestServer, headers: string, rest = '') => {
    const raw = openRaw(target.url, `${head}Expect: 100-continue\r\n${headers}\r\n`);
    await until(() => raw.received() !== '', 'a response');
    if (raw.received().startsWith('HTTP/1.1 100 ')) raw.socket.write(rest);
    await raw.closed;
    return raw.received();
  };

  test('gets it before its body is received', async () => {
    const answer = await ask(server, `${json}${length}`, body);
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
  });

  test('does not get it if the request is refused', async () => {
    expect(statusOf(await ask(server, `${json}Content-Length: 5000000\r\n`))).toBe(413);
    expect(statusOf(await ask(server, `Content-Type: text/plain\r\n${length}`))).toBe(415);
    const settings = { key: { secret: 'x'.repeat(32) }, issuer: 'i', audience: 'a' };
    const closed = await startTestServer('press', { auth: settings });
    expect(statusOf(await ask(closed, `${json}${length}`))).toBe(401);
    await closed.close();
  });
});
