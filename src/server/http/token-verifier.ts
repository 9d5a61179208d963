import { createSecretKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../auth/viewer.js';
import type { LogError } from '../plugins/mask-errors.js';
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

/** How long a token that was good is not looked at again, in milliseconds: checking takes longer than answering a small query. */
const trustTime = 60_000;
/** How many of them are known at a time. */
const maximumKnown = 1_000;

interface KnownToken {
  readonly viewer: Viewer;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Makes a function that checks a token (https://www.rfc-editor.org/rfc/rfc7519) and returns the viewer that it speaks for.
 * The algorithm is pinned to the kind of key, so that no public key passes for a secret. Expiry must be there, and the
 * clock is taken at its word. `scope` is a list with spaces between (https://www.rfc-editor.org/rfc/rfc8693#section-4.2).
 *
 * The function throws KeysUnavailable, and anything else for a token that is not valid.
 */
export function tokenVerifier(
  { key, issuer, audience }: TokenSettings,
  logError: LogError,
): (token: string) => Promise<Viewer> {
  // Only good ones, so that nobody can fill it who cannot make one.
  const known = new LRUCache<string, KnownToken>({ max: maximumKnown });
  const [keys, algorithms] =
    'secret' in key
      ? [createSecretKey(key.secret, 'utf8'), ['HS256']]
      : [
          remoteKeys(key.jwksUrl, {
            onFetched: () => known.clear(),
            onFailure: (error) => logError('cannot fetch the keys of tokens', error),
          }),
          ['RS256', 'ES256'],
        ];
  const options = { algorithms, issuer, audience, requiredClaims: ['exp'] };
  return async (token) => {
    const now = Date.now();
    const before = known.get(token);
    if (before && now < before.until) return before.viewer;
    const { payload } = await jwtVerify(token, keys, options);
    const { exp = 0, scope, sub: subject } = payload;
    const held = typeof scope === 'string' ? scope.split(' ') : [];
    const viewer = {
      subject,
      scopes: { read: held.includes('read'), write: held.includes('write') },
    };
    known.set(token, { viewer, until: Math.min(exp * 1000, now + trustTime) });
    return viewer;
  };
}
