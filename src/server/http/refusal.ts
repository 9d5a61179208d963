import type { FastifyReply } from 'fastify';

/** A response to a request that is not executed. */
export interface Refusal {
  readonly status: number;
  /** The headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A GraphQL response with errors, as JSON. */
  readonly body: string;
}

/** Creates a refusal. Its code is BAD_REQUEST unless `extensions` has another. */
export function refusal(
  status: number,
  message: string,
  headers: Refusal['headers'] = {},
  extensions: object = {},
): Refusal {
  return {
    status,
    headers,
    body: JSON.stringify({
      errors: [{ message, extensions: { code: 'BAD_REQUEST', ...extensions } }],
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
