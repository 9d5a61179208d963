import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** How long a request waits for keys to be fetched, in milliseconds. */
const fetchTime = 3_000;
/** How long keys count as current, so that one that was taken back is forgotten, in milliseconds. */
const maximumAge = 600_000;
/** How long, after they were fetched for a token of an unknown key, no other unknown key makes them be fetched, in milliseconds. */
const searchPause = 10_000;
/** How long, after they could not be fetched, it is not tried again, in milliseconds. */
const failurePause = 1_000;

/** The keys of tokens cannot be fetched, so no token can be checked. */
export class KeysUnavailable extends Error {}

/** Who is told of a fetch. */
export interface KeyListeners {
  /** There are keys, which may be others than before. */
  readonly onFetched: () => void;
  /** There are none, and why; not each time, where it is tried again and again. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Public keys from a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517#section-5), as jose asks for them: fetched
 * when the first is needed, kept, and fetched again when they are old, or when a token names one that is not among them,
 * as it does after a rotation. Strangers may name any, so that is done once in a while only. Who asks for a key
 * when none can be had gets KeysUnavailable.
 */
export function remoteKeys(url: URL, { onFetched, onFailure }: KeyListeners): JWTVerifyGetKey {
  // Its own pause begins with each fetch: a key that comes into use just after one would be refused.
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: fetchTime,
    cacheMaxAge: maximumAge,
    cooldownDuration: Number.POSITIVE_INFINITY,
  });
  let searchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;

  const fetchKeys = async () => {
    const isPaused = () => Date.now() - failedAt < failurePause;
    if (isPaused()) throw new KeysUnavailable();
    try {
      // All who ask while it is under way share it.
      await keys.reload();
      onFetched();
    } catch (error) {
      if (!isPaused()) onFailure(error);
      failedAt = Date.now();
      throw new KeysUnavailable();
    }
  };

  return async (header, token) => {
    const isNew = !keys.fresh;
    if (isNew) await fetchKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      if (isNew || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (!keys.reloading && Date.now() - searchedAt < searchPause) throw error;
      searchedAt = Date.now();
      await fetchKeys();
      return keys(header, token);
    }
  };
}
