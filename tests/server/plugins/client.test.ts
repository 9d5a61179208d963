import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientOf } from '../../../src/server/plugins/client.js';

/** What of Node's request is looked at. */
const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  req: {
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage,
});

test('a client is its subject where there is one, else its address', () => {
  expect(clientOf({ ...from('192.0.2.1'), viewer: { subject: 'me' } }, 0)).toBe('subject me');
  expect(clientOf({ ...from('192.0.2.1'), viewer: {} }, 0)).toBe('192.0.2.1');
  expect(clientOf(from('192.0.2.1'), 0)).toBe('192.0.2.1');
  // Nobody can be taken for an address by calling himself so, nor the other way round.
  expect(clientOf({ viewer: { subject: '192.0.2.1' } }, 0)).not.toBe('192.0.2.1');
});

test.each([
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
  ['2001:0DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
])('%s is a client of %s', (address, network) => {
  expect(clientOf(from(address), 0)).toBe(network);
});

test('X-Forwarded-For is believed so far as there are trusted proxies, and no further', () => {
  const forged = '6.6.6.6, 198.51.100.7, 203.0.113.9';
  expect(clientOf(from('192.0.2.1', forged), 0)).toBe('192.0.2.1');
  expect(clientOf(from('192.0.2.1', forged), 1)).toBe('203.0.113.9');
  expect(clientOf(from('192.0.2.1', forged), 2)).toBe('198.51.100.7');
  expect(clientOf(from('192.0.2.1', '2001:db8::1'), 1)).toBe('2001:db8:0:0::/64');
  // Who has come to the server past the proxies has said less, or nothing that is an address.
  for (const odd of [undefined, '', 'unknown', '_hidden', '203.0.113.9:80', '1.2.3.4.5', '; drop'])
    expect(clientOf(from('192.0.2.1', odd), 1)).toBe('192.0.2.1');
});
