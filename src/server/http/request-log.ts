import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationRecord } from '../plugins/operation-record.js';
import { pathOf } from './request-target.js';

/** The maximum length of a path in the log. */
const maximumPath = 100;

/** The log entry of a request. Of the client's input it contains only the path and names, which are truncated. */
export interface RequestLine extends OperationRecord {
  readonly requestId: string;
  readonly method: string;
  /** Without the query string, which may contain a document and variables. */
  readonly path: string;
  readonly status: number;
  /** The time from its headers to its response, in milliseconds. */
  readonly ms: number;
  /** Present if the client disconnected before the response. */
  readonly gone?: true;
}

/** Logs a request. */
export type LogRequest = (line: RequestLine) => void;

/** The log entry of a request whose response is about to be sent. */
export function requestLine(request: FastifyRequest, reply: FastifyReply): RequestLine {
  const { startedAt, record } = request.state;
  return {
    requestId: request.id,
    method: request.method,
    path: pathOf(request.originalUrl).slice(0, maximumPath),
    ...record,
    status: reply.statusCode,
    ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
    ...(reply.raw.destroyed && { gone: true }),
  };
}
