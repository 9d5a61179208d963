import type { OperationRecord } from '../plugins/operation-record.js';

/** What the log says of a request. Nothing in it is the client's own words but a path and names, both short. */
export interface RequestLine extends OperationRecord {
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold a document and its variables. */
  readonly path: string;
  readonly status: number;
  /** From its headers to its answer, in milliseconds. */
  readonly ms: number;
  /** The client did not wait for the answer. */
  readonly gone?: true;
}

/** Takes the line of a request. */
export type LogRequest = (line: RequestLine) => void;
