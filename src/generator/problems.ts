/** Thrown for a schema from which no API can be made. Its message has one line for each problem. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** The remedy that removes the place of a problem from the API. */
export const omitIt = 'leave it out with `/// @omit`';

/** Collects the problems of a schema, to report all of them at once. */
export class Problems {
  readonly #lines = new Set<string>();

  /** Adds a problem at `place`, a `Model` or `Model.field`: the reason, and a remedy. */
  add(place: string, why: string, remedy: string): void {
    this.#lines.add(`${place}: ${why}; ${remedy}.`);
  }

  /** Throws SchemaError if there is any problem so far. */
  throwIfAny(): void {
    if (this.#lines.size > 0) throw new SchemaError([...this.#lines]);
  }
}
