import { expect, onTestFinished, test, vi } from 'vitest';
import { SubscriptionStream } from '../../src/server/plugins/subscription-stream.js';
import { query } from '../support/database.js';
import { startTestServer, type TestOptions, type TestServer } from '../support/server.js';
import { subscribe } from '../support/subscribe.js';
import { claims, token, tokenSettings } from '../support/tokens.js';

const document = 'subscription { badgesChanged { change badgeId } }';

async function start(options: TestOptions = {}): Promise<TestServer> {
  const server = await startTestServer('club', options);
  onTestFinished(() => server.close());
  return server;
}

const insert = (server: TestServer, code: string) =>
  query(server.databaseUrl, `INSERT INTO "Badge" VALUES ('${code}')`);

const bearer = async (scope: string, exp?: number) => ({
  authorization: `Bearer ${await token({ ...claims(scope), ...(exp && { exp }) })}`,
});

const codeOf = (result: Awaited<ReturnType<Awaited<ReturnType<typeof subscribe>>['next']>>) =>
  result?.errors?.[0]?.extensions?.code;

test('a subscription requires the scope `read`', async () => {
  const server = await start({ auth: tokenSettings });
  const refused = await subscribe(server.url, document, {}, await bearer('write'));
  expect(codeOf(await refused.next())).toBe('FORBIDDEN');
  const accepted = await subscribe(server.url, document, {}, await bearer('read'));
  await insert(server, 'gold');
  expect(await accepted.next()).toMatchObject({ data: { badgesChanged: { change: 'CREATED' } } });
  accepted.close();
});

test('a stream ends when its token expires', async () => {
  const server = await start({ auth: tokenSettings });
  const exp = Math.floor(Date.now() / 1000) + 2;
  const stream = await subscribe(server.url, document, {}, await bearer('read', exp));
  expect(codeOf(await stream.next())).toBe('UNAUTHENTICATED');
  expect(await stream.next()).toBeUndefined();
});

test('the open subscriptions of a client and of the server are limited, and closed ones do not count', async () => {
  const server = await start({ streamLimits: { streams: 3, clientStreams: 2 } });
  const first = await subscribe(server.url, document);
  const second = await subscribe(server.url, document);
  const third = await subscribe(server.url, document);
  expect(third.status).toBe(429);
  expect(codeOf(await third.next())).toBe('SERVICE_UNAVAILABLE');
  first.close();
  await vi.waitFor(async () => {
    const fourth = await subscribe(server.url, document);
    expect(fourth.status).toBe(200);
    fourth.close();
  });
  second.close();

  const small = await start({ streamLimits: { streams: 1, clientStreams: 2 } });
  const only = await subscribe(small.url, document);
  const refused = await subscribe(small.url, document);
  expect(refused.status).toBe(503);
  only.close();
});

test('a subscription that no stream follows does not count as open', async () => {
  const server = await start({ streamLimits: { streams: 2, clientStreams: 2 } });
  const begin = (accept: string, signal?: AbortSignal) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: document }),
      ...(signal && { signal }),
    });
  for (const accept of ['application/json', 'multipart/mixed', 'application/json'])
    expect((await begin(accept)).status).toBe(406);
  // The client disconnects while the server subscribes.
  for (let time = 0; time < 60; time++)
    await begin('text/event-stream', AbortSignal.timeout(time % 20)).catch(() => {});
  await vi.waitFor(async () => {
    const streams = [await subscribe(server.url, document), await subscribe(server.url, document)];
    for (const stream of streams) stream.close();
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  });
});

test.each([
  'subscription { badgesChanged @skip(if: true) { cursor } }',
  'subscription ($all: Boolean!) { badgesChanged @include(if: $all) { cursor } }',
  'subscription { ... @skip(if: true) { badgesChanged { cursor } } }',
  'subscription { ...Changes } fragment Changes on Subscription { badgesChanged @skip(if: true) { cursor } }',
])('the field of a subscription cannot be skipped: %s', async (query) => {
  const server = await start();
  const refused = await subscribe(server.url, query, { all: true });
  expect(codeOf(await refused.next())).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(server.logged).toEqual([]);
});

test('other work goes on between the events of a stream', async () => {
  let next = 0;
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 0);
  onTestFinished(() => clearInterval(timer));
  const stream = new SubscriptionStream({
    source: { next: async () => ({ done: false, value: next++ }) },
    execute: async (value) => ({ data: { value } }),
    onEnd: () => {},
  });
  const until = Date.now() + 50;
  while (Date.now() < until) await stream.next();
  expect(ticks).toBeGreaterThan(5);
  expect(next).toBeGreaterThan(5);
});

test('a subscription that could cost too much is refused, and each event is charged', async () => {
  const costly = await start({ operationLimits: { cost: 10 } });
  const refused = await subscribe(costly.url, document);
  expect(codeOf(await refused.next())).toBe('COST_LIMIT_EXCEEDED');

  const server = await start({ operationLimits: { cost: 100, rate: 100, preparation: 0 } });
  const stream = await subscribe(server.url, document);
  await query(
    server.databaseUrl,
    `INSERT INTO "Badge" SELECT 'b' || n FROM generate_series(1, 100) AS n`,
  );
  let results = 0;
  let last = await stream.next();
  for (; last?.data; last = await stream.next()) results += 1;
  expect(results).toBeGreaterThan(1);
  expect(results).toBeLessThan(10);
  expect(codeOf(last)).toBe('SERVICE_UNAVAILABLE');
  expect(await stream.next()).toBeUndefined();
});

test('a client that reads too slowly gets RESYNC_REQUIRED', async () => {
  const server = await start({ live: { buffer: 100 } });
  const stream = await subscribe(server.url, document);
  await query(
    server.databaseUrl,
    `INSERT INTO "Badge" SELECT 'b' || n FROM generate_series(1, 101) AS n`,
  );
  expect(codeOf(await stream.next())).toBe('RESYNC_REQUIRED');
  expect(await stream.next()).toBeUndefined();
});

test('a subscription without a schema for it, or by a client that accepts no stream, is refused', async () => {
  const server = await startTestServer('press');
  onTestFinished(() => server.close());
  const { errors } = await server.send('subscription { articlesChanged { cursor } }');
  expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');

  const live = await start();
  for (const accept of ['application/json', 'application/graphql-response+json, multipart/mixed']) {
    const response = await fetch(live.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: document }),
    });
    expect([response.status, response.headers.get('accept'), await response.json()]).toEqual([
      406,
      'text/event-stream',
      {
        errors: [
          {
            message:
              'The accept header does not allow text/event-stream, which a subscription needs.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      },
    ]);
  }
});

test('streams end when the server stops', async () => {
  const server = await startTestServer('club');
  const stream = await subscribe(server.url, document);
  const closing = server.close();
  expect([undefined, 'SERVICE_UNAVAILABLE']).toContain(codeOf(await stream.next()));
  await closing;
});
