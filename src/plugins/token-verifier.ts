import { createSecretKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Viewer } from '../relay/viewer.js';
import type { LogError } from './mask-errors.js';
import { remoteKeys } from './remote-keys.js';

/** What a token must be to be let in. */
export interface TokenSettings {
  /** With what its signature is checked: a secret of at least 32 bytes (HS256), or public keys (RS256, ES256). */
  readonly key: { readonly secret: string } | { readonly jwksUrl: URL };
  /** Its `iss`. */
  readonly issuer: string;
  /** Its `aud`, or one of them. */
  readonly audience: string;
}

/**
 * Makes a function that checks a token (https://www.rfc-editor.org/rfc/rfc7519) and returns the viewer that it speaks for.
 * The algorithm is pinned to the kind of key, so that no public key passes for a secret. Expiry must be there, and the
 * clock is taken at its word. `scope` is a list with spaces between (https://www.rfc-editor.org/rfc/rfc8693#section-4.2).
 *
 * The function throws KeysUnavailable, and anything else for a token that is not valid.
 */
export function tokenVerifier({ key, issuer, audience }: TokenSettings, logError: LogError): (token: string) => Promise<Viewer> {
  const [keys, algorithms] =
    'secret' in key
      ? [createSecretKey(key.secret, 'utf8'), ['HS256']]
      : [remoteKeys(key.jwksUrl, (error) => logError('cannot fetch the keys of tokens', error)), ['RS256', 'ES256']];
  const options = { algorithms, issuer, audience, requiredClaims: ['exp'] };
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, options);
    const held = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
    return { scopes: { read: held.includes('read'), write: held.includes('write') } };
  };
}
