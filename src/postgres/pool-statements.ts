import type pg from 'pg';
import type { Database, Executor, Statement } from '../engine/database.js';
import { cancelStatement } from './cancel.js';
import { failureOf } from './failure.js';
import { type Operation, ReadLimitExceeded } from './operation.js';
import type { SendStatement } from './send-statement.js';
import { retrying } from './transaction.js';

const begin: Statement = { text: 'begin', values: [] };
const commit: Statement = { text: 'commit', values: [] };
const rollback: Statement = { text: 'rollback', values: [] };

/**
 * Statements on connections of a pool. Once their `operation` is stopped, no statement starts any more, and those that run
 * are cancelled and throw OperationStopped; a transaction is rolled back.
 */
export class PoolStatements implements Database {
  constructor(
    readonly pool: pg.Pool,
    readonly send: SendStatement,
    readonly operation?: Operation,
  ) {}

  run<Row>(statement: Statement): Promise<readonly Row[]> {
    return retrying(() => this.#withConnection((connection) => connection.run<Row>(statement)));
  }

  transaction<Result>(work: (transaction: Executor) => Promise<Result>): Promise<Result> {
    return retrying(() =>
      this.#withConnection(async (connection) => {
        await connection.run(begin);
        try {
          const result = await work(connection);
          await connection.run(commit);
          return result;
        } catch (error) {
          await connection.rollBack();
          throw error instanceof ReadLimitExceeded
            ? new ReadLimitExceeded(error.limit, 'not made')
            : error;
        }
      }),
    );
  }

  async #withConnection<Result>(
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const connection = new Connection(await this.#connect(), this.send, this.operation);
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }

  /** Acquires a connection of the pool. If the operation is stopped meanwhile, rejects, and releases the connection when it comes. */
  #connect(): Promise<pg.PoolClient> {
    const { pool, operation } = this;
    if (!operation) return pool.connect();
    operation.check();
    return new Promise((resolve, reject) => {
      const stop = () => reject(operation.stopped);
      operation.begin(stop);
      pool.connect((error, client) => {
        operation.done(stop);
        if (operation.stopped) client?.release();
        else if (client) resolve(client);
        else reject(error);
      });
    });
  }
}

/** A connection that was acquired from the pool. */
class Connection implements Executor {
  #broken = false;

  constructor(
    readonly client: pg.PoolClient,
    readonly send: SendStatement,
    readonly operation: Operation | undefined,
  ) {}

  async run<Row>(statement: Statement): Promise<readonly Row[]> {
    const { operation } = this;
    operation?.check();
    const sent = this.send(this.client, statement, operation);
    // `commit` is never cancelled, because the outcome of a transaction must be known.
    if (!operation || statement === commit) return rowsOf<Row>(sent);
    let cancelled: Promise<void> | undefined;
    const stop = () => {
      cancelled = cancelStatement(this.client, sent);
    };
    operation.begin(stop);
    try {
      const rows = await rowsOf<Row>(sent);
      const { stopped } = operation;
      // Some of its rows were dropped.
      if (stopped instanceof ReadLimitExceeded) throw new ReadLimitExceeded(stopped.limit, 'made');
      return rows;
    } catch (error) {
      throw operation.stopped && failureOf(error) === 'stopped' ? operation.stopped : error;
    } finally {
      operation.done(stop);
      if (cancelled) await cancelled;
    }
  }

  /** Rolls the transaction back, also if the operation was stopped. If that fails, the connection is closed. */
  async rollBack(): Promise<void> {
    try {
      await this.send(this.client, rollback);
    } catch {
      this.#broken = true;
    }
  }

  release(): void {
    this.client.release(this.#broken);
  }
}

async function rowsOf<Row>(sent: Promise<pg.QueryResult>): Promise<readonly Row[]> {
  try {
    // The caller declares the columns of its statement.
    return (await sent).rows as Row[];
  } catch (error) {
    // The original stack leads to the socket, not to the caller.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
