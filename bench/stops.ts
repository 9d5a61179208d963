/** The started processes and connections, which must be stopped however the benchmark ends. */
export class Stops {
  readonly #stops = new Set<() => Promise<void> | void>();

  /** Registers a function that stops something. Returns a function that calls it earlier. */
  add(stop: () => Promise<void> | void): () => Promise<void> {
    this.#stops.add(stop);
    return async () => {
      if (this.#stops.delete(stop)) await stop();
    };
  }

  /** Stops the rest, the last first. A failure is printed on stderr and does not prevent the others. */
  async all(): Promise<void> {
    for (const stop of [...this.#stops].reverse()) {
      this.#stops.delete(stop);
      try {
        await stop();
      } catch (error) {
        console.error('could not stop:', error);
      }
    }
  }
}
