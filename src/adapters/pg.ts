import type pg from 'pg';
import type { Database } from '../engine/database.js';
import { PoolStatements } from '../postgres/pool-statements.js';
import { statementSender } from '../postgres/send-statement.js';
import { StaleStatements } from '../postgres/stale-statements.js';

/** The options of `pgDatabase`. */
export interface PgOptions {
  /**
   * Whether the statements of pages are prepared, by default true. Set it to false behind a pooler in transaction mode that does
   * not support prepared statements.
   */
  readonly prepare?: boolean;
}

/**
 * A `pg.Pool` as the engine's database. Its connections must have the default `default_transaction_isolation`, which is
 * `read committed`.
 */
export function pgDatabase(pool: pg.Pool, { prepare = true }: PgOptions = {}): Database {
  const send = statementSender(new StaleStatements(''), undefined);
  return new PoolStatements(
    pool,
    prepare ? send : (client, { text, values }) => send(client, { text, values }),
  );
}
