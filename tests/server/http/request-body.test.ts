import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../support/process.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends the chunks of a body one after the other; without a `content-length` header, Node sends them as chunks of HTTP. */
function post(
  headers: Record<string, string>,
  chunks: readonly (string | Buffer)[],
): Promise<Answer> {
  return new Promise((answered, failed) => {
    const request = httpRequest(server.url, { method: 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        answered({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      );
    });
    request.on('error', failed);
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

const json = { 'content-type': 'application/json' };
const asked = JSON.stringify({ query: '{ __typename }' });
const answer = {
  status: 200,
  body: '{"data":{"__typename":"Query"},"extensions":{"cost":{"requested":1,"limit":30000}}}',
};
const codeOf = ({ body }: Answer) =>
  JSON.parse(body).errors.map((error: { extensions: unknown }) => error.extensions);

describe('a body is read', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/graphql+json',
  ])('as %s', async (type) => {
    expect(await post({ 'content-type': type }, [asked])).toEqual(answer);
  });

  test('in one piece or in many, with its length or without', async () => {
    expect(await post(json, [...asked])).toEqual(answer);
    expect(await post({ ...json, 'content-length': String(asked.length) }, [...asked])).toEqual(
      answer,
    );
    const emoji = Buffer.from(
      JSON.stringify({
        query: '{ articles(where: { headline: { equals: "🗞️" } }) { totalCount } }',
      }),
    );
    const bytes = Array.from(emoji, (byte) => Buffer.from([byte]));
    expect((await post(json, bytes)).body).toMatch(/^{"data":{"articles":{"totalCount":0}},/);
  });
});

describe('a body is refused', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'application/graphql',
    '',
  ])('as %j, which a page of another site could send: nothing is run', async (type) => {
    const mutation = 'mutation { createArticle(input: { headline: "x" }) { article { id } } }';
    server.statements.length = 0;
    for (const body of [
      JSON.stringify({ query: mutation }),
      `query=${encodeURIComponent(mutation)}`,
      mutation,
    ]) {
      const refused = await post(type ? { 'content-type': type } : {}, [body]);
      expect(refused.status).toBe(415);
      expect(JSON.parse(refused.body)).toEqual({
        errors: [
          {
            message: 'The content-type must be application/json.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      });
    }
    expect(server.statements).toEqual([]);
  });

  test('of more than a million bytes, declared or not', async () => {
    const large = JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_000_000)}` });
    const expected = [{ code: 'REQUEST_ENTITY_TOO_LARGE' }];
    for (const headers of [json, { ...json, 'content-length': String(large.length) }]) {
      const refused = await post(headers, [large.slice(0, 500_000), large.slice(500_000)]);
      expect([refused.status, codeOf(refused)]).toEqual([413, expected]);
    }
    const just = asked + ' '.repeat(1_000_000 - asked.length);
    expect(await post(json, [just])).toEqual(answer);
  });

  test.each([
    ['no JSON', '{"query": "hunter2'],
    ['nothing', ''],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])('that is %s, and not quoted', async (_, body) => {
    const refused = await post(json, [body]);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body)).toEqual({
      errors: [{ message: 'The body is not JSON in UTF-8.', extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  test.each(['null', '1', '"x"'])('that is the JSON %s', async (body) => {
    const refused = await post(json, [body]);
    expect([refused.status, codeOf(refused)]).toEqual([400, [{ code: 'BAD_REQUEST' }]]);
  });

  test('that is a list of requests', async () => {
    const refused = await post(json, [`[${asked},${asked}]`]);
    expect([refused.status, codeOf(refused)]).toEqual([400, [{ code: 'BAD_REQUEST' }]]);
  });
});

test('a client that is gone before its body was received is logged as gone, and not as an error', async () => {
  server.lines.length = 0;
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"half',
  );
  await sleep(50);
  socket.destroy();
  await until(() => server.lines.length === 1, 'the request to be logged');
  expect(server.lines[0]).toMatchObject({ status: 400, gone: true });
  expect(server.logged).toEqual([]);
});
