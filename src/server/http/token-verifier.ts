import { createSecretKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../auth/viewer.js';
import type { LogError } from '../plugins/mask-errors.js';
import { KeysUnavailable, remoteKeys } from './remote-keys.js';

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
  /** When it must be verified again, in milliseconds since 1970. */
  readonly until: number;
  /** The fetch of keys with which it was verified. */
  readonly fetch: number;
}

/** Verifies tokens. */
export interface TokenVerifier {
  /** Returns the viewer of a token. Throws KeysUnavailable if the keys cannot be fetched, and other errors for an invalid token. */
  readonly verify: (token: string) => Promise<Viewer>;
  /** Whether a token was valid when it was last verified. */
  readonly isKnown: (token: string) => boolean;
}

/**
 * Makes a verifier of tokens (https://www.rfc-editor.org/rfc/rfc7519). The algorithm is fixed by the kind of key, so that no public
 * key can be used as a secret. `exp` is required, without clock tolerance. `scope` is a list separated by spaces
 * (https://www.rfc-editor.org/rfc/rfc8693#section-4.2).
 */
export function tokenVerifier(
  { key, issuer, audience }: TokenSettings,
  logError: LogError,
): TokenVerifier {
  // Only valid tokens, so that a client without one cannot fill it.
  const cache = new LRUCache<string, CachedToken>({ max: maximumCached });
  let fetch = 0;
  const [keys, algorithms] =
    'secret' in key
      ? [createSecretKey(key.secret, 'utf8'), ['HS256']]
      : [
          remoteKeys(key.jwksUrl, {
            onFetched: () => {
              fetch += 1;
            },
            onFailure: (error) => logError('cannot fetch the keys of tokens', error),
          }),
          ['RS256', 'ES256'],
        ];
  const options = { algorithms, issuer, audience, requiredClaims: ['exp'] };
  const verify = async (token: string): Promise<Viewer> => {
    const now = Date.now();
    const cached = cache.get(token);
    if (cached && now < cached.until && cached.fetch === fetch) return cached.viewer;
    try {
      const { payload } = await jwtVerify(token, keys, options);
      const { exp = 0, scope, sub: subject } = payload;
      const granted = typeof scope === 'string' ? scope.split(' ') : [];
      const viewer: Viewer = {
        subject,
        expiresAt: exp * 1000,
        scopes: { read: granted.includes('read'), write: granted.includes('write') },
      };
      cache.set(token, { viewer, until: Math.min(exp * 1000, now + cacheTime), fetch });
      return viewer;
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) cache.delete(token);
      throw error;
    }
  };
  return { verify, isKnown: (token) => cache.has(token) };
}
