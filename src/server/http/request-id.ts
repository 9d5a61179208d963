import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What may stand in a header and in a log, and is not long. */
const wellFormed = /^[\w.-]{1,64}$/;

/** The ID of a request: that of its `x-request-id`, so that a proxy's log and ours can be read together, or a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && wellFormed.test(given) ? given : randomUUID();
}
