import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { everyone, type Viewer } from '../relay/viewer.js';
import type { LogError } from './mask-errors.js';
import { KeysUnavailable } from './remote-keys.js';
import { type TokenSettings, tokenVerifier } from './token-verifier.js';

/** Which tokens are let in; `off` opens the server to everyone. */
export type Authentication = TokenSettings | 'off';

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1; the scheme's case does not matter (RFC 9110, 11.1). */
const bearer = /^bearer +([\w~+/.-]+=*) *$/i;

const nobody: Viewer = { scopes: { read: false, write: false } };

/**
 * Says who asks: puts the viewer into the context. Where tokens are checked, a request for an operation without a valid
 * one is answered with the status 401 before its body is read, so that a stranger learns nothing of the schema; where the
 * keys to check one with cannot be fetched, with 503.
 *
 * Not `@graphql-yoga/plugin-jwt`, which takes tokens that never expire, answers 500 to an unknown key and fetches the keys
 * anew for each, and has neither the codes nor `WWW-Authenticate`.
 */
export function useAuthentication(authentication: Authentication, logError: LogError): Plugin<{ viewer: Viewer }> {
  if (authentication === 'off') return { onContextBuilding: ({ extendContext }) => extendContext({ viewer: everyone }) };
  const verify = tokenVerifier(authentication, logError);
  const viewers = new WeakMap<Request, Viewer>();
  return {
    async onRequestParse({ request }) {
      const [, token] = bearer.exec(request.headers.get('authorization') ?? '') ?? [];
      if (token === undefined)
        throw unauthenticated('This needs a token, as the header "Authorization: Bearer <token>".', 'Bearer');
      try {
        viewers.set(request, await verify(token));
      } catch (error) {
        if (error instanceof KeysUnavailable) throw unavailable();
        // What was wrong with it is nobody's business who cannot make one.
        throw unauthenticated('The token is not valid here, or not any more.', 'Bearer error="invalid_token"');
      }
    },
    onContextBuilding({ context, extendContext }) {
      extendContext({ viewer: viewers.get(context.request) ?? nobody });
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function unauthenticated(message: string, challenge: string): GraphQLError {
  const http = { status: 401, headers: { 'www-authenticate': challenge } };
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http } });
}

function unavailable(): GraphQLError {
  const http = { status: 503, headers: { 'retry-after': '1' } };
  const message = 'Tokens cannot be checked at the moment. It is safe to try again.';
  return new GraphQLError(message, { extensions: { code: 'SERVICE_UNAVAILABLE', http } });
}
