import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** What of a request says whose it is. */
export interface ClientContext {
  /** Who the token says it is, if there was one. */
  readonly viewer?: { readonly subject?: string | undefined } | undefined;
  /** Node's request. */
  readonly req?: IncomingMessage | undefined;
}

/**
 * Names the client of a request, for what is counted by client: its token's subject, else its address, as the outermost of
 * `proxies` trusted proxies has seen it. Addresses of one IPv6 network (/64) are one client, who may have all of them.
 */
export function clientOf({ viewer, req }: ClientContext, proxies: number): string {
  return viewer?.subject === undefined ? addressOf(req, proxies) : `subject ${viewer.subject}`;
}

function addressOf(req: IncomingMessage | undefined, proxies: number): string {
  const near = req?.socket.remoteAddress ?? '';
  const forwarded = proxies === 0 ? [] : String(req?.headers['x-forwarded-for'] ?? '').split(',');
  // Each proxy adds the address that it sees to the end: what stands before that of the outermost, anybody may have written.
  const far = forwarded.slice(-proxies)[0]?.trim() ?? '';
  return networkOf(isIP(far) ? far : near);
}

function networkOf(address: string): string {
  // An IPv4 address as a socket for both kinds has it.
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
