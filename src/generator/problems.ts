/** Thrown for a schema that no API can be made from. Its message has one line for each problem. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** What leaves the place of a problem out of the API. */
export const omitIt = 'leave it out with `/// @omit`';

/** Collects what is wrong with a schema, so that everything is told at once. */
export class Problems {
  readonly #lines = new Set<string>();

  /** `place` is `Model` or `Model.field`; `why` is what is wrong there, and `remedy` what to do. */
  add(place: string, why: string, remedy: string): void {
    this.#lines.add(`${place}: ${why}; ${remedy}.`);
  }

  /** Throws SchemaError if there is any problem so far. */
  throwIfAny(): void {
    if (this.#lines.size > 0) throw new SchemaError([...this.#lines]);
  }
}
