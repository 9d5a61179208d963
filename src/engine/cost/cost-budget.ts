import { costLimitExceeded } from '../errors.js';

/** The cost that remains for lists whose length is not known before the operation runs. */
export class CostBudget {
  readonly #limit: number;
  #spent = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The cost of the lists so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Throws COST_LIMIT_EXCEEDED if `cost` is more than the remaining cost. */
  check(cost: number): void {
    const left = this.#limit - this.#spent;
    if (cost <= left) return;
    throw costLimitExceeded(
      `The lists in the payload would cost ${Math.ceil(cost)} more, but only ${Math.floor(left)} of the limit remain. Nothing was changed. Select only the count, or change fewer rows at a time.`,
    );
  }

  /** Counts a cost that was checked before. */
  spend(cost: number): void {
    this.#spent += cost;
  }
}
