import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga, type Plugin } from 'graphql-yoga';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { useCostLimit } from '../../../src/server/limits/cost-limit.js';
import { useRateLimit } from '../../../src/server/limits/rate-limit.js';
import { pressSchema as schema } from '../../schemas/press/schema.js';
import { type Response, startTestServer, type TestServer } from '../../support/server.js';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
});

const start = async (rate: number | undefined, proxies = 0, cost = 10): Promise<TestServer> => {
  const server = await startTestServer('press', {
    operationLimits: { cost, rate, preparation: 0 },
    http: { proxies },
  });
  stops.push(() => server.close());
  return server;
};
const post = (url: string, query: string, headers: object = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
/** The status of each request, sent one after the other. */
const statuses = async (url: string, queries: readonly string[], headers?: object) => {
  const all: number[] = [];
  for (const query of queries) all.push((await post(url, query, headers)).status);
  return all;
};
const times = (count: number, query: string) => Array.from({ length: count }, () => query);
/** Costs 7: a connection, and five rows with a field. */
const seven = '{ articles(first: 5) { nodes { id } } }';

test('operations over the rate limit are refused with 429 and not executed', async () => {
  const server = await start(20);
  expect(await statuses(server.url, [seven, seven])).toEqual([200, 200]);
  server.statements.length = 0;
  const refused = await post(server.url, seven);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await refused.json()).toEqual({
    errors: [
      {
        message: `The rate limit is exceeded. Try again in ${seconds} s.`,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ],
    extensions: { cost: { requested: 7, limit: 10 } },
  });
  expect(server.statements).toEqual([]);
  // Nor is a mutation.
  const mutation = 'mutation { createArticle(input: { headline: "x" }) { article { id } } }';
  expect((await post(server.url, mutation)).status).toBe(429);
  expect(server.statements).toEqual([]);
  // Health checks are not limited.
  expect((await fetch(server.url.replace('/graphql', '/health'))).status).toBe(200);
});

test('every operation is charged at least 1, also if it is refused or invalid', async () => {
  const expensive = '{ articles(first: 100) { nodes { id } } }';
  for (const query of [
    '{ __typename }',
    expensive,
    '{ nothing }',
    '{',
    '',
    'query A { __typename } query B { __typename }',
  ]) {
    const server = await start(10);
    const answers = await statuses(server.url, times(12, query));
    expect(answers.slice(0, 10), query).not.toContain(429);
    expect(answers.slice(10), query).toEqual([429, 429]);
  }
});

test('clients are distinguished by the address from the trusted proxy, and cannot forge it', async () => {
  const server = await start(10, 1);
  const as = (address: string) => ({ 'x-forwarded-for': address });
  expect(await statuses(server.url, times(11, '{ __typename }'), as('203.0.113.1'))).toEqual([
    ...Array.from({ length: 10 }, () => 200),
    429,
  ]);
  expect((await post(server.url, '{ __typename }', as('203.0.113.2'))).status).toBe(200);
  expect((await post(server.url, '{ __typename }', as('203.0.113.2, 203.0.113.1'))).status).toBe(
    429,
  );
  expect((await post(server.url, '{ __typename }')).status).toBe(200);

  const alone = await start(10);
  for (let n = 0; n < 10; n++)
    expect((await post(alone.url, '{ __typename }', as(`203.0.113.${n}`))).status).toBe(200);
  expect((await post(alone.url, '{ __typename }', as('203.0.113.99'))).status).toBe(429);
});

describe('the CPU time before an operation runs is charged', () => {
  /** A new document for each `n`, whose preparation takes a millisecond. */
  const long = (n: number, field: string) =>
    `# ${n}\n{ articles(where: { headline: { in: [${'"x" '.repeat(4_000)}] } }) { ${field} } }`;
  test.each([
    ['of valid documents', (n: number) => long(n, 'totalCount')],
    ['of invalid documents', (n: number) => long(n, 'nothing')],
    ['of documents with a syntax error', (n: number) => `${long(n, 'totalCount')} }`],
    ['of documents that repeat fields', (n: number) => long(n, '__typename '.repeat(500))],
  ])('%s', async (_, document) => {
    const server = await startTestServer('press', {
      operationLimits: { cost: 10_000, rate: 5_000, preparation: 1_000 },
    });
    stops.push(() => server.close());
    const documents = Array.from({ length: 20 }, (_, n) => document(n));
    expect((await statuses(server.url, documents)).at(-1)).toBe(429);
  });

  test.each([
    ['of a large body', '{ __typename }', { nothing: Array(200_000).fill(1) }],
    [
      'of large variables',
      'query($ids: [ID!]!) { __typename @include(if: false) nodes(ids: $ids) @include(if: false) { id } }',
      { ids: Array(100_000).fill('x') },
    ],
  ])('%s', async (_, query, variables) => {
    const server = await startTestServer('press', {
      compileFrom: Number.POSITIVE_INFINITY,
      operationLimits: { cost: 100_000, rate: 120_000, preparation: 2_000 },
    });
    stops.push(() => server.close());
    const codes: number[] = [];
    for (let n = 0; n < 30; n++) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      codes.push(response.status);
    }
    expect([codes.at(0), codes.at(-1)]).toEqual([200, 429]);
  });

  test('only once for each document', async () => {
    const document = long(0, '__typename');
    const unlimited = await startTestServer();
    stops.push(() => unlimited.close());
    const { extensions } = await unlimited.send(document);
    const executions = 100 * (extensions?.cost?.requested ?? Number.NaN);
    // Enough for 200 ms of preparation, which 100 times 2 ms would use up.
    const server = await startTestServer('press', {
      operationLimits: { cost: 10_000, rate: executions + 20_000, preparation: 100 },
    });
    stops.push(() => server.close());
    expect(new Set(await statuses(server.url, times(100, document)))).toEqual(new Set([200]));
  });
});

