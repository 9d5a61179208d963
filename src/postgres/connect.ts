import pg from 'pg';
import type { Statement, Database as Statements } from '../engine/database.js';
import type { Operation } from './operation.js';
import { PoolStatements } from './pool-statements.js';
import { closeReadOnly } from './read-only.js';
import { statementSender } from './send-statement.js';
import { type SessionOptions, sessionSettings } from './session.js';
import { StaleStatements } from './stale-statements.js';

/** One pool of connections. */
export interface Database extends Statements {
  /** The same for an operation that can be stopped: its statements throw OperationStopped then. */
  during(operation: Operation): Statements;
  /** Asks the database whether it is there, on an extra connection if all are taken: the check need not wait for others' work. Rejects if not. */
  ping(): Promise<void>;
  /** Closes every connection, once what runs on it has ended. */
  close(): Promise<void>;
}

/** How much of the database one server takes. */
export interface PoolLimits {
  /** The most connections open at a time. */
  readonly size: number;
  /** How long a statement may wait for one of them, in milliseconds: for a free one, or for a new one to be made. */
  readonly wait: number;
}

/** As few connections as keep PostgreSQL busy: it does not get quicker by more, and many servers may share it. */
export const poolDefaults: PoolLimits = { size: 10, wait: 10_000 };

/** What `connect` needs to know. */
export interface ConnectOptions extends SessionOptions {
  /** `poolDefaults` unless given. */
  readonly pool?: Partial<PoolLimits> | undefined;
  /** Called with each statement before it is sent, `begin` and `commit` included. */
  readonly onStatement?: ((statement: Statement) => void) | undefined;
  /** Is told when the database closes a connection that nobody was using. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * After how long a silence the other end of a connection is asked whether it is still there, in milliseconds; it is given
 * up for dead some ten seconds later (libuv asks ten times, a second apart), as after a power cut nobody closes it.
 */
const silence = 10_000;

/** Opens a pool on a PostgreSQL database. Nothing is sent before the first statement, so nothing can fail yet. */
export function connect(options: ConnectOptions): Database {
  const { size, wait } = { ...poolDefaults, ...options.pool };
  const session = sessionSettings(options);
  const settings: pg.PoolConfig = {
    connectionString: options.url,
    // PostgreSQL may be gone before the statement that it had has ended. The statement says so, and pg's own event would end
    // the process if nobody listened; the pool listens only while nobody uses the connection.
    onConnect: (connection) => {
      connection.on('error', () => {});
      return connection.query(session);
    },
    connectionTimeoutMillis: wait,
    keepAlive: true,
    keepAliveInitialDelayMillis: silence,
  };
  const pool = new pg.Pool({ ...settings, max: size });
  const spare = new pg.Pool({ ...settings, max: 1 });
  closeReadOnly(pool);
  // Without a listener, a connection lost while idle would end the process.
  for (const each of [pool, spare]) each.on('error', (error) => options.onConnectionLost?.(error));
  const send = statementSender(new StaleStatements(session), options.onStatement);
  const statements = new PoolStatements(pool, send);
  return {
    run: (statement) => statements.run(statement),
    transaction: (work) => statements.transaction(work),
    during: (operation) => new PoolStatements(pool, send, operation),
    async ping() {
      const isFree = pool.idleCount > 0 || pool.totalCount < size;
      await new PoolStatements(isFree ? pool : spare, send).run({ text: 'SELECT 1', values: [] });
    },
    async close() {
      await Promise.all([pool.end(), spare.end()]);
    },
  };
}
