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

/** Sends the parts of a body one after the other; without a `content-length` header, Node uses the chunked encoding. */
function post(
  headers: Record<string, string>,
  parts: readonly (string | Buffer)[],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(server.url, { method: 'POST', headers }, (response) => {
      const received: Buffer[] = [];
      response.on('data', (part: Buffer) => received.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(received).toString() }),
      );
    });
    request.on('error', reject);
    for (const part of parts) request.write(part);
    request.end();
  });
}

const json = { 'content-type': 'application/json' };
const query = JSON.stringify({ query: '{ __typename }' });
const answer = {
  status: 200,
  body: '{"data":{"__typename":"Query"},"extensions":{"cost":{"requested":1,"limit":30000}}}',
};
const codeOf = ({ body }: Answer) =>
  JSON.parse(body).errors.map((error: { extensions: unknown }) => error.extensions);

describe('a body is accepted', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/graphql+json',
  ])('as %s', async (type) => {
    expect(await post({ 'content-type': type }, [query])).toEqual(answer);
  });

  test('in one part or in many, with a content length or without', async () => {
    expect(await post(json, [...query])).toEqual(answer);
    expect(await post({ ...json, 'content-length': String(query.length) }, [...query])).toEqual(
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

test('an empty operation name is ignored', async () => {
  const named = (text: string) => post(json, [JSON.stringify({ query: text, operationName: '' })]);
  // More than once, because a document is prepared when it is sent again.
  for (let run = 1; run <= 4; run++) expect(await named('{ __typename }')).toEqual(answer);
  const two = await named('query A { __typename } query B { __typename }');
  expect(codeOf(two)).toEqual([{ code: 'OPERATION_RESOLUTION_FAILURE' }]);
});

describe('a body is refused', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'application/graphql',
    '',
  ])('as %j, which a form of another site can send, and not executed', async (type) => {
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

  test('over a million bytes, with a content length or without', async () => {
    const large = JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_000_000)}` });
    const expected = [{ code: 'REQUEST_ENTITY_TOO_LARGE' }];
    for (const headers of [json, { ...json, 'content-length': String(large.length) }]) {
      const refused = await post(headers, [large.slice(0, 500_000), large.slice(500_000)]);
      expect([refused.status, codeOf(refused)]).toEqual([413, expected]);
    }
    const maximal = query + ' '.repeat(1_000_000 - query.length);
    expect(await post(json, [maximal])).toEqual(answer);
  });

  test.each([
    ['incomplete JSON', '{"query": "hunter2'],
    ['empty', ''],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])('that is %s, and the message does not quote it', async (_, body) => {
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
    const refused = await post(json, [`[${query},${query}]`]);
    expect([refused.status, codeOf(refused)]).toEqual([400, [{ code: 'BAD_REQUEST' }]]);
  });
});

test('a client that disconnects in the middle of its body is logged as gone, without an error', async () => {
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
