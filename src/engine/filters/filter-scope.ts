import { type RawBuilder, sql } from 'kysely';
import { badUserInput, type InputErrors } from '../errors.js';
import type { Condition } from '../sql/conditions.js';

/** A filter object as GraphQL hands it over, its IDs still as sent. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * How many EXISTS of one query PostgreSQL may turn into joins. A join lets it begin with the related rows where few of them
 * match; but it plans all joins of a query together: 8 take 12 ms, 20 take 50 ms, and 75 take 4 s and more than a gigabyte.
 */
const mostJoins = 4;
/**
 * An EXISTS that is no join PostgreSQL plans twice, for each row and for all rows at once, and with it everything inside: 2
 * to the power of the depth, which at 25 took 10 GB. So deep within each other, only the first way is left to it.
 */
const deepestChoice = 3;

/** A filter's way to what it needs while it becomes SQL. */
export class FilterScope {
  #aliases = 0;
  /** Whether what is being built stands under OR or NOT. */
  #apart = false;
  /** How many EXISTS of the query that is being built may still become joins. */
  #joins = mostJoins;
  /** How many of the EXISTS around it PostgreSQL plans twice. */
  #choices = 0;

  /** `errors` collects the input errors anywhere in the filter. */
  constructor(readonly errors: InputErrors) {}

  /** An alias that no other table of the statement has. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** Runs a check and returns its SQL, or keeps the input error it throws and lets nothing through. */
  check(check: () => Condition): Condition {
    return this.errors.check(check) ?? sql`false`;
  }

  /** Reports an explicit null, which may be a variable that somebody forgot. */
  forbidNull(path: string): Condition {
    return this.check(() => {
      throw badUserInput(`${path} must not be null: leave it out, or give it a value`, {
        argument: path,
      });
    });
  }

  /** Builds what stands under OR or NOT, where PostgreSQL cannot make a join of an EXISTS. */
  apart<Result>(build: () => Result): Result {
    const before = this.#apart;
    this.#apart = true;
    const result = build();
    this.#apart = before;
    return result;
  }

  /** SQL: the query that `build` makes, `SELECT … WHERE …`, has a row. */
  exists(build: () => RawBuilder<unknown>): Condition {
    if (!this.#apart && this.#joins > 0) {
      this.#joins -= 1;
      return sql`EXISTS (${build()})`;
    }
    const before = { apart: this.#apart, joins: this.#joins, choices: this.#choices };
    const fenced = this.#choices === deepestChoice;
    // A query of its own, whose joins are planned by themselves.
    this.#apart = false;
    this.#joins = mostJoins;
    if (!fenced) this.#choices += 1;
    const query = build();
    this.#apart = before.apart;
    this.#joins = before.joins;
    this.#choices = before.choices;
    // Neither a query with OFFSET nor one under IS TRUE becomes a join.
    return fenced ? sql`EXISTS (${query} OFFSET 0)` : sql`(EXISTS (${query})) IS TRUE`;
  }
}
