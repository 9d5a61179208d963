import type pg from 'pg';
import type { Database } from '../engine/database.js';
import { PoolStatements } from '../postgres/pool-statements.js';
import { statementSender } from '../postgres/send-statement.js';
import { StaleStatements } from '../postgres/stale-statements.js';

/** What `pgDatabase` may be told. */
export interface PgOptions {
  /**
   * Whether the statements of pages are prepared: they are unless told otherwise. Not behind a pooler such as PgBouncer in
   * transaction mode, unless it keeps track of prepared statements.
   */
  readonly prepare?: boolean;
}

/**
 * A `pg.Pool` as the engine's database. The pool and its settings stay yours: `default_transaction_isolation` must be
 * `read committed`, as it is by default.
 */
export function pgDatabase(pool: pg.Pool, { prepare = true }: PgOptions = {}): Database {
  const send = statementSender(new StaleStatements(''), undefined);
  return new PoolStatements(
    pool,
    prepare ? send : (client, { text, values }) => send(client, { text, values }),
  );
}
