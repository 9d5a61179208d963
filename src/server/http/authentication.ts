import type { GraphQLError } from 'graphql';
import { everyone, type Viewer } from '../../auth/viewer.js';
import { serviceUnavailable, unauthenticated } from '../../engine/errors.js';
import type { LogError } from '../plugins/mask-errors.js';
import { KeysUnavailable } from './remote-keys.js';
import { type TokenSettings, tokenVerifier } from './token-verifier.js';

/** Which tokens are let in; `off` opens the server to everyone. */
export type Authentication = TokenSettings | 'off';

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1; the scheme's case does not matter (RFC 9110, 11.1). */
const bearer = /^bearer +([\w~+/.-]+=*) *$/i;

/** Finds the viewer by the `authorization` header of a request. Rejects with UNAUTHENTICATED, or SERVICE_UNAVAILABLE. */
export type Authenticate = (authorization: string | undefined) => Viewer | Promise<Viewer>;

/**
 * Makes what says who asks. Where tokens are checked, a request without a valid one is to be answered with the status 401
 * before its body is read, so that a stranger learns nothing of the schema; where the keys to check one with cannot be fetched,
 * with 503.
 *
 * Not `@graphql-yoga/plugin-jwt`, which takes tokens that never expire, answers 500 to an unknown key and fetches the keys
 * anew for each, and has neither the codes nor `WWW-Authenticate`.
 */
export function authenticator(authentication: Authentication, logError: LogError): Authenticate {
  if (authentication === 'off') return () => everyone;
  const verify = tokenVerifier(authentication, logError);
  return async (authorization = '') => {
    const [, token] = bearer.exec(authorization) ?? [];
    if (token === undefined)
      throw refused('This needs a token, as the header "Authorization: Bearer <token>".', 'Bearer');
    try {
      return await verify(token);
    } catch (error) {
      if (error instanceof KeysUnavailable) throw unavailable();
      // What was wrong with it is nobody's business who cannot make one.
      throw refused(
        'The token is not valid here, or not any more.',
        'Bearer error="invalid_token"',
      );
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
  const message = 'Tokens cannot be checked at the moment. It is safe to try again.';
  return serviceUnavailable(message, { extensions: { http } });
}
