import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** The timeout for fetching keys, in milliseconds. */
const fetchTime = 3_000;
/** How long keys are cached, in milliseconds. A withdrawn key is trusted until then. */
const maximumAge = 600_000;
/** The minimum interval between fetches because of unknown keys, in milliseconds. */
const searchPause = 10_000;
/** The pause after a failed fetch, in milliseconds. */
const failurePause = 1_000;

/** The keys cannot be fetched, so no token can be verified. */
export class KeysUnavailable extends Error {}

/** Called after a fetch. */
export interface KeyListeners {
  /** The keys were fetched, and may have changed. */
  readonly onFetched: () => void;
  /** The keys could not be fetched. Not called again for failures in a row within the pause. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Public keys from a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517#section-5), for jose. They are fetched when the
 * first is needed, cached, and fetched again when the cache expires or when a token names an unknown key, as after a rotation.
 * A client can name any key, so the latter is limited to one fetch per interval. Throws KeysUnavailable if a fetch fails.
 */
export function remoteKeys(url: URL, { onFetched, onFailure }: KeyListeners): JWTVerifyGetKey {
  // jose's own cooldown begins with each fetch: a key that is introduced just after one would be refused.
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
      // Concurrent calls share one fetch.
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
