import type { Duplex } from 'node:stream';
import type pg from 'pg';

/** The maximum size of the result of a statement in bytes. A longer value than 2^29 characters would end the process. */
export const maximumResult = 250_000_000;

/** Limits the size of each result of a connection, so that none has a value that is longer than any string. */
export class ResultSize {
  #received = 0;
  #isExceeded = false;

  constructor(client: pg.ClientBase) {
    // pg has this property, but its types omit it.
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } })
      .connection;
    // pg keeps a row until it has been received as a whole, and then makes strings of it.
    stream.prependListener('data', (chunk: Buffer) => {
      this.#received += chunk.length;
      if (this.#received <= maximumResult) return;
      this.#isExceeded = true;
      stream.destroy();
    });
  }

  /** Whether the connection was closed because a result was too large. */
  get isExceeded(): boolean {
    return this.#isExceeded;
  }

  /** Must be called before each statement. */
  begin(): void {
    this.#received = 0;
  }
}
