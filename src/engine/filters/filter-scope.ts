import { sql } from 'kysely';
import { badUserInput, costLimitExceeded, type InputErrors } from '../errors.js';
import type { Condition } from '../sql/conditions.js';

/** A filter object as GraphQL hands it over, its IDs still as sent. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * How many quantifiers of one query may become joins: PostgreSQL plans all joins of a query together. 8 take 12 ms, 20 take
 * 50 ms, and 75 take 4 s and more than a gigabyte.
 */
const mostJoins = 4;

/**
 * How many objects and operators a filter may have, whatever it may cost: each becomes SQL with up to two parameters, and
 * a statement may have 65,535 (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
const mostParts = 20_000;

/** A filter's way to what it needs while it becomes SQL. */
export class FilterScope {
  #aliases = 0;
  #parts = 0;
  /** Whether what is being built stands under OR or NOT. */
  #apart = false;
  /** How many quantifiers of the query that is being built may still become joins. */
  #joins = mostJoins;

  /** `errors` collects the input errors anywhere in the filter. */
  constructor(readonly errors: InputErrors) {}

  /** Counts an object or an operator of the filter. Throws COST_LIMIT_EXCEEDED when there are too many. */
  countPart(): void {
    this.#parts += 1;
    if (this.#parts > mostParts) {
      throw costLimitExceeded(`A filter has more than ${mostParts} conditions, the limit`);
    }
  }

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

  /** Whether the next quantifier may become a join of the query that is being built, which then counts as one. */
  takeJoin(): boolean {
    if (this.#apart || this.#joins === 0) return false;
    this.#joins -= 1;
    return true;
  }

  /** Builds a query within the query, which PostgreSQL plans by itself. */
  query<Result>(build: () => Result): Result {
    const before = { apart: this.#apart, joins: this.#joins };
    this.#apart = false;
    this.#joins = mostJoins;
    const result = build();
    this.#apart = before.apart;
    this.#joins = before.joins;
    return result;
  }
}
