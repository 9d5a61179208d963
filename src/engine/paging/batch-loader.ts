import DataLoader from 'dataloader';

/**
 * A DataLoader that keeps failures as it keeps results: by itself it forgets the keys of a batch that fails, and what is loaded
 * once more, as when a query that failed compiled is executed again to find its errors, would send the statement once more.
 * `cacheKey` says which keys are the same, where they are not equal.
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
