import { createSecretKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../auth/viewer.js';
import type { LogError } from '../plugins/mask-errors.js';
import { remoteKeys } from './remote-keys.js';

/** The requirements on a token. */
export interface TokenSettings {
  /** The key of its signature: a secret of at least 32 bytes (HS256), or public keys (RS256, ES256). */
  readonly key: { readonly secret: string } | { readonly jwksUrl: URL };
  /** Its `iss`. */
  readonly issuer: string;
  /** Its `aud`, or one of them. */
  readonly audience: string;
}

/** How long a verified token is cached, in milliseconds: verification takes longer than a small query. */
const cacheTime = 60_000;
/** The maximum number of cached tokens. */
const maximumCached = 1_000;

interface CachedToken {
  readonly viewer: Viewer;
  /** When the entry expires, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * Returns a function that verifies a token (https://www.rfc-editor.org/rfc/rfc7519) and returns its viewer. The algorithm is
 * fixed by the kind of key, so that no public key can be used as a secret. `exp` is required, without clock tolerance. `scope`
 * is a list separated by spaces (https://www.rfc-editor.org/rfc/rfc8693#section-4.2).
 *
 * The function throws KeysUnavailable if the keys cannot be fetched, and other errors for an invalid token.
 */
export function tokenVerifier(
  { key, issuer, audience }: TokenSettings,
  logError: LogError,
): (token: string) => Promise<Viewer> {
  // Only valid tokens, so that a client without one cannot fill it.
  const cache = new LRUCache<string, CachedToken>({ max: maximumCached });
  const [keys, algorithms] =
    'secret' in key
      ? [createSecretKey(key.secret, 'utf8'), ['HS256']]
      : [
          remoteKeys(key.jwksUrl, {
            onFetched: () => cache.clear(),
            onFailure: (error) => logError('cannot fetch the keys of tokens', error),
          }),
          ['RS256', 'ES256'],
        ];
  const options = { algorithms, issuer, audience, requiredClaims: ['exp'] };
  return async (token) => {
    const now = Date.now();
    const cached = cache.get(token);
    if (cached && now < cached.until) return cached.viewer;
    const { payload } = await jwtVerify(token, keys, options);
    const { exp = 0, scope, sub: subject } = payload;
    const granted = typeof scope === 'string' ? scope.split(' ') : [];
    const viewer = {
      subject,
      scopes: { read: granted.includes('read'), write: granted.includes('write') },
    };
    cache.set(token, { viewer, until: Math.min(exp * 1000, now + cacheTime) });
    return viewer;
  };
}
