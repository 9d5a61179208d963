import pg from 'pg';
import type { Statement } from '../engine/database.js';
import { ConnectionStatements, type PreparingConnection } from './connection-statements.js';
import { type Operation, ReadLimitExceeded } from './operation.js';
import { maximumResult, ResultSize } from './result-size.js';
import type { StaleStatements } from './stale-statements.js';

/** Sends a statement on a connection. Its rows count towards the operation, if there is one. */
export type SendStatement = (
  client: pg.ClientBase,
  statement: Statement,
  operation?: Operation,
) => Promise<pg.QueryResult>;

/** The method of pg's queries that takes a row, which its types omit. */
interface RowHandler {
  handleDataRow(row: { readonly length: number }): void;
}
// A query has this method.
const { handleDataRow } = pg.Query.prototype as unknown as RowHandler;

/** A query whose rows count towards an operation. They are dropped once it has read too much. */
class CountedQuery extends pg.Query implements RowHandler {
  operation: Operation | undefined;

  handleDataRow(row: { readonly length: number }): void {
    if (this.operation?.receive(row.length) !== false) handleDataRow.call(this, row);
  }
}

/** What is kept of a connection. */
interface Sender {
  readonly statements: ConnectionStatements;
  readonly size: ResultSize;
}

/**
 * Returns a function that sends the statements of a pool. It prepares the named ones, of which each connection keeps those that
 * it used last, and prepares stale ones again. It calls `onStatement` with each statement before it is sent.
 */
export function statementSender(
  stale: StaleStatements,
  onStatement: ((statement: Statement) => void) | undefined,
): SendStatement {
  const senders = new WeakMap<pg.ClientBase, Sender>();
  return (client, statement, operation) => {
    const { text, values, name } = statement;
    onStatement?.(statement);
    let sender = senders.get(client);
    if (!sender) {
      // If the connection is lost during a statement, the statement fails, and pg also emits an event, which would end the
      // process without a listener. The pool listens only while the connection is idle.
      client.on('error', () => {});
      sender = { statements: new ConnectionStatements(), size: new ResultSize(client) };
      senders.set(client, sender);
    }
    const { statements, size } = sender;
    const send = (prepare?: (query: pg.Query) => void) =>
      new Promise<pg.QueryResult>((resolve, reject) => {
        // pg copies a config object, which takes as long as sending it, but not a Query.
        const query = new CountedQuery(text, values as unknown[], (error, result) => {
          if (!error) resolve(result);
          else reject(size.isExceeded ? new ReadLimitExceeded(maximumResult, 'unknown') : error);
        });
        query.operation = operation;
        size.begin();
        prepare?.(query);
        client.query(query);
      });
    if (name === undefined) return stale.runUnprepared(client, () => send());
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
