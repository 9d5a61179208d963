import { sql } from 'kysely';
import { badUserInput, costLimitExceeded, type InputErrors } from '../errors.js';
import type { Condition } from '../sql/conditions.js';

/** A filter, coerced by GraphQL, with global IDs. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * The maximum number of quantifiers of one query that may become joins, because PostgreSQL plans all joins of a query together.
 * 8 take 12 ms, 20 take 50 ms, and 75 take 4 s and more than a gigabyte.
 */
const maximumJoins = 4;

/**
 * The maximum number of objects and operators of a filter: each becomes SQL with up to two parameters, and a statement may have
 * 65,535 (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
const maximumConditions = 20_000;

/** The state while the filters of one statement are converted to SQL. */
export class FilterScope {
  #aliases = 0;
  #conditions = 0;
  /** Whether the condition that is being built is under OR or NOT. */
  #apart = false;
  /** The number of quantifiers of the query that is being built that may still become joins. */
  #joins = maximumJoins;

  /** `errors` collects the input errors of the filters. */
  constructor(readonly errors: InputErrors) {}

  /** Counts an object or an operator of the filter. Throws COST_LIMIT_EXCEEDED if there are too many. */
  countCondition(): void {
    this.#conditions += 1;
    if (this.#conditions > maximumConditions) {
      throw costLimitExceeded(`A filter has more than ${maximumConditions} conditions, the limit`);
    }
  }

  /** A unique alias for a table. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** Runs a check and returns its SQL. If it throws an input error, collects the error and returns false. */
  check(check: () => Condition): Condition {
    return this.errors.check(check) ?? sql`false`;
  }

  /** Reports an explicit null, which may be a forgotten variable. */
  forbidNull(path: string): Condition {
    return this.check(() => {
      throw badUserInput(`${path} must not be null: omit it, or set a value`, { argument: path });
    });
  }

  /** Builds a condition under OR or NOT, where PostgreSQL does not convert EXISTS to a join. */
  apart<Result>(build: () => Result): Result {
    const before = this.#apart;
    this.#apart = true;
    const result = build();
    this.#apart = before;
    return result;
  }

  /** Whether the next quantifier may become a join of the query that is being built; counts it if so. */
  takeJoin(): boolean {
    if (this.#apart || this.#joins === 0) return false;
    this.#joins -= 1;
    return true;
  }

  /** Builds a subquery, which PostgreSQL plans separately. */
  query<Result>(build: () => Result): Result {
    const before = { apart: this.#apart, joins: this.#joins };
    this.#apart = false;
    this.#joins = maximumJoins;
    const result = build();
    this.#apart = before.apart;
    this.#joins = before.joins;
    return result;
  }
}
