import pg from 'pg';
import type { Statement, Database as Statements } from '../engine/database.js';
import type { Operation } from './operation.js';
import { PoolStatements } from './pool-statements.js';
import { closeReadOnly } from './read-only.js';
import { statementSender } from './send-statement.js';
import { type SessionOptions, sessionSettings } from './session.js';
import { StaleStatements } from './stale-statements.js';

/** A pool of connections. */
export interface Database extends Statements {
  /** The database for an operation. Once the operation is stopped, its statements throw OperationStopped. */
  during(operation: Operation): Statements;
  /** Rejects if the database does not respond. Uses an additional connection if all of the pool are in use. */
  ping(): Promise<void>;
  /** Closes every connection when its current statement has ended. */
  close(): Promise<void>;
}

/** The limits of a pool. */
export interface PoolLimits {
  /** The maximum number of connections. */
  readonly size: number;
  /** How long a statement may wait for a connection, in milliseconds. */
  readonly wait: number;
}

/** The default limits. More connections do not make PostgreSQL faster, and several servers may share it. */
export const poolDefaults: PoolLimits = { size: 10, wait: 10_000 };

/** The options of `connect`. */
export interface ConnectOptions extends SessionOptions {
  /** `poolDefaults` by default. */
  readonly pool?: Partial<PoolLimits> | undefined;
  /** Called with each statement before it is sent, `begin` and `commit` included. */
  readonly onStatement?: ((statement: Statement) => void) | undefined;
  /** Called when an idle connection is lost. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * The idle time before the first TCP keep-alive probe, in milliseconds. If there is no response to ten probes a second apart
 * (libuv's setting), as after a power failure, the connection is closed.
 */
const keepAliveDelay = 10_000;

/** Creates a pool for a PostgreSQL database. It connects with the first statement, so this cannot fail. */
export function connect(options: ConnectOptions): Database {
  const { size, wait } = { ...poolDefaults, ...options.pool };
  const session = sessionSettings(options);
  const settings: pg.PoolConfig = {
    connectionString: options.url,
    // If the connection is lost during a statement, the statement fails, and pg also emits an event, which would end the process
    // without a listener. The pool listens only while the connection is idle.
    onConnect: (connection) => {
      connection.on('error', () => {});
      return connection.query(session);
    },
    connectionTimeoutMillis: wait,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelay,
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
