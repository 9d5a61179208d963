/** The cost of a value with fewer parts is not cached, because computing it is quicker. */
const manyParts = 100;

/** The costs of values, by object: a variable may be used many times, but its value is read once. */
export class KnownCosts {
  readonly #known = new WeakMap<object, number>();
  /** The number of objects and lists that were read. */
  #parts = 0;

  /** The cost of `value`. `compute` calls this method for nested values. */
  of(value: object, compute: () => number): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const before = this.#parts;
    this.#parts += 1;
    const cost = compute();
    if (this.#parts - before >= manyParts) this.#known.set(value, cost);
    return cost;
  }
}
