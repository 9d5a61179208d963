/** A number of a change, and a transaction ID that is greater than those of all changes up to it. */
interface Mark {
  readonly seq: bigint;
  readonly transaction: bigint;
}

/** The maximum number of marks. A transaction of an hour delays all that are made meanwhile. */
const maximumMarks = 64;

/**
 * Finds the number up to which all changes are final: their transactions have ended, so that they are visible, or will never be.
 *
 * Changes have two candidates for an order. Neither is that of the commits:
 * - The number (`seq`) is taken while the changed rows are locked, so for one row, or one owner's links, it grows in the order of the
 *   commits. But a transaction may commit later than one with a greater number: a reader that has gone on would miss it.
 * - The transaction ID is assigned with the first change of a transaction, which may be long before it locks another row. So two
 *   transactions may change one row in the opposite order of their IDs; and reading whatever is below the oldest running
 *   transaction may tell the second of the two before the first, when a third one is running whose ID is between theirs.
 *
 * So changes are read in the order of their numbers, but only up to a number that is final. To find it, a reader reads the last
 * number that was taken, and then gets a transaction ID of its own. Each transaction that took a number until then had an ID
 * already, a smaller one. When no transaction with a smaller ID is running, all these numbers are final.
 *
 * Not `pg_snapshot_xmax`: it is one more than the last ID that has *ended*, so running transactions may have greater ones.
 *
 * A long transaction delays the changes of others, but none is lost or comes out of order.
 */
export class Horizon {
  #marks: Mark[] = [];
  #final: bigint | undefined;

  /** The number up to which changes are final; undefined until the first one is known. */
  get final(): bigint | undefined {
    return this.#final;
  }

  /** Whether a mark waits for transactions to end. */
  get isWaiting(): boolean {
    return this.#marks.length > 0;
  }

  /** Whether `seq` is greater than the number of each mark so far, so that it needs one. */
  isNew(seq: bigint): boolean {
    return seq > (this.#marks.at(-1)?.seq ?? this.#final ?? -1n);
  }

  /** Adds a mark: `transaction` MUST have been assigned after `seq` was read. */
  mark(seq: bigint, transaction: bigint): void {
    this.#marks.push({ seq, transaction });
    // The first one is the next to become final, and the last one covers all others.
    if (this.#marks.length > maximumMarks)
      this.#marks = this.#marks.filter((_, index) => index % 2 === 0 || index === maximumMarks);
  }

  /** Must be called with the oldest running transaction. */
  ended(oldestRunning: bigint): void {
    const ended = this.#marks.filter(({ transaction }) => transaction <= oldestRunning);
    this.#final = ended.at(-1)?.seq ?? this.#final;
    this.#marks = this.#marks.slice(ended.length);
  }

  /** Forgets the marks: after a crash, PostgreSQL takes numbers again that no committed change has. */
  reset(): void {
    this.#marks = [];
    this.#final = undefined;
  }
}
