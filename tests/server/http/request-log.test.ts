import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestLine } from '../../../src/server/http/request-log.js';
import { operation, request } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let origin: string;
beforeAll(async () => {
  server = await startTestServer();
  origin = new URL(server.url).origin;
});
afterAll(() => server.close());

const typename = operation('{ __typename }');

describe('the ID of a request', () => {
  const idOf = async (id?: string | string[]) => {
    const { headers } = await request(server.url, {
      ...typename,
      headers: { ...typename.headers, ...(id && { 'x-request-id': id }) },
    });
    return headers['x-request-id'];
  };

  test('is generated for each request', async () => {
    expect(await idOf()).not.toBe(await idOf());
  });

  test.each(['a', '0af7651916cd43dd8448eb211c80319c', 'A.b_c-9', 'x'.repeat(64)])(
    'is that of its X-Request-Id header: %s',
    async (id) => {
      expect(await idOf(id)).toBe(id);
    },
  );

  test.each(['x'.repeat(65), 'a b', 'a"b', 'a=b', '<b>', 'é', 'a\tb', '{}', '%0d%0a'])(
    'is generated if the header is invalid: %j',
    async (id) => {
      expect(await idOf(id)).toMatch(/^[\da-f-]{36}$/);
    },
  );

  test('is generated if there are two headers', async () => {
    expect(await idOf(['a', 'b'])).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('the log has a line for each request', () => {
  const lineOf = async (
    url: string,
    sent: Parameters<typeof request>[1],
  ): Promise<RequestLine | undefined> => {
    server.lines.length = 0;
    const { headers, status } = await request(url, sent);
    expect(server.lines).toHaveLength(1);
    expect(server.lines[0]).toMatchObject({
      requestId: headers['x-request-id'],
      status,
      ms: expect.any(Number),
    });
    return server.lines[0];
  };

  test('with its operation and status', async () => {
    expect(await lineOf(server.url, operation('query Named { __typename }'))).toEqual({
      requestId: expect.any(String),
      method: 'POST',
      path: '/graphql',
      operation: 'Named',
      type: 'query',
      status: 200,
      ms: expect.any(Number),
    });
    expect(await lineOf(`${origin}/secret?token=hunter2`, {})).toMatchObject({
      path: '/secret',
      status: 404,
    });
  });

  test('with a shortened path and without the query string', async () => {
    const line = await lineOf(`${origin}/${'a'.repeat(5_000)}?hunter2`, {});
    expect(line?.path).toHaveLength(100);
    const query = encodeURIComponent(
      '{ articles(where: { headline: { equals: "hunter2" } }) { totalCount } }',
    );
    expect(
      JSON.stringify(
        await lineOf(`${server.url}?query=${query}`, {
          headers: { authorization: 'Bearer hunter2' },
        }),
      ),
    ).not.toContain('hunter2');
  });
});

test('an unexpected error is logged, and its message is not in the response', async () => {
  const error = new Error('hunter2 at /srv/secret.ts');
  const failing = await startTestServer('press', {
    plugins: [
      {
        onRequest: () => {
          throw error;
        },
      },
    ],
  });
  const answer = await request(failing.url, typename);
  const requestId = answer.headers['x-request-id'];
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    500,
    {
      errors: [
        {
          message: 'Something went wrong inside the server.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        },
      ],
    },
  ]);
  expect(failing.logged).toEqual([error]);
  expect(failing.lines).toMatchObject([{ status: 500, codes: ['INTERNAL_SERVER_ERROR'] }]);
  await failing.close();
});
