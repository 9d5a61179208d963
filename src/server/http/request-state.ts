import type { Viewer } from '../../auth/viewer.js';
import type { Context } from '../context.js';
import type { OperationRecord } from '../plugins/operation-record.js';

/** Data of a request that is kept while it is handled. */
export interface RequestState {
  /** When the request began, by `performance.now()`. */
  readonly startedAt: number;
  /** The log entry of its operation. */
  readonly record: OperationRecord;
  /** The authenticated viewer; undefined until the request is authenticated. */
  viewer: Viewer | undefined;
  /** The context of its operation; undefined until its body was read. */
  context?: Context;
}

declare module 'fastify' {
  interface FastifyRequest {
    state: RequestState;
  }
}
