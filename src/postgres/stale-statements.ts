import type pg from 'pg';
import { isStale } from './failure.js';

/** A property of a client that pg's types omit: the state of its transaction, which is `I` outside of one. */
interface WithTransactionStatus {
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
}

/** The maximum number of attempts, because a table may be altered again meanwhile. */
const attempts = 5;

/**
 * Runs the prepared statements of a pool again that were stale: those whose result type was changed by an ALTER TABLE, and those
 * that were deallocated. After each such failure, a new generation begins, in which every connection prepares its statements
 * again.
 */
export class StaleStatements {
  #generation = 0;
  /** The generation in which the settings of a connection were last set. */
  readonly #settled = new WeakMap<pg.ClientBase, number>();

  /**
   * `settings` is the SQL that sets up each connection, because DISCARD ALL resets them with the statements. It is empty for a
   * pool that belongs to a host, whose settings are its own.
   */
  constructor(readonly settings: string) {}

  /**
   * Executes a prepared statement, sent by `send`, on a connection, and again if it was stale. In a transaction it throws instead,
   * because PostgreSQL has aborted the transaction, which must be retried as a whole.
   */
  async run<Result>(
    client: pg.ClientBase,
    send: (generation: number) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      await this.#settle(client);
      const generation = this.#generation;
      try {
        return await send(generation);
      } catch (error) {
        if (!isStale(error)) throw error;
        // The statements of other connections are stale too, and are prepared again before they fail.
        if (this.#generation === generation) this.#generation += 1;
        if (attempt === attempts || !isIdle(client)) throw error;
      }
    }
  }

  /** Executes a statement that is not prepared, such as `begin`. */
  async runUnprepared<Result>(client: pg.ClientBase, send: () => Promise<Result>): Promise<Result> {
    await this.#settle(client);
    return send();
  }

  /** Sets the settings again in a new generation. Not in a transaction: if it is rolled back, so are they. */
  async #settle(client: pg.ClientBase): Promise<void> {
    const generation = this.#generation;
    if (this.settings === '' || (this.#settled.get(client) ?? 0) === generation) return;
    if (!isIdle(client)) return;
    await client.query(this.settings);
    this.#settled.set(client, generation);
  }
}

function isIdle(client: pg.ClientBase): boolean {
  // pg has it, but its types omit it.
  return (client as unknown as WithTransactionStatus).getTransactionStatus() === 'I';
}
