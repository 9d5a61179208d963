import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationRecord } from '../plugins/operation-record.js';
import { pathOf } from './request-target.js';

/** The maximum length of a path in the log. */
const maximumPath = 100;

/** What the log says of a request. Of the client's own text it has a path and names, both short. */
export interface RequestLine extends OperationRecord {
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold a document and its variables. */
  readonly path: string;
  readonly status: number;
  /** From its headers to its response, in milliseconds. */
  readonly ms: number;
  /** The client did not wait for the response. */
  readonly gone?: true;
}

/** Takes the line of a request. */
export type LogRequest = (line: RequestLine) => void;

/** The line of a request that is about to be answered. */
export function requestLine(request: FastifyRequest, reply: FastifyReply): RequestLine {
  const { startedAt, record } = request.arrival;
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
