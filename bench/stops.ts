/** What has been started and must be ended, however the bench ends. */
export class Stops {
  readonly #stops = new Set<() => Promise<void> | void>();

  /** Remembers how to end something. Returns the way to end it earlier, which also throws what that throws. */
  add(stop: () => Promise<void> | void): () => Promise<void> {
    this.#stops.add(stop);
    return async () => {
      if (this.#stops.delete(stop)) await stop();
    };
  }

  /** Ends what is left, the last first. What cannot be ended does not keep the rest from it, and is told on stderr. */
  async all(): Promise<void> {
    for (const stop of [...this.#stops].reverse()) {
      this.#stops.delete(stop);
      try {
        await stop();
      } catch (error) {
        console.error('could not end what was started:', error);
      }
    }
  }
}
