import type { IncomingMessage } from 'node:http';
import type { ViewerContext } from '../auth/viewer.js';
import type { CostBudget } from '../engine/cost/cost-budget.js';
import { RequestLoaders } from '../engine/paging/request-loaders.js';
import type { Database } from '../postgres/connect.js';
import { Operation } from '../postgres/operation.js';
import { whenClientGone } from './http/client-gone.js';
import type { OperationRecord } from './plugins/operation-record.js';

/** What a request carries. */
export interface Context extends ViewerContext {
  /** By which the log can be searched for what happened to it. */
  readonly requestId: string;
  /** What ends its statements before their time. */
  readonly operation: Operation;
  /** Node's request. */
  readonly req: IncomingMessage;
  /** The address that it came from, as the outermost trusted proxy saw it. */
  readonly clientAddress: () => string;
  /** What is logged of the operation. */
  readonly record: OperationRecord;
  /** What the operation costs, in units of about one row read; undefined until it is about to be executed. */
  cost?: number;
  budget?: CostBudget;
  /** To be called once the operation was answered. */
  end(): void;
}

/** What a request has before its operation is known. */
export type RequestContext = Pick<
  Context,
  'req' | 'requestId' | 'viewer' | 'record' | 'clientAddress'
>;

/** Makes the context of one request, whose statements may take `time` milliseconds together. */
export function createContext(database: Database, time: number, request: RequestContext): Context {
  let forget = () => {};
  const operation = new Operation(time, (stop) => {
    forget = whenClientGone(request.req.socket, stop);
  });
  const { req, requestId, viewer, record, clientAddress } = request;
  return {
    req,
    requestId,
    viewer,
    record,
    clientAddress,
    database: database.during(operation),
    loaders: new RequestLoaders(),
    operation,
    end() {
      operation.end();
      forget();
    },
  };
}
