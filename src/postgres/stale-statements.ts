import type pg from 'pg';
import { isStale } from './failure.js';

/** What pg's types leave out of a client: which statements it believes to be prepared, and whether a transaction is open. */
interface PreparedOn {
  readonly connection: { parsedStatements: Record<string, string> };
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
}

/** How often to run a statement that is stale each time, as a table may be altered again meanwhile. */
const attempts = 5;

/**
 * Prepares the statements of a pool again that no longer fit: those whose result has another type since an ALTER TABLE, and
 * those that somebody has deallocated.
 */
export class StaleStatements {
  #generation = 0;
  readonly #prepared = new WeakMap<pg.ClientBase, number>();

  /** `settings` is the SQL that set up each connection: what deallocates statements, such as DISCARD ALL, resets it too. */
  constructor(readonly settings: string) {}

  /**
   * Runs a prepared statement, sent by `send`, on a connection, and again where it was stale. In a transaction it throws then,
   * as PostgreSQL has given the transaction up: all of it is to be run again.
   */
  async run<Result>(client: pg.ClientBase, send: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const generation = this.#generation;
      if ((this.#prepared.get(client) ?? 0) !== generation) await this.#forget(client);
      try {
        return await send();
      } catch (error) {
        if (!isStale(error)) throw error;
        // Those on the other connections are stale as well: none of them need fail first.
        if (this.#generation === generation) this.#generation += 1;
        if (attempt === attempts || preparedOn(client).getTransactionStatus() !== 'I') throw error;
      }
    }
  }

  /** Has the connection prepare all its statements again. */
  async #forget(client: pg.ClientBase): Promise<void> {
    const prepared = preparedOn(client);
    // Nothing runs in a transaction that has failed; it is forgotten after that.
    if (prepared.getTransactionStatus() === 'E') return;
    const generation = this.#generation;
    await client.query(`DEALLOCATE ALL; ${this.settings}`);
    prepared.connection.parsedStatements = {};
    this.#prepared.set(client, generation);
  }
}

function preparedOn(client: pg.ClientBase): PreparedOn {
  // pg has both, and its types leave them out.
  return client as unknown as PreparedOn;
}
