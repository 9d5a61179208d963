import { deleteOldChanges, oldestKept, type Run } from './change-statements.js';

/** The time between two deletions, in milliseconds. */
const interval = 60_000;

/** Deletes changes that are no longer kept. */
export class OldChanges {
  readonly #keep: number;
  #deletedAt = 0;

  /** `keep` is how long changes are kept, in seconds. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Deletes old changes up to `position`, once in a minute. */
  async deleteDue(position: bigint, run: Run): Promise<void> {
    if (Date.now() - this.#deletedAt < interval) return;
    this.#deletedAt = Date.now();
    await deleteOldChanges(run, this.#keep, position);
  }
}

/** Whether changes after `position` may have been deleted. */
export async function hasDeletedAfter(position: bigint, run: Run): Promise<boolean> {
  const oldest = await oldestKept(run);
  return position > 0n && (oldest === undefined || oldest > position);
}
