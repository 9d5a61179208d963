import type { Run } from './change-statements.js';
import { changeTable } from './change-table.js';

/** The minimum time between two announcements, in milliseconds. */
const interval = 50;

/**
 * The announcements of changes to other servers (NOTIFY). Readers send them after the commit, and one for all changes in 50 ms: in
 * the writers' transactions, each would take a lock of the whole database for its commit.
 */
export class Announcements {
  #isWaiting = false;
  #next = 0;

  /** Must be called after a change was committed. */
  add(): void {
    this.#isWaiting = true;
  }

  /** The time until an announcement may be sent, in milliseconds; infinite if there is none. */
  due(): number {
    return this.#isWaiting ? this.#next - Date.now() : Number.POSITIVE_INFINITY;
  }

  /** Sends the announcement that is due. */
  async sendDue(run: Run): Promise<void> {
    if (this.due() > 0) return;
    this.#isWaiting = false;
    this.#next = Date.now() + interval;
    await run({ text: 'SELECT pg_notify($1, $2)', values: [changeTable, ''] });
  }
}
