import type { FastifyError, FastifyInstance } from 'fastify';
import { internalServerError } from '../../engine/errors.js';
import { type Refusal, refusal, refuse } from './refusal.js';
import { BodyError, tooLarge } from './request-body.js';

/** Answers the requests of `app` that fail. Nothing of an unexpected error is sent; it is logged. */
export function handleErrors(
  app: FastifyInstance,
  logError: (message: string, error: unknown) => void,
): void {
  const maximum = app.initialConfig.bodyLimit ?? 0;
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refused = refusalOf(error, maximum);
    if (refused) return refuse(reply, refused);
    logError(`request ${request.id}`, error);
    request.state.record.codes = ['INTERNAL_SERVER_ERROR'];
    const internal = internalServerError({ extensions: { requestId: request.id } });
    return refuse(reply, refusal(500, internal));
  });
}

/** The refusal of a body that was not read to its end or could not be parsed. */
function refusalOf(error: FastifyError, maximum: number): Refusal | undefined {
  if (error instanceof BodyError) return error.refusal;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge(maximum);
  // The connection broke, or the body has another length than its header says.
  return error.code === 'ECONNRESET' || error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH'
    ? incomplete
    : undefined;
}

const incomplete = refusal(400, 'The body is incomplete.');
