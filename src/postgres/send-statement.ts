import pg from 'pg';
import type { Statement } from '../engine/database.js';
import type { StaleStatements } from './stale-statements.js';

/** Sends a statement on a connection. */
export type SendStatement = (
  client: pg.ClientBase,
  statement: Statement,
) => Promise<pg.QueryResult>;

/** How many statements one connection may have prepared: each takes some of PostgreSQL's memory for as long as the connection lives. */
const maximum = 300;

/**
 * Makes the function that sends all statements of a pool: it prepares the first 300 named ones, again where they are stale,
 * and calls `onStatement` with each before it is sent.
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
        // pg copies a config object with `text` and `name`, which takes as long as sending it; a Query it takes as it is.
        const query = new pg.Query(text, values as unknown[], (error, result) =>
          error ? reject(error) : resolve(result),
        );
        client.query(Object.assign(query, { name: preparedAs }));
      });
    return name !== undefined && isPrepared(name) ? stale.run(client, () => send(name)) : send();
  };
}
