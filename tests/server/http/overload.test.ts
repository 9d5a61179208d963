import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorsOf, type HttpAnswer, openRaw, operation, request } from '../../support/http.js';
import { until } from '../../support/process.js';
import { startTestServer, type TestOptions } from '../../support/server.js';

async function start(http: TestOptions['http']) {
  const server = await startTestServer('press', { http: http ?? {} });
  onTestFinished(() => server.close());
  return server;
}

/** Blocks every query of articles until the returned function is called. */
async function blockArticles(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE "Article" IN ACCESS EXCLUSIVE MODE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

const count = operation('{ articles { totalCount } }');
const counted =
  '{"data":{"articles":{"totalCount":0}},"extensions":{"cost":{"requested":131,"limit":30000}}}';

function expectRefused(answer: HttpAnswer) {
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(errorsOf(answer)).toEqual([
    {
      message: 'The server is overloaded. It is safe to try again.',
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    },
  ]);
}

describe('the limit of requests in flight', () => {
  test('requests over it are refused at once, and accepted again after the others', async () => {
    const server = await start({ inFlight: 4 });
    const release = await blockArticles(server.databaseUrl);
    const inFlight = Array.from({ length: 4 }, () => request(server.url, count));
    await until(() => server.statements.length >= 4, 'the requests to be in flight');
    const startedAt = performance.now();
    const refused = await Promise.all(
      Array.from({ length: 100 }, () => request(server.url, count)),
    );
    // Not refused, they would wait for the lock, which is released below. On an idle machine this takes some 100 ms.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    refused.forEach(expectRefused);
    expect(server.statements).toHaveLength(4);

    // Health checks get a response.
    const origin = new URL(server.url).origin;
    for (const path of ['/health', '/ready'])
      expect((await request(origin, { path })).status).toBe(200);

    await release();
    expect((await Promise.all(inFlight)).map(({ status, body }) => [status, body])).toEqual(
      Array(4).fill([200, counted]),
    );
    for (let i = 0; i < 20; i++) expect((await request(server.url, count)).body).toBe(counted);
  });

  test('a request is refused before its body was received', async () => {
    const server = await start({ inFlight: 1 });
    const release = await blockArticles(server.databaseUrl);
    const inFlight = request(server.url, count);
    await until(() => server.statements.length >= 1, 'the request to be in flight');
    const half = openRaw(
      server.url,
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    await until(() => half.received().includes('SERVICE_UNAVAILABLE'), 'the refusal');
    half.socket.destroy();
    await release();
    expect((await inFlight).body).toBe(counted);
  });

  test('a request whose client disconnects is cancelled and no longer counts', async () => {
    const server = await start({ inFlight: 2 });
    const release = await blockArticles(server.databaseUrl);
    const body = String(count.body);
    const bytes = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const left = [openRaw(server.url, bytes), openRaw(server.url, bytes)];
    await until(() => server.statements.length >= 2, 'the requests to be in flight');
    expectRefused(await request(server.url, count));
    for (const { socket } of left) socket.destroy();
    await until(
      () => server.lines.filter(({ gone }) => gone).length === 2,
      'the server to cancel them',
    );
    const others = [request(server.url, count), request(server.url, count)];
    await until(() => server.statements.length >= 4, 'the others to be in flight');
    await release();
    expect((await Promise.all(others)).map(({ body }) => body)).toEqual([counted, counted]);
  });

  test('failed requests and incomplete bodies do not count', async () => {
    const server = await start({ inFlight: 1 });
    const half =
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{';
    const halves = Array.from({ length: 10 }, () => openRaw(server.url, half));
    await sleep(50);
    for (let i = 0; i < 5; i++) {
      await request(server.url, { ...count, body: '{' });
      await request(server.url, { ...count, headers: { 'content-type': 'text/plain' } });
      await request(server.url, operation('{ nothing }'));
      expect((await request(server.url, count)).body).toBe(counted);
    }
    for (const { socket } of halves) socket.destroy();
    await until(
      () => server.lines.filter(({ gone }) => gone).length === 10,
      'the server to log them',
    );
    expect(server.logged).toEqual([]);
  });
});

describe('the limit of the event loop delay', () => {
  test('while the event loop is delayed, requests are refused', async () => {
    const server = await start({ eventLoopDelay: 50 });
    expect((await request(server.url, count)).body).toBe(counted);
    let busy = true;
    const work = () => {
      const end = performance.now() + 150;
      while (performance.now() < end);
      if (busy) setTimeout(work, 1);
    };
    work();
    await until(async () => (await request(server.url, count)).status === 503, 'the first refusal');
    expectRefused(await request(server.url, count));
    expect((await request(server.url, { path: '/health' })).status).toBe(200);
    busy = false;
    await until(
      async () => (await request(server.url, count)).body === counted,
      'the first response after it',
    );
  });

  test('after a single delay, no request is refused', async () => {
    const server = await start({ eventLoopDelay: 250 });
    await request(server.url, count);
    const end = performance.now() + 400;
    while (performance.now() < end);
    for (let i = 0; i < 30; i++) {
      expect((await request(server.url, count)).status).toBe(200);
      await sleep(20);
    }
  });
});
