import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorsOf, operation, request, sendRaw } from '../../support/http.js';
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
