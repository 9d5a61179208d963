import type { GraphQLError } from 'graphql';
import { everyone, type Viewer } from '../../auth/viewer.js';
import { serviceUnavailable, unauthenticated } from '../../engine/errors.js';
import type { ChargedContext, ClientRates } from '../limits/client-rates.js';
import type { LogError } from '../plugins/mask-errors.js';
import { KeysUnavailable } from './remote-keys.js';
import { type TokenSettings, tokenVerifier } from './token-verifier.js';

/** How requests are authenticated: by tokens, or not at all. */
export type Authentication = TokenSettings | 'off';

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1; the scheme's case does not matter (RFC 9110, 11.1). */
const bearer = /^bearer +([\w~+/.-]+=*) *$/i;

/** Finds the viewer by the `authorization` header of a client. Rejects with UNAUTHENTICATED, or SERVICE_UNAVAILABLE. */
export type Authenticate = (
  authorization: string | undefined,
  client: () => ChargedContext,
) => Viewer | Promise<Viewer>;

/** The cost of an invalid token: verifying one takes 0.3 ms, and a millisecond before an operation is executed costs 100. */
const invalidTokenCost = 30;

/**
 * Creates the function that authenticates requests. It is called before the body is read, so that a client without a token
 * learns nothing about the schema. An invalid or missing token is 401; keys that cannot be fetched are 503.
 *
 * `rates` are those of invalid tokens by address. Above the limit, an address is refused with 429 unless it sends a token that
 * was valid before: others may have the same address, and their tokens must still work.
 *
 * Not `@graphql-yoga/plugin-jwt`, which accepts tokens that never expire, answers 500 for an unknown key and fetches the keys
 * again for each one, and sends neither error codes nor `WWW-Authenticate`.
 */
export function authenticator(
  authentication: Authentication,
  logError: LogError,
  rates?: ClientRates,
): Authenticate {
  if (authentication === 'off') return () => everyone;
  const { verify, isKnown } = tokenVerifier(authentication, logError);
  return async (authorization = '', client) => {
    const [, token] = bearer.exec(authorization) ?? [];
    if (token === undefined)
      throw refused(
        'A token is required, in the header "Authorization: Bearer <token>".',
        'Bearer',
      );
    const overLimit = rates && !isKnown(token) ? await rates.refusal(client()) : undefined;
    if (overLimit) throw overLimit;
    try {
      return await verify(token);
    } catch (error) {
      if (error instanceof KeysUnavailable) throw unavailable();
      await rates?.charge(client(), invalidTokenCost);
      // The reason is not sent: it would help to forge a token.
      throw refused('The token is invalid or has expired.', 'Bearer error="invalid_token"');
    }
  };
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function refused(message: string, challenge: string): GraphQLError {
  const http = { status: 401, headers: { 'www-authenticate': challenge } };
  return unauthenticated(message, { extensions: { http } });
}

function unavailable(): GraphQLError {
  const http = { status: 503, headers: { 'retry-after': '1' } };
  const message = 'Tokens cannot be verified at the moment. It is safe to try again.';
  return serviceUnavailable(message, { extensions: { http } });
}
