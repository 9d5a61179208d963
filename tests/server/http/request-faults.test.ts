import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorsOf, openRaw, operation, request, sendRaw } from '../../support/http.js';
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

describe('a body in another encoding or charset is refused with 415', () => {
  test.each([
    ['gzip', gzipSync(body)],
    ['br', body],
    ['deflate', body],
    ['gzip, identity', body],
    ['unknown', body],
  ])('content-encoding: %s', async (encoding, bytes) => {
    const headers = { ...typename.headers, 'content-encoding': encoding };
    const answer = await request(server.url, { ...typename, headers, body: bytes });
    expect([answer.status, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
    expect(errorsOf(answer)).toEqual([
      { message: 'The body must not be compressed.', extensions: { code: 'BAD_REQUEST' } },
    ]);
  });

  test.each(['gzip', 'gzip, chunked', 'deflate, chunked'])(
    'transfer-encoding: %s',
    async (encoding) => {
      const bytes = `${head}${json}Transfer-Encoding: ${encoding}\r\n\r\n0\r\n\r\n`;
      expect(statusOf(await sendRaw(server.url, bytes))).toBe(415);
    },
  );

  test.each(['iso-8859-1', 'utf-16', '"latin1"', 'utf-7', 'utf-8; charset=utf-16'])(
    'charset=%s',
    async (charset) => {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      expect((await request(server.url, { ...typename, headers })).status).toBe(415);
    },
  );

  test.each(['utf-8', 'UTF-8', '"utf-8"', 'utf8'])('except charset=%s', async (charset) => {
    const headers = { 'content-type': `application/json; charset=${charset}` };
    expect((await request(server.url, { ...typename, headers })).status).toBe(200);
  });

  test('except content-encoding: identity', async () => {
    const headers = { ...typename.headers, 'content-encoding': 'identity' };
    expect((await request(server.url, { ...typename, headers })).status).toBe(200);
  });
});

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
});

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
    expect(statusOf(await get('http://localhost/nothing', 'localhost'))).toBe(404);
  });

  test('takes precedence over the Host header', async () => {
    expect(statusOf(await get('http://evil.example/graphql', 'localhost'))).toBe(421);
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

test('pipelined requests are cancelled when their client disconnects', async () => {
  const slow = await startTestServer('press', { operationLimits: { time: 60_000 } });
  const count = String(operation('{ articles { totalCount } }').body);
  const post = `POST /graphql HTTP/1.1\r\nHost: localhost\r\n${json}Content-Length: ${count.length}\r\n\r\n${count}`;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: slow.databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE "Article" IN ACCESS EXCLUSIVE MODE');
  const raw = openRaw(slow.url, post.repeat(3));
  await until(() => slow.statements.length === 3, 'three statements');
  raw.socket.destroy();
  // Not cancelled, they would wait for the lock for a minute.
  await until(() => slow.lines.length === 3, 'the end of all three');
  expect(slow.lines.map(({ codes }) => codes)).toEqual(Array(3).fill(['SERVICE_UNAVAILABLE']));
  await client.query('COMMIT');
  await client.end();
  await slow.close();
});

describe('responses are compressed for clients that accept it', () => {
  const raw = async (headers: object, query: string) => {
    const post = operation(query);
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { ...(post.headers as Record<string, string>), ...headers },
      body: String(post.body),
    });
    return response;
  };
  const schema = '{ __schema { types { name description fields { name description } } } }';

  test.each(['br', 'gzip'])('%s', async (encoding) => {
    const response = await raw({ 'accept-encoding': encoding }, schema);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    // Node's fetch decompresses.
    const plain = await (await raw({ 'accept-encoding': 'identity' }, schema)).text();
    expect(await response.text()).toBe(plain);
  });

  test('only if they are long', async () => {
    const short = await raw({ 'accept-encoding': 'gzip' }, '{ __typename }');
    expect(short.headers.get('content-encoding')).toBeNull();
    expect((await raw({ 'accept-encoding': 'identity' }, schema)).headers.get('vary')).toBeNull();
  });

  test("GraphiQL's page, which is compressed once for each encoding", async () => {
    const page = (encoding: string) =>
      new Promise<{ encoding: unknown; bytes: Buffer }>((resolve) => {
        const socket = openRaw(
          server.url,
          `GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`,
        );
        socket.closed.then(() => {
          const [headers = '', ...rest] = socket.received().split('\r\n\r\n');
          resolve({
            encoding: /content-encoding: (\w+)/i.exec(headers)?.[1],
            bytes: Buffer.from(rest.join('\r\n\r\n'), 'latin1'),
          });
        });
      });
    const whole = (await page('identity')).bytes;
    expect(whole.length).toBeGreaterThan(5_000_000);
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const compressed = await page(encoding);
      expect(compressed.encoding).toBe(encoding);
      expect(compressed.bytes.length).toBeLessThan(whole.length / 3);
      expect(decode(compressed.bytes).equals(whole)).toBe(true);
      const startedAt = performance.now();
      await page(encoding);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
    await sleep(0);
  });
});

describe('what clients send beyond the specification', () => {
  const post = (parameters: object) =>
    request(server.url, { ...typename, body: JSON.stringify(parameters) });

  test('an empty operation name is ignored', async () => {
    for (let run = 1; run <= 4; run++) {
      const answer = await post({ query: '{ __typename }', operationName: '' });
      expect(JSON.parse(answer.body).data).toEqual({ __typename: 'Query' });
    }
    const { body: two } = await post({
      query: 'query A { __typename } query B { __typename }',
      operationName: '',
    });
    expect(JSON.parse(two).errors[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
  });

  test('a persisted query without its text gets PersistedQueryNotSupported', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const extensions = JSON.stringify({ persistedQuery });
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
});
