import pg from 'pg';
import type { Statement } from '../engine/database.js';
import { ConnectionStatements, type PreparingConnection } from './connection-statements.js';
import type { StaleStatements } from './stale-statements.js';

/** Sends a statement on a connection. */
export type SendStatement = (
  client: pg.ClientBase,
  statement: Statement,
) => Promise<pg.QueryResult>;

/**
 * Returns a function that sends the statements of a pool. It prepares the named ones, of which each connection keeps those that
 * it used last, and prepares stale ones again. It calls `onStatement` with each statement before it is sent.
 */
export function statementSender(
  stale: StaleStatements,
  onStatement: ((statement: Statement) => void) | undefined,
): SendStatement {
  const prepared = new WeakMap<pg.ClientBase, ConnectionStatements>();
  return (client, statement) => {
    const { text, values, name } = statement;
    onStatement?.(statement);
    const send = (prepare?: (query: pg.Query) => void) =>
      new Promise<pg.QueryResult>((resolve, reject) => {
        // pg copies a config object, which takes as long as sending it, but not a Query.
        const query = new pg.Query(text, values as unknown[], (error, result) =>
          error ? reject(error) : resolve(result),
        );
        prepare?.(query);
        client.query(query);
      });
    if (name === undefined) return stale.runUnprepared(client, () => send());
    const statements = prepared.get(client) ?? new ConnectionStatements();
    prepared.set(client, statements);
    return stale.run(client, (generation) =>
      send((query) => {
        const { submit } = query;
        Object.assign(query, {
          name,
          // Called when the query is the next one on the connection.
          submit(connection: pg.Connection & PreparingConnection) {
            statements.use(name, generation, connection);
            return submit.call(query, connection);
          },
        });
      }),
    );
  };
}
