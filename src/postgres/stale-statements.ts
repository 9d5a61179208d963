import type pg from 'pg';
import { isStale } from './failure.js';

/** Properties of a client that pg's types omit: its prepared statements, and the state of its transaction. */
interface PreparedOn {
  readonly connection: { parsedStatements: Record<string, string> };
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
}

/** The maximum number of attempts, because a table may be altered again meanwhile. */
const attempts = 5;

/**
 * Prepares stale statements of a pool again: those whose result type was changed by an ALTER TABLE, and those that were
 * deallocated.
 */
export class StaleStatements {
  #generation = 0;
  readonly #prepared = new WeakMap<pg.ClientBase, number>();

  /** `settings` is the SQL that sets up each connection: DISCARD ALL deallocates statements and resets the settings too. */
  constructor(readonly settings: string) {}

  /**
   * Executes a prepared statement, sent by `send`, on a connection, and again if it was stale. In a transaction it throws instead,
   * because PostgreSQL has aborted the transaction, which must be retried as a whole.
   */
  async run<Result>(client: pg.ClientBase, send: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const generation = this.#generation;
      if ((this.#prepared.get(client) ?? 0) !== generation) await this.#deallocate(client);
      try {
        return await send();
      } catch (error) {
        if (!isStale(error)) throw error;
        // The statements of other connections are stale too, and are prepared again before they fail.
        if (this.#generation === generation) this.#generation += 1;
        if (attempt === attempts || preparedOn(client).getTransactionStatus() !== 'I') throw error;
      }
    }
  }

  /** Makes the connection prepare all of its statements again. */
  async #deallocate(client: pg.ClientBase): Promise<void> {
    const prepared = preparedOn(client);
    // An aborted transaction accepts no statements, so this is done after it.
    if (prepared.getTransactionStatus() === 'E') return;
    const generation = this.#generation;
    await client.query(`DEALLOCATE ALL; ${this.settings}`);
    prepared.connection.parsedStatements = {};
    this.#prepared.set(client, generation);
  }
}

function preparedOn(client: pg.ClientBase): PreparedOn {
  // pg has both, but its types omit them.
  return client as unknown as PreparedOn;
}