test('lists whose length is known only after the change are charged then', async () => {
  const server = await start(252, 0, 200);
  const texts = Array.from(
    { length: 20 },
    (_, n) => `a${n}: createArticle(input: { headline: "x" }) { __typename }`,
  );
  const create = `mutation { ${texts.slice(0, 10).join(' ')} }`;
  const lists = Array.from({ length: 40 }, (_, n) => `a${n}: deletedArticleIds`);
  const remove = `mutation { deleteArticles(input: { where: {} }) { ${lists.join(' ')} } }`;
  // 10 mutations of 10.1; then 100 and 2 for the filter, and 0.1 for each of 40 × 10 IDs: 244 are used.
  expect(await statuses(server.url, [create, remove, seven, seven, seven])).toEqual([
    200, 200, 200, 429, 429,
  ]);
});

test('without a rate limit, no request is refused', async () => {
  const server = await start(undefined);
  expect(new Set(await statuses(server.url, times(100, seven)))).toEqual(new Set([200]));
});

describe('as a plugin of another server', () => {
  /** A Yoga server with the plugins alone, which takes the subject from a header. */
  const serve = async (rate: number) => {
    const named: Plugin<{ viewer?: object }> = {
      onExecute: ({ args }) => {
        args.contextValue.viewer = {
          subject: args.contextValue.request.headers.get('x-subject') ?? undefined,
        };
      },
    };
    const yoga = createYoga({
      schema,
      logging: false,
      plugins: [named, useCostLimit(10), useRateLimit({ rate, preparation: 0 })],
    });
    const http = createHttpServer(yoga);
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    stops.push(() => {
      http.closeAllConnections();
      return new Promise((closed) => http.close(closed));
    });
    // A server that listens on TCP has an AddressInfo.
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  };

  test('viewers with the same address are limited separately', async () => {
    const url = await serve(3);
    const as = (subject: string) => ({ 'x-subject': subject });
    expect(await statuses(url, times(4, '{ __typename }'), as('ann'))).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await statuses(url, times(4, '{ __typename }'), as('bob'))).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await statuses(url, times(4, '{ __typename }'))).toEqual([200, 200, 200, 429]);
  });

  test('after a minute, the full limit is available again', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const url = await serve(2);
    expect(await statuses(url, times(3, '{ __typename }'))).toEqual([200, 200, 429]);
    vi.advanceTimersByTime(59_000);
    // Refused requests do not extend the minute.
    const late = await post(url, '{ __typename }');
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '1']);
    vi.advanceTimersByTime(1_100);
    expect(await statuses(url, times(3, '{ __typename }'))).toEqual([200, 200, 429]);
  });

  test('over the maximum number of clients, the least recent ones are forgotten', async () => {
    const { onExecute } = useRateLimit({ rate: 2, preparation: 0 });
    const ask = async (subject: string): Promise<boolean> => {
      let refused = false;
      const setResultAndStopExecution = () => {
        refused = true;
      };
      const args = { contextValue: { viewer: { subject }, cost: 1 } };
      // The hook uses nothing else.
      await onExecute?.({ args, setResultAndStopExecution } as never);
      return refused;
    };
    for (let n = 0; n < 2; n++)
      for (const who of ['idle', 'active']) expect(await ask(who)).toBe(false);
    for (let n = 0; n < 20_000; n++) {
      if (n % 1_000 === 0) expect(await ask('active')).toBe(true);
      await ask(`other ${n}`);
    }
    expect(await ask('active')).toBe(true);
    expect(await ask('idle')).toBe(false);
  });

  test('the refusal is a GraphQL response in JSON', async () => {
    const url = await serve(1);
    await post(url, '{ __typename }');
    // The test knows what the endpoint answers.
    const { errors } = (await (await post(url, '{ __typename }')).json()) as Response;
    expect(errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });
});
