import { type EmbeddedPostgres, startEmbedded } from './embedded.js';

/** Called when an embedded PostgreSQL ends. */
export interface SupervisorListeners {
  /** It is starting for the first time: work that keeps this process busy takes no time from it. Must not throw. */
  onStarting?(): void;
  /** It ended without having been stopped here, for example because it was killed. It is being restarted. */
  onEnd(): void;
  /** It cannot be restarted. */
  onFailure(error: Error): void;
}

/** The number of attempts to restart it, over about 20 seconds: processes of the previous one may have to end first. */
const attempts = 14;

/**
 * Starts the PostgreSQL in `dataDir` as `startEmbedded` does, and restarts it on the same port whenever it ends without
 * having been stopped here. Throws what `startEmbedded` throws.
 */
export async function startSupervised(
  dataDir: string,
  listeners: SupervisorListeners,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  let current = await startEmbedded(dataDir, {}, undefined, listeners.onStarting);
  const { url } = current;
  let stopping = false;
  let restarting: Promise<unknown> = Promise.resolve();

  const restart = async () => {
    current = await startEmbedded(dataDir, { port: new URL(url).port }, attempts);
    // Another server started it meanwhile and was killed.
    if (current.url !== url) throw new Error('PostgreSQL runs on another port now');
  };
  const watch = () =>
    void current.lost.then(() => {
      if (stopping) return;
      listeners.onEnd();
      restarting = restart().then(watch, (reason) => {
        if (!stopping)
          listeners.onFailure(
            new Error(`the embedded PostgreSQL ended and cannot be restarted: ${reason.message}`, {
              cause: reason,
            }),
          );
      });
    });
  watch();
  return {
    url,
    async stop() {
      stopping = true;
      await restarting;
      await current.stop();
    },
  };
}
