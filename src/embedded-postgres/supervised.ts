import { type EmbeddedPostgres, startEmbedded } from './embedded.js';

/** Who is told of what happens to an embedded PostgreSQL. */
export interface Watcher {
  /** It has ended, killed perhaps, without having been told to by us. It is being started again. */
  onEnd(): void;
  /** It cannot be brought back: whoever needs it cannot go on. */
  onFailure(error: Error): void;
}

/** How often to try to bring it back; that is some 20 seconds, as what the dead one has left may have to end first. */
const attempts = 14;

/**
 * Starts the PostgreSQL kept in `dataDir` as `startEmbedded` does, and again, on the same port, whenever it ends without
 * having been stopped here: who connects by its URL finds it back after a moment. Throws what `startEmbedded` throws.
 */
export async function keepEmbedded(
  dataDir: string,
  watcher: Watcher,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  let current = await startEmbedded(dataDir);
  const { url } = current;
  let stopping = false;
  let returning: Promise<unknown> = Promise.resolve();

  const bringBack = async () => {
    current = await startEmbedded(dataDir, { port: new URL(url).port }, attempts);
    // Somebody has started it meanwhile, and been killed.
    if (current.url !== url) throw new Error('PostgreSQL has come back on another port');
  };
  const watch = () =>
    void current.lost.then(() => {
      if (stopping) return;
      watcher.onEnd();
      returning = bringBack().then(watch, (reason) => {
        if (!stopping)
          watcher.onFailure(
            new Error(`the embedded PostgreSQL has ended: ${reason.message}`, { cause: reason }),
          );
      });
    });
  watch();
  return {
    url,
    async stop() {
      stopping = true;
      await returning;
      await current.stop();
    },
  };
}
