import { afterEach, expect, test } from 'vitest';
import { operation, request } from '../../support/http.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Whether two requests with these X-Forwarded-For headers count as one client, with `proxies` trusted proxies. */
async function isSameClient(proxies: number, first: string, second: string): Promise<boolean> {
  const server = await startTestServer('press', {
    operationLimits: { cost: 1, rate: 1, preparation: 0 },
    http: { proxies },
  });
  servers.push(server);
  const statuses: number[] = [];
  for (const address of [first, second]) {
    const { headers, ...post } = operation('{ __typename }');
    const sent = { ...post, headers: { ...headers, 'x-forwarded-for': address } };
    statuses.push((await request(server.url, sent)).status);
  }
  return statuses[1] === 429;
}

test('the client address is the entry of X-Forwarded-For that the last trusted proxy added', async () => {
  const forged = '6.6.6.6, 198.51.100.7, 203.0.113.9';
  expect(await isSameClient(0, forged, '192.0.2.1')).toBe(true);
  expect(await isSameClient(1, forged, '203.0.113.9')).toBe(true);
  expect(await isSameClient(1, forged, '198.51.100.7')).toBe(false);
  expect(await isSameClient(2, forged, '198.51.100.7, 203.0.113.1')).toBe(true);
  expect(await isSameClient(2, forged, '6.6.6.6, 203.0.113.1')).toBe(false);
});

test.each([
  ['203.0.113.9:49152', '203.0.113.9:80', true],
  ['203.0.113.9:49152', '203.0.113.9', true],
  ['203.0.113.9:49152', '203.0.113.8:49152', false],
  ['[2001:db8::1]:49152', '2001:db8::2', true],
  ['[2001:db8::1]:49152', '[2001:db8:1:2::1]:49152', false],
])('%s and %s are compared without their ports', async (first, second, same) => {
  expect(await isSameClient(1, first, second)).toBe(same);
});

test("an entry that is not an address is replaced by the proxy's address", async () => {
  for (const invalid of ['unknown', '_hidden', '1.2.3.4.5', '; drop', '203.0.113.9:port'])
    expect(await isSameClient(1, invalid, '')).toBe(true);
});
