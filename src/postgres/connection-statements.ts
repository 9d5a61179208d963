/** The maximum number of prepared statements of a connection: each takes memory in PostgreSQL until it is closed. */
const maximum = 300;

/** What is used of pg's `Connection`. Its types omit the first, and require a second argument of the second. */
export interface PreparingConnection {
  /** The texts of the statements that pg takes to be prepared, by name. */
  readonly parsedStatements: Record<string, string>;
  close(message: { readonly type: 'S'; readonly name: string }): void;
}

/**
 * The names of the statements that one connection has prepared for us. Closes the least recently used one if there are too many,
 * and all of them once they are stale. It knows nothing of other statements of the connection, which may belong to a host.
 */
export class ConnectionStatements {
  /** Least recently used first. */
  readonly #names = new Set<string>();
  #generation = 0;

  /**
   * Must be called just before the statement `name` is sent. Statements that were prepared in another generation are stale.
   *
   * Closes by PostgreSQL's protocol, not by DEALLOCATE: the message needs no response, so no additional round trip, is allowed in
   * an aborted transaction, and is no error if there is no such statement
   * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY).
   */
  use(name: string, generation: number, connection: PreparingConnection): void {
    if (generation !== this.#generation) {
      for (const stale of this.#names) close(stale, connection);
      this.#names.clear();
      this.#generation = generation;
    }
    if (!this.#names.delete(name) && this.#names.size >= maximum) {
      const [oldest = ''] = this.#names;
      close(oldest, connection);
      this.#names.delete(oldest);
    }
    this.#names.add(name);
  }
}

function close(name: string, connection: PreparingConnection): void {
  delete connection.parsedStatements[name];
  connection.close({ type: 'S', name });
}
