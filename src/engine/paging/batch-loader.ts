import DataLoader from 'dataloader';

/**
 * A DataLoader that also caches failures. By default, it removes the keys of a failed batch from its cache, and when a failed
 * compiled query is executed again by graphql-js, the statement would be sent again. `cacheKey` is for keys that are objects.
 */
export function batchLoader<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  cacheKey: (key: Key) => unknown = (key) => key,
): DataLoader<Key, Value, unknown> {
  return new DataLoader<Key, Value, unknown>(
    async (keys) => {
      try {
        return await load(keys);
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        return keys.map(() => failure);
      }
    },
    { cacheKeyFn: cacheKey },
  );
}
