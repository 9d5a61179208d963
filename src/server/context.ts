import type { IncomingMessage } from 'node:http';
import type { ViewerContext } from '../auth/viewer.js';
import type { CostBudget } from '../engine/cost/cost-budget.js';
import type { ChangeFeed } from '../engine/live/change-feed.js';
import { RequestLoaders } from '../engine/paging/request-loaders.js';
import type { Database } from '../postgres/connect.js';
import { Operation } from '../postgres/operation.js';
import { whenClientGone } from './http/client-gone.js';
import type { OperationLimits } from './limits/operation-limits.js';
import type { OperationRecord } from './plugins/operation-record.js';

/** The context of a GraphQL operation. */
export interface Context extends ViewerContext {
  /** The ID of the request in the log. */
  readonly requestId: string;
  /** Cancels its statements when its time is over or its client is gone. */
  readonly operation: Operation;
  /** Node's request. */
  readonly req: IncomingMessage;
  /** The client's address, as the outermost trusted proxy reported it. */
  readonly clientAddress: () => string;
  /** The log entry of the operation. */
  readonly record: OperationRecord;
  /** The cost of the operation, in units of about one row read; undefined until it is computed before execution. */
  cost?: number;
  budget?: CostBudget;
  /** Must be called when the operation has been executed. */
  end(): void;
}

/** The part of the context that is known before the operation is parsed. */
export type RequestContext = Pick<
  Context,
  'req' | 'requestId' | 'viewer' | 'record' | 'clientAddress'
>;

/** What the contexts of a server have in common. */
export interface ContextSources {
  readonly database: Database;
  readonly changes: ChangeFeed | undefined;
  /** What the statements of an operation may take and read in total. */
  readonly limits: Pick<OperationLimits, 'time' | 'bytes'>;
}

/** Creates the context of a request. */
export function createContext(sources: ContextSources, request: RequestContext): Context {
  const { database, changes } = sources;
  const { time, bytes } = sources.limits;
  let removeListener = () => {};
  const onGone = (stop: () => void) => {
    removeListener = whenClientGone(request.req.socket, stop);
  };
  const operation = new Operation(time, onGone, bytes);
  const { req, requestId, viewer, record, clientAddress } = request;
  return {
    req,
    requestId,
    viewer,
    record,
    clientAddress,
    database: database.during(operation),
    changes,
    loaders: new RequestLoaders(),
    operation,
    end() {
      operation.end();
      removeListener();
    },
  };
}
