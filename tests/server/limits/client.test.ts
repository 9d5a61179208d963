import { expect, test } from 'vitest';
import { clientOf } from '../../../src/server/limits/client.js';

const from = (address: string) => ({ clientAddress: () => address });

test('a client is identified by the subject of its token, or by its address', () => {
  expect(clientOf({ ...from('192.0.2.1'), viewer: { subject: 'me' } })).toBe('subject me');
  expect(clientOf({ ...from('192.0.2.1'), viewer: {} })).toBe('192.0.2.1');
  expect(clientOf(from('192.0.2.1'))).toBe('192.0.2.1');
  // A subject that equals an address is not the client at that address.
  expect(clientOf({ viewer: { subject: '192.0.2.1' } })).not.toBe('192.0.2.1');
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
  // Some proxies add the port.
  ['203.0.113.9:49152', '203.0.113.9'],
  ['[2001:db8::1]:49152', '2001:db8:0:0::/64'],
  ['[2001:db8::1]', '2001:db8:0:0::/64'],
  ['[::ffff:192.0.2.1]:80', '192.0.2.1'],
])('the address %s belongs to the client %s', (address, network) => {
  expect(clientOf(from(address))).toBe(network);
});
