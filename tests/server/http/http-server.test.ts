import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, operation, request, sendRaw, typenameAnswer } from '../../support/http.js';
import { until } from '../../support/process.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let standard: TestServer;
beforeAll(async () => {
  const timeouts = {
    drain: 1_000,
    headers: 400,
    request: 800,
    send: 400,
    idle: 400,
  };
  server = await startTestServer('press', { http: { timeouts } });
  standard = await startTestServer();
});
afterAll(async () => {
  await server.close();
  await standard.close();
});

const typename = operation('{ __typename }');
const expectWorking = async ({ url }: TestServer) => {
  expect((await request(url, typename)).body).toBe(typenameAnswer);
};
const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
const body = String(typename.body);
const close = 'Connection: close\r\n';

describe('slow clients are disconnected, while others get responses', () => {
  test.each([
    ['that sends nothing', '', ''],
    ['in the middle of its headers', 'POST /graphql HTTP/1.1\r\nHost: local', 'h'],
    ['in the middle of its body', `${head}Content-Length: 1000\r\n\r\n{`, ' '],
    [
      'in the middle of a body without a length',
      `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
      '1\r\n \r\n',
    ],
  ])('a connection %s', async (_, start, drop) => {
    const startedAt = performance.now();
    const slow = openRaw(server.url, start);
    // Single bytes do not extend the time.
    const drops = setInterval(() => slow.socket.writable && drop && slow.socket.write(drop), 100);
    await expectWorking(server);
    await slow.closed;
    clearInterval(drops);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(slow.received()).toMatch(/^(HTTP\/1.1 408 |$)/);
    expect(server.logged).toEqual([]);
  });

  test('a hundred connections in the middle of their bodies', async () => {
    const slow = Array.from({ length: 100 }, () =>
      openRaw(server.url, `${head}Content-Length: 1000\r\n\r\n{`),
    );
    await expectWorking(server);
    await Promise.all(slow.map(({ closed }) => closed));
    await expectWorking(server);
  });

  test('a connection that does not read its response', async () => {
    // The page of GraphiQL has nine million characters, more than the buffers of a connection.
    const page = 'GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n';
    const paused = openRaw(server.url, page);
    paused.socket.pause();
    await until(
      () => server.lines.some(({ method, ms }) => method === 'GET' && ms > 0),
      'the response',
    );
    await sleep(1_500);
    paused.socket.resume();
    await paused.closed;
    expect(paused.received().length).toBeLessThan(9_000_000);
    await expectWorking(server);
    // A client that reads gets the whole page.
    expect(
      (await request(server.url, { headers: { accept: 'text/html' } })).body.length,
    ).toBeGreaterThan(9_000_000);
  });
});

describe('malformed HTTP', () => {
  test.each([
    ['other text', 'hello\r\n\r\n', 400],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    ['an invalid length', `${head}Content-Length: many\r\n\r\n${body}`, 400],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n${body}`, 400],
    [
      'two lengths',
      `${head}Content-Length: 5\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      400,
    ],
    [
      'a length and chunks',
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'a chunk without a length',
      `${head}Transfer-Encoding: chunked\r\n\r\nx\r\n${body}\r\n0\r\n\r\n`,
      400,
    ],
    ['a header with a line break', `${head}X-A: a\rX-B: b\r\n\r\n`, 400],
    ['headers of 20 kB', `${head}X-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'a URL of 20 kB',
      `GET /graphql?query=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      431,
    ],
  ])('%s is refused without naming the software', async (_, bytes, status) => {
    const answer = await sendRaw(standard.url, bytes);
    expect(answer.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.split('\r\n\r\n')[1]).toBe('');
    expect(answer).not.toMatch(/node|yoga|server:|x-powered-by/i);
    await expectWorking(standard);
  });
});

describe('a body', () => {
  const post = (headers: string, text: string | Buffer) =>
    sendRaw(
      standard.url,
      Buffer.concat([Buffer.from(`${head}${close}${headers}\r\n`), Buffer.from(text)]),
    );

  test('shorter than its declared length is waited for until the client disconnects', async () => {
    const short = openRaw(standard.url, `${head}Content-Length: ${body.length + 1}\r\n\r\n${body}`);
    await sleep(100);
    expect(short.received()).toBe('');
    short.socket.end();
    await short.closed;
    await expectWorking(standard);
    expect(standard.logged).toEqual([]);
  });

  test('longer than its declared length is cut off, and the rest is not executed', async () => {
    const cut = await post(`Content-Length: ${body.length - 1}\r\n`, body);
    expect(cut).toMatch(/^HTTP\/1.1 400 /);
    expect(cut.match(/HTTP\/1.1/g)).toHaveLength(1);
    const mutation = JSON.stringify({
      query: 'mutation { createArticle(input: { headline: "x" }) { article { id } } }',
    });
    const smuggled = `${head}Content-Length: ${mutation.length}\r\n\r\n${mutation}`;
    standard.statements.length = 0;
    await post(`Content-Length: ${body.length}\r\n`, `${body}${smuggled}`);
    expect(standard.statements).toEqual([]);
  });

  test('without a length or chunks is ignored', async () => {
    expect(await post('', body)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('of 5 MB is refused, declared or in chunks', async () => {
    const large = Buffer.alloc(5_000_000, 0x20);
    const declared = await post(`Content-Length: ${large.length}\r\n`, large);
    const chunked = await post(
      'Transfer-Encoding: chunked\r\n',
      Buffer.concat([Buffer.from('4c4b40\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]),
    );
    for (const answer of [declared, chunked]) {
      expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*"REQUEST_ENTITY_TOO_LARGE"/);
    }
    await expectWorking(standard);
  });

  test('may be as long as the limit', async () => {
    const small = await startTestServer('press', { maximumBody: body.length });
    await expectWorking(small);
    expect((await request(small.url, { ...typename, body: `${body} ` })).status).toBe(413);
    await small.close();
  });

  test.each([
    ['half a character', Buffer.from('{"query":"{ __typename } # \xc3"}', 'latin1')],
    [
      'half a surrogate pair in three bytes',
      Buffer.from('{"query":"{ __typename } # \xed\xa0\x80"}', 'latin1'),
    ],
    ['UTF-16', Buffer.from(body, 'utf16le')],
    ['JSON with a comma too many', '{"query":"{ __typename }",}'],
    ['JSON in single quotes', "{'query':'{ __typename }'}"],
    ['two objects', body + body],
    ['a hundred thousand brackets', '['.repeat(100_000)],
  ])('of %s is refused', async (_, bytes) => {
    const answer = await request(standard.url, { ...typename, body: bytes });
    expect([answer.status, JSON.parse(answer.body).errors]).toEqual([
      400,
      [{ message: 'The body is not JSON in UTF-8.', extensions: { code: 'BAD_REQUEST' } }],
    ]);
  });

  test.each([
    '{"query":"{ __typename }","__proto__":{"polluted":1}}',
    '{"query":"{ __typename }","constructor":{"prototype":{"polluted":1}}}',
    '{"query":"query($w: ArticleFilter) { articles(where: $w) { totalCount } }","variables":{"w":{"__proto__":{"polluted":1}}}}',
    '{"query":"query($w: ArticleFilter) { articles(where: $w) { totalCount } }","variables":{"w":{"constructor":{"prototype":{"polluted":1}}}}}',
    '{"query":"query($w: ArticleFilter) { articles(where: $w) { totalCount } }","variables":{"__proto__":{"w":{"headline":null},"polluted":1}}}',
    '{"query":"query($__proto__: Int) { articles(first: $__proto__) { totalCount } }","variables":{"__proto__":1}}',
    '{"query":"{ __typename }","operationName":"__proto__"}',
    '{"query":"{ __proto__: __typename }"}',
    '{"query":"{ __typename }","extensions":{"__proto__":{"polluted":1}}}',
  ])('with property names of prototypes changes no prototype: %s', async (text) => {
    const answer = await request(standard.url, { ...typename, body: text });
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain('INTERNAL_SERVER_ERROR');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(standard.logged).toEqual([]);
    await expectWorking(standard);
  });
});
