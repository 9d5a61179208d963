import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** IDs that are safe in a header and in a log. */
const wellFormed = /^[\w.-]{1,64}$/;

/** The ID of a request: its `x-request-id`, which a proxy may have logged, or a new one. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && wellFormed.test(sent) ? sent : randomUUID();
}
