import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, operation, request, sendRaw, typenameAnswer } from '../../support/http.js';
import { until } from '../../support/process.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let patient: TestServer;
beforeAll(async () => {
  const timeouts = {
    drain: 1_000,
    headers: 400,
    request: 800,
    send: 400,
    idle: 400,
  };
  server = await startTestServer('press', { http: { timeouts } });
  patient = await startTestServer();
});
afterAll(async () => {
  await server.close();
  await patient.close();
});

const typename = operation('{ __typename }');
const answers = async ({ url }: TestServer) => {
  expect((await request(url, typename)).body).toBe(typenameAnswer);
};
const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
const body = String(typename.body);
const close = 'Connection: close\r\n';

describe('who is slow is cut off, and others are answered meanwhile', () => {
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
    // A byte now and then does not help.
    const drops = setInterval(() => slow.socket.writable && drop && slow.socket.write(drop), 100);
    await answers(server);
    await slow.closed;
    clearInterval(drops);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(slow.received()).toMatch(/^(HTTP\/1.1 408 |$)/);
    expect(server.logged).toEqual([]);
  });

  test('a hundred of them', async () => {
    const slow = Array.from({ length: 100 }, () =>
      openRaw(server.url, `${head}Content-Length: 1000\r\n\r\n{`),
    );
    await answers(server);
    await Promise.all(slow.map(({ closed }) => closed));
    await answers(server);
  });

  test('one that asks and takes no answer', async () => {
    // The page of GraphiQL has nine million characters, more than the system keeps for a connection.
    const page = 'GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n';
    const deaf = openRaw(server.url, page);
    deaf.socket.pause();
    await until(
      () => server.lines.some(({ method, ms }) => method === 'GET' && ms > 0),
      'the answer',
    );
    await sleep(1_500);
    deaf.socket.resume();
    await deaf.closed;
    expect(deaf.received().length).toBeLessThan(9_000_000);
    await answers(server);
    // Who takes it gets it all.
    expect(
      (await request(server.url, { headers: { accept: 'text/html' } })).body.length,
    ).toBeGreaterThan(9_000_000);
  });
});

describe('what is no HTTP, or too much of it', () => {
  test.each([
    ['nothing of the kind', 'hello\r\n\r\n', 400],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    ['a length that is none', `${head}Content-Length: many\r\n\r\n${body}`, 400],
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
      'a chunk that has no length',
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
  ])('%s is refused, and says nothing of the server', async (_, bytes, status) => {
    const answer = await sendRaw(patient.url, bytes);
    expect(answer.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.split('\r\n\r\n')[1]).toBe('');
    expect(answer).not.toMatch(/node|yoga|server:|x-powered-by/i);
    await answers(patient);
  });
});

describe('a body', () => {
  const post = (headers: string, text: string | Buffer) =>
    sendRaw(
      patient.url,
      Buffer.concat([Buffer.from(`${head}${close}${headers}\r\n`), Buffer.from(text)]),
    );

  test('shorter than it was said to be is waited for, and then the client is gone', async () => {
    const short = openRaw(patient.url, `${head}Content-Length: ${body.length + 1}\r\n\r\n${body}`);
    await sleep(100);
    expect(short.received()).toBe('');
    short.socket.end();
    await short.closed;
    await answers(patient);
    expect(patient.logged).toEqual([]);
  });

  test('longer than it was said to be is not JSON, and the rest is no second request', async () => {
    const cut = await post(`Content-Length: ${body.length - 1}\r\n`, body);
    expect(cut).toMatch(/^HTTP\/1.1 400 /);
    expect(cut.match(/HTTP\/1.1/g)).toHaveLength(1);
    const mutation = JSON.stringify({
      query: 'mutation { createArticle(input: { headline: "x" }) { article { id } } }',
    });
    const smuggled = `${head}Content-Length: ${mutation.length}\r\n\r\n${mutation}`;
    patient.statements.length = 0;
    await post(`Content-Length: ${body.length}\r\n`, `${body}${smuggled}`);
    expect(patient.statements).toEqual([]);
  });

  test('without a length or chunks is none', async () => {
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
    await answers(patient);
  });

  test('may be as long as it is set to be', async () => {
    const small = await startTestServer('press', { maximumBody: body.length });
    await answers(small);
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
    ['two of them', body + body],
    ['a hundred thousand brackets', '['.repeat(100_000)],
  ])('of %s is refused', async (_, bytes) => {
    const answer = await request(patient.url, { ...typename, body: bytes });
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
  ])('with the names of prototypes changes nothing: %s', async (text) => {
    const answer = await request(patient.url, { ...typename, body: text });
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain('INTERNAL_SERVER_ERROR');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(patient.logged).toEqual([]);
    await answers(patient);
  });
});
