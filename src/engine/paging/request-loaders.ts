/** The loaders of a request, by key. They are removed after each change of the data. */
export class RequestLoaders {
  #loaders = new Map<object, unknown>();

  /** Returns the loader of `key`, which is made the first time. A key always has the same kind of loader. */
  get<Loader>(key: object, make: () => Loader): Loader {
    let loader = this.#loaders.get(key);
    if (loader === undefined) {
      loader = make();
      this.#loaders.set(key, loader);
    }
    // The type of `make`, which is always the same for one key.
    return loader as Loader;
  }

  /** Removes all loaders: called after each mutation, so that later fields read the changed data. */
  clear(): void {
    this.#loaders.clear();
  }
}
