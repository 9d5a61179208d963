import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  Kysely,
  type KyselyProps,
} from 'kysely';
import type pg from 'pg';
import { cancelStatement } from './cancel.js';
import type { StatementRunner } from './connect.js';
import { failureOf } from './failure.js';
import type { Operation } from './operation.js';

/**
 * Kysely for one operation, on connections of `pool`. Once the operation is stopped, no statement starts any more, and those
 * that run are cancelled and throw OperationStopped; a transaction is rolled back. `shared` is what Kysely is made of on
 * the same pool.
 */
export function operationKysely(
  shared: KyselyProps,
  pool: pg.Pool,
  operation: Operation,
): StatementRunner {
  const executor = shared.executor.withConnectionProvider(
    new OperationConnections(pool, operation),
  );
  return {
    getExecutor: () => executor,
    // To make the whole of it takes longer than most statements take to be sent, and few operations have a transaction.
    transaction: () => new Kysely({ ...shared, executor }).transaction(),
  };
}

class OperationConnections implements ConnectionProvider {
  constructor(
    readonly pool: pg.Pool,
    readonly operation: Operation,
  ) {}

  async provideConnection<Result>(
    consumer: (connection: DatabaseConnection) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#connect();
    try {
      return await consumer(new OperationConnection(client, this.operation));
    } finally {
      client.release();
    }
  }

  /** Takes a connection of the pool, or stops to wait for one: it then goes back as soon as it comes. */
  #connect(): Promise<pg.PoolClient> {
    const { pool, operation } = this;
    operation.check();
    return new Promise((connected, failed) => {
      const stop = () => failed(operation.stopped);
      operation.begin(stop);
      pool.connect((error, client) => {
        operation.done(stop);
        if (operation.stopped) client?.release();
        else if (client) connected(client);
        else failed(error);
      });
    });
  }
}

class OperationConnection implements DatabaseConnection {
  constructor(
    readonly client: pg.PoolClient,
    readonly operation: Operation,
  ) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<{ rows: Row[] }> {
    // What a transaction began has to be undone, in time or not.
    if (sql !== 'rollback') this.operation.check();
    const statement = this.client.query(sql, [...parameters]);
    // What comes of a transaction must be known in the end, so these are waited for.
    if (sql === 'commit' || sql === 'rollback') return statement;
    let cancelled: Promise<void> | undefined;
    const stop = () => {
      cancelled = cancelStatement(this.client, statement);
    };
    this.operation.begin(stop);
    try {
      return await statement;
    } catch (error) {
      // Else it leads to the socket that told it, and not to who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw this.operation.stopped && failureOf(error) === 'stopped'
        ? this.operation.stopped
        : error;
    } finally {
      this.operation.done(stop);
      if (cancelled) await cancelled;
    }
  }

  streamQuery(): never {
    throw new Error('statements of an operation are not streamed');
  }
}
