import { randomUUID } from 'node:crypto';
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

/**
 * Makes the context of one request, whose statements may take `time` milliseconds together, with an ID of its own where it
 * came without; but for the viewer, whom `useAuthentication` adds.
 */
export function createContext(
  database: Database,
  time: number,
  request: Request,
  requestId: string = randomUUID(),
): Omit<Context, 'viewer'> {
  const operation = new Operation(time, request);
  return { database: database.during(operation), loaders: new RequestLoaders(), requestId, operation };
}
