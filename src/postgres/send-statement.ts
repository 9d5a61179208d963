import pg from 'pg';
import type { Statement } from '../engine/database.js';
import type { StaleStatements } from './stale-statements.js';

/** Sends a statement on a connection. */
export type SendStatement = (
  client: pg.ClientBase,
  statement: Statement,
) => Promise<pg.QueryResult>;

/** The maximum number of prepared statements of a connection: each takes memory in PostgreSQL until the connection is closed. */
const maximum = 300;

/**
 * Returns a function that sends the statements of a pool. It prepares the first 300 named ones, and prepares stale ones again. It
 * calls `onStatement` with each statement before it is sent.
 */
export function statementSender(
  stale: StaleStatements,
  onStatement: ((statement: Statement) => void) | undefined,
): SendStatement {
  const prepared = new Set<string>();
  const isPrepared = (name: string) =>
    prepared.has(name) || (prepared.size < maximum && prepared.add(name) !== undefined);
  return (client, statement) => {
    const { text, values, name } = statement;
    onStatement?.(statement);
    const send = (preparedAs?: string) =>
      new Promise<pg.QueryResult>((resolve, reject) => {
        // pg copies a config object, which takes as long as sending it, but not a Query.
        const query = new pg.Query(text, values as unknown[], (error, result) =>
          error ? reject(error) : resolve(result),
        );
        client.query(Object.assign(query, { name: preparedAs }));
      });
    return name !== undefined && isPrepared(name) ? stale.run(client, () => send(name)) : send();
  };
}
