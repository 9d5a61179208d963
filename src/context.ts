import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Database } from './database/connect.js';
import { Operation } from './database/operation.js';
import type { RelayContext } from './relay/context.js';
import { RequestLoaders } from './relay/request-loaders.js';

/** What a request carries. */
export interface Context extends RelayContext {
  /** By which the log can be searched for what happened to it. */
  readonly requestId: string;
  /** What ends its statements before their time. */
  readonly operation: Operation;
  /** What the operation costs, in units of about one row read; undefined until it is about to run. */
  cost?: number;
}

/** What a request comes with. */
interface Incoming {
  readonly request: Request;
  /** Node's response, where it came over HTTP. */
  readonly res?: ServerResponse | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Makes the context of one request, whose statements may take `time` milliseconds together, with an ID of its own where it
 * came without; but for the viewer, whom `useAuthentication` adds.
 */
export function createContext(
  database: Database,
  time: number,
  { request, res, requestId = randomUUID() }: Incoming,
): Omit<Context, 'viewer'> {
  const operation = new Operation(time, (stop) => (res ? whenClosed(res, stop) : whenAborted(request.signal, stop)));
  return { database: database.during(operation), loaders: new RequestLoaders(), requestId, operation };
}

function whenClosed(response: ServerResponse, act: () => void): void {
  if (response.destroyed) act();
  // It also closes once it has been sent, when there is nothing left to stop.
  else response.once('close', act);
}

/** Not for each request: its signal comes with a registry of its own, which the garbage collector has to look through. */
function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}
