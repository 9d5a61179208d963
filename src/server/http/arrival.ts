import type { Viewer } from '../../auth/viewer.js';
import type { OperationRecord } from '../plugins/operation-record.js';

/** What the server knows of a request besides what the client sent. */
export interface Arrival {
  /** By `performance.now()`. */
  readonly startedAt: number;
  /** What is logged of its operation. */
  readonly record: OperationRecord;
  /** Who sent it; undefined until that has been checked. */
  viewer: Viewer | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    arrival: Arrival;
  }
}
