import { sql } from 'kysely';
import type { Condition } from './conditions.js';
import { badUserInput, type Mistakes } from './errors.js';

/** A filter object as GraphQL hands it over, its IDs still as sent. */
export type Filter = Readonly<Record<string, unknown>>;

/** A filter's way to what it needs while it becomes SQL. */
export class FilterScope {
  #aliases = 0;

  /** `mistakes` collects what is wrong anywhere in the filter. */
  constructor(readonly mistakes: Mistakes) {}

  /** An alias that no other table of the statement has. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** Runs a check and returns its SQL, or keeps the mistake it throws and lets nothing through. */
  check(check: () => Condition): Condition {
    return this.mistakes.check(check) ?? sql`false`;
  }

  /** Reports an explicit null, which may be a variable that somebody forgot. */
  forbidNull(path: string): Condition {
    return this.check(() => {
      throw badUserInput(`${path} must not be null: leave it out, or give it a value`, { argument: path });
    });
  }
}
