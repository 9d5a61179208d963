import type { FastifyReply } from 'fastify';
import type { GraphQLError } from 'graphql';
import { badRequest } from '../errors.js';

/** A response to a request that is not executed. */
export interface Refusal {
  readonly status: number;
  /** The headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A GraphQL response with errors, as JSON. */
  readonly body: string;
}

/** Creates a refusal with the code of `error`; a message alone is a BAD_REQUEST. */
export function refusal(
  status: number,
  error: GraphQLError | string,
  headers: Refusal['headers'] = {},
): Refusal {
  const { message, extensions } = typeof error === 'string' ? badRequest(error) : error;
  // The status is the response's own.
  const { http: _, ...shown } = extensions;
  return {
    status,
    headers,
    body: JSON.stringify({
      errors: [{ message, extensions: shown }],
    }),
  };
}

/** Sends a refusal. */
export function refuse(reply: FastifyReply, { status, headers, body }: Refusal): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'application/json; charset=utf-8', ...headers })
    .send(body);
}
