import type { ServerResponse } from 'node:http';
import type { RelayContext } from '../engine/context.js';
import type { CostBudget } from '../engine/cost/cost-budget.js';
import { RequestLoaders } from '../engine/paging/request-loaders.js';
import type { Viewer } from '../engine/viewer.js';
import type { Database } from '../postgres/connect.js';
import { Operation } from '../postgres/operation.js';

/** What a request carries. */
export interface Context extends RelayContext {
  /** By which the log can be searched for what happened to it. */
  readonly requestId: string;
  /** What ends its statements before their time. */
  readonly operation: Operation;
  /** What the operation costs, in units of about one row read; undefined until it is about to run. */
  cost?: number;
  budget?: CostBudget;
}

/** Makes the context of one request, for whose answer `response` waits; its statements may take `time` milliseconds together. */
export function createContext(
  database: Database,
  time: number,
  requestId: string,
  viewer: Viewer,
  response: ServerResponse,
): Context {
  const operation = new Operation(time, (stop) => whenClosed(response, stop));
  return {
    database: database.during(operation),
    loaders: new RequestLoaders(),
    viewer,
    requestId,
    operation,
  };
}

function whenClosed(response: ServerResponse, act: () => void): void {
  if (response.destroyed) act();
  // It also closes once it has been sent, when there is nothing left to stop.
  else response.once('close', act);
}
