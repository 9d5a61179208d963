import { afterEach, expect, test } from 'vitest';
import { post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { bearer, claims, token, tokenSettings } from '../../support/tokens.js';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A server on which each address may send ten invalid tokens in a minute. */
async function start(): Promise<TestServer> {
  const server = await startTestServer('press', {
    auth: tokenSettings,
    operationLimits: { cost: 100, rate: 300, preparation: 0 },
    http: { proxies: 1 },
  });
  stops.push(() => server.close());
  return server;
}

const query = '{ __typename }';
const send = (server: TestServer, headers: object, address = '192.0.2.1') =>
  post(server.url, { query }, { 'x-forwarded-for': address, ...headers });
const invalid = async () => ({
  authorization: `Bearer ${await token(claims('read'), Buffer.from('another secret of 32 bytes or so'))}`,
});
const statuses = async (server: TestServer, headers: object, times: number, address?: string) => {
  const all: number[] = [];
  for (let time = 0; time < times; time++) all.push((await send(server, headers, address)).status);
  return all;
};

test('an address that sends too many invalid tokens is refused, and only with tokens that are not known', async () => {
  const server = await start();
  const neighbour = await bearer('read');
  expect(await statuses(server, neighbour, 1)).toEqual([200]);
  expect(await statuses(server, await invalid(), 12)).toEqual([...Array(10).fill(401), 429, 429]);
  const { body, headers } = await send(server, await invalid());
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(body).toEqual({
    errors: [
      {
        message: `The rate limit is exceeded. Try again in ${seconds} s.`,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ],
  });
  // A token that is not known is not verified, so it does not matter whether it is valid.
  expect(await statuses(server, await bearer('read write'), 1)).toEqual([429]);
  // The same address with a token that was valid before, without a token, and another address.
  expect(await statuses(server, neighbour, 3)).toEqual([200, 200, 200]);
  expect(await statuses(server, {}, 1)).toEqual([401]);
  expect(await statuses(server, await bearer('read write'), 1, '192.0.2.2')).toEqual([200]);
});

test('requests without a token and valid tokens do not count', async () => {
  const server = await start();
  expect(await statuses(server, {}, 20)).toEqual(Array(20).fill(401));
  for (let time = 0; time < 20; time++)
    expect(await statuses(server, await bearer(`read ${time}`), 1)).toEqual([200]);
  expect(await statuses(server, await invalid(), 1)).toEqual([401]);
});

test('an IPv6 network counts as one address', async () => {
  const server = await start();
  for (let host = 1; host <= 10; host++)
    expect(await statuses(server, await invalid(), 1, `2001:db8::${host}`)).toEqual([401]);
  expect(await statuses(server, await invalid(), 1, '2001:db8::ffff')).toEqual([429]);
  expect(await statuses(server, await invalid(), 1, '2001:db8:0:1::1')).toEqual([401]);
});
