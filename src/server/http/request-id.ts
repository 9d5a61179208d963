import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What is safe in a header and in a log, and is short. */
const wellFormed = /^[\w.-]{1,64}$/;

/** The ID of a request: that of its `x-request-id`, so that a proxy's log and ours can be read together, or a new one. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && wellFormed.test(sent) ? sent : randomUUID();
}
