import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga, type Plugin } from 'graphql-yoga';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { useCostLimit } from '../../../src/server/plugins/cost-limit.js';
import { useRateLimit } from '../../../src/server/plugins/rate-limit.js';
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
/** The status and the codes of what such requests are answered, one after the other. */
const statuses = async (url: string, queries: readonly string[], headers?: object) => {
  const all: number[] = [];
  for (const query of queries) all.push((await post(url, query, headers)).status);
  return all;
};
const times = (count: number, query: string) => Array.from({ length: count }, () => query);
/** It costs 7: a connection, and five rows with a field. */
const seven = '{ articles(first: 5) { nodes { id } } }';

test('operations are charged what they cost, until nothing is left: then 429, and nothing is run', async () => {
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
        message: `You have asked for too much within a minute. Try again in ${seconds} s.`,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ],
    extensions: { cost: { requested: 7, limit: 10 } },
  });
  expect(server.statements).toEqual([]);
  // A mutation does not happen.
  const mutation = 'mutation { createArticle(input: { headline: "x" }) { article { id } } }';
  expect((await post(server.url, mutation)).status).toBe(429);
  expect(server.statements).toEqual([]);
  // Whoever else asks is no concern of it: health, readiness.
  expect((await fetch(server.url.replace('/graphql', '/health'))).status).toBe(200);
});

test('every operation is charged 1 at least, also one that is refused or not valid at all', async () => {
  const dear = '{ articles(first: 100) { nodes { id } } }';
  for (const query of [
    '{ __typename }',
    dear,
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

test('clients behind trusted proxies are told apart, and nobody can take another name', async () => {
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
  /** New each time, and long enough to take a millisecond. */
  const long = (n: number, field: string) =>
    `# ${n}\n{ articles(where: { headline: { in: [${'"x" '.repeat(4_000)}] } }) { ${field} } }`;
  test.each([
    ['of valid documents', (n: number) => long(n, 'totalCount')],
    ['of documents that are not valid', (n: number) => long(n, 'nothing')],
    ['of documents that do not parse', (n: number) => `${long(n, 'totalCount')} }`],
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
      'of variables that have to be coerced',
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

  test('once for each document', async () => {
    const document = long(0, '__typename');
    const unlimited = await startTestServer();
    stops.push(() => unlimited.close());
    const { extensions } = await unlimited.send(document);
    const executions = 100 * (extensions?.cost?.requested ?? Number.NaN);
    // Enough to prepare it for 200 ms, which would be 2 ms for each of 100 times.
    const server = await startTestServer('press', {
      operationLimits: { cost: 10_000, rate: executions + 20_000, preparation: 100 },
    });
    stops.push(() => server.close());
    expect(new Set(await statuses(server.url, times(100, document)))).toEqual(new Set([200]));
  });
});

test('lists whose length is known after the change are charged then', async () => {
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

test('without a rate nobody is counted', async () => {
  const server = await start(undefined);
  expect(new Set(await statuses(server.url, times(100, seven)))).toEqual(new Set([200]));
});

describe('with a server of its own', () => {
  /** The plugins alone, for clients named by a header. */
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
    // What listens on TCP has an address of this kind.
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  };

  test('a viewer is a client wherever he comes from, and others at his address are others', async () => {
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

  test('after a minute all is forgotten', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const url = await serve(2);
    expect(await statuses(url, times(3, '{ __typename }'))).toEqual([200, 200, 429]);
    vi.advanceTimersByTime(59_000);
    // Having asked again in vain does not make it longer.
    const late = await post(url, '{ __typename }');
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '1']);
    vi.advanceTimersByTime(1_100);
    expect(await statuses(url, times(3, '{ __typename }'))).toEqual([200, 200, 429]);
  });

  test('of more clients than are remembered, those are forgotten that have been away for longest', async () => {
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
      for (const who of ['first', 'faithful']) expect(await ask(who)).toBe(false);
    for (let n = 0; n < 20_000; n++) {
      if (n % 1_000 === 0) expect(await ask('faithful')).toBe(true);
      await ask(`crowd ${n}`);
    }
    expect(await ask('faithful')).toBe(true);
    expect(await ask('first')).toBe(false);
  });

  test('the refusal is JSON like every answer', async () => {
    const url = await serve(1);
    await post(url, '{ __typename }');
    // The test knows what the endpoint answers.
    const { errors } = (await (await post(url, '{ __typename }')).json()) as Response;
    expect(errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });
});
