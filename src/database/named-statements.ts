/** How many statements one connection may have prepared: each takes some memory of PostgreSQL's, for as long as it lives. */
const maximum = 500;

/**
 * Names for statements that come again, so that PostgreSQL parses each once a connection: the same text has the same name,
 * and no other ever has it. The first `maximum` texts get one; what filters make beyond them goes unnamed.
 *
 * Only with `plan_cache_mode = force_custom_plan`: a plan that fits all parameters would read whole relations for some.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** The name of a statement, or undefined for one that is not to have any. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= maximum) return known;
    const name = `bothends_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
