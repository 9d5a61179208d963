import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockArticles } from '../../support/database.js';
import { errorsOf, type HttpAnswer, openRaw, operation, request } from '../../support/http.js';
import { until } from '../../support/process.js';
import { startTestServer, type TestOptions } from '../../support/server.js';

async function start(http: TestOptions['http']) {
  const server = await startTestServer('press', { http: http ?? {} });
  onTestFinished(() => server.close());
  return server;
}

const count = operation('{ articles { totalCount } }');
const body = String(count.body);
const countBytes = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
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
    const articles = await lockArticles(server.databaseUrl);
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

    await articles.release();
    expect((await Promise.all(inFlight)).map(({ status, body }) => [status, body])).toEqual(
      Array(4).fill([200, counted]),
    );
    for (let i = 0; i < 20; i++) expect((await request(server.url, count)).body).toBe(counted);
  });

  test('a request is refused before its body was received', async () => {
    const server = await start({ inFlight: 1 });
    const articles = await lockArticles(server.databaseUrl);
    const inFlight = request(server.url, count);
    await until(() => server.statements.length >= 1, 'the request to be in flight');
    const half = openRaw(
      server.url,
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    await until(() => half.received().includes('SERVICE_UNAVAILABLE'), 'the refusal');
    half.socket.destroy();
    await articles.release();
    expect((await inFlight).body).toBe(counted);
  });

  test('a request whose client disconnects is cancelled and no longer counts', async () => {
    const server = await start({ inFlight: 2 });
    const articles = await lockArticles(server.databaseUrl);
    const left = [openRaw(server.url, countBytes), openRaw(server.url, countBytes)];
    await until(() => server.statements.length >= 2, 'the requests to be in flight');
    expectRefused(await request(server.url, count));
    for (const { socket } of left) socket.destroy();
    await until(
      () => server.lines.filter(({ gone }) => gone).length === 2,
      'the server to cancel them',
    );
    const others = [request(server.url, count), request(server.url, count)];
    await until(() => server.statements.length >= 4, 'the others to be in flight');
    await articles.release();
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

test('pipelined requests are cancelled when their client disconnects', async () => {
  const server = await startTestServer('press', { operationLimits: { time: 60_000 } });
  onTestFinished(() => server.close());
  const articles = await lockArticles(server.databaseUrl);
  const pipelined = openRaw(server.url, countBytes.repeat(3));
  await until(() => server.statements.length === 3, 'three statements');
  pipelined.socket.destroy();
  // Not cancelled, they would wait for the lock for a minute.
  await until(() => server.lines.length === 3, 'the end of all three');
  expect(server.lines.map(({ codes }) => codes)).toEqual(Array(3).fill(['SERVICE_UNAVAILABLE']));
  await articles.release();
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
