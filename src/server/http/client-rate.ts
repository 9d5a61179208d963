import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { ChargedContext, ClientRates } from '../limits/client-rates.js';
import { passPreparation } from '../limits/preparation-time.js';
import { type Refusal, refusal } from './refusal.js';

/**
 * Charges every request of an authenticated client whose operation was not charged, because the request was refused before: its
 * body was not JSON, for example.
 */
export function chargeRefusals(app: FastifyInstance, rates: ClientRates): void {
  // Before the response is sent, so that the client cannot send the next request earlier.
  app.addHook('onSend', async (request, _, payload) => {
    const { context, viewer } = request.state;
    const isCharged = context && rates.isCharged(context);
    if (viewer && !isCharged) await rates.charge(context ?? clientContext(request), 1);
    return payload;
  });
}

/** The refusal of a request whose client has reached the rate limit, before the body is read. */
export async function rateRefusal(
  request: FastifyRequest,
  rates: ClientRates,
): Promise<Refusal | undefined> {
  const error = await rates.refusal(clientContext(request));
  if (!error) return undefined;
  request.state.record.codes = ['SERVICE_UNAVAILABLE'];
  return refusal(429, error, headersOf(error));
}

function clientContext(request: FastifyRequest): ChargedContext {
  const context = {
    viewer: request.state.viewer,
    clientAddress: () => request.ip,
    req: request.raw,
  };
  passPreparation(request, context);
  return context;
}

function headersOf({ extensions }: GraphQLError): Readonly<Record<string, string>> {
  // Set by `ClientRates`.
  const { headers } = extensions.http as { readonly headers: Readonly<Record<string, string>> };
  return headers;
}
