/** What a request has loaded or is about to, each under a key of its own. Nothing in it outlives a change of the data. */
export class RequestLoaders {
  #loaders = new Map<object, unknown>();

  /** Returns what stands under `key`, and makes it the first time. One key always stands for one kind of loader. */
  get<Loader>(key: object, make: () => Loader): Loader {
    let loader = this.#loaders.get(key);
    if (loader === undefined) {
      loader = make();
      this.#loaders.set(key, loader);
    }
    // The type that `make` has at this key, which is the same each time.
    return loader as Loader;
  }

  /** Forgets everything: called after each mutation, so that what follows in the operation reads the changed data. */
  clear(): void {
    this.#loaders.clear();
  }
}
