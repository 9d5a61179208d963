/** A value with fewer parts is computed again each time, which takes less time than to remember it. */
const manyParts = 100;

/** The costs of values, by object: the value of a variable may be used many times, and is read once. */
export class KnownCosts {
  readonly #known = new WeakMap<object, number>();
  /** The number of objects and lists that were read. */
  #parts = 0;

  /** The cost of `value`. `compute` calls this method for the values inside of it. */
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
