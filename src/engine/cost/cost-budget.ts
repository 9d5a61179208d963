import { costLimitExceeded } from '../errors.js';

/** What an operation may cost beyond its computed cost, for lists whose length is not known before it runs. */
export class CostBudget {
  readonly #limit: number;
  #spent = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What has been spent. */
  get spent(): number {
    return this.#spent;
  }

  /** Throws COST_LIMIT_EXCEEDED if `cost` is more than what is left. */
  check(cost: number): void {
    const left = this.#limit - this.#spent;
    if (cost <= left) return;
    throw costLimitExceeded(
      `The lists in the payload would cost ${Math.ceil(cost)} more, and ${Math.floor(left)} are left of the limit. Nothing was changed. Select the count alone, or change fewer at a time.`,
    );
  }

  /** Counts a cost that was checked before. */
  spend(cost: number): void {
    this.#spent += cost;
  }
}
