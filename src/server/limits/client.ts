import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The part of the context that identifies the client. */
export interface ClientContext {
  /** The subject of the token, if there is one. */
  readonly viewer?: { readonly subject?: string | undefined } | undefined;
  /** The client's address, as the outermost trusted proxy reported it, with or without a port. */
  readonly clientAddress?: () => string;
  /** Node's request. Its connection is that of the proxy, if there is one. */
  readonly req?: IncomingMessage;
}

/** An IPv4 address with a port, or an IPv6 address in brackets, with a port or without. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([^\]]+)\](?::\d+)?)$/;

/**
 * Identifies the client of a request, for rate limits: the subject of its token, or else its address. All addresses of an IPv6
 * network (/64) are one client, because providers assign whole networks to customers.
 */
export function clientOf({ viewer, clientAddress, req }: ClientContext): string {
  if (viewer?.subject !== undefined) return `subject ${viewer.subject}`;
  const address = clientAddress?.() ?? '';
  const [, ipv4, ipv6] = withPort.exec(address) ?? [];
  const named = ipv4 ?? ipv6 ?? address;
  return networkOf(isIP(named) ? named : (req?.socket.remoteAddress ?? ''));
}

function networkOf(address: string): string {
  // An IPv4-mapped IPv6 address.
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  // An IPv4 address at the end stands for two groups.
  const size = left.length + right.length + (address.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - size }, () => '0');
  const network = [...left, ...zeros, ...right].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
