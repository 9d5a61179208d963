/** One SQL statement. */
export interface Statement {
  /** SQL with `$1`, `$2` … for its values. */
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * The name of a prepared statement, which may be prepared once for each connection. The same name always has the same text.
   * A statement without a name is planned for its values each time.
   */
  readonly name?: string | undefined;
}

/** Runs statements. */
export interface Executor {
  /**
   * Runs one statement and returns its rows as objects. Values MUST be parsed as pg does by default. An error of PostgreSQL
   * MUST have its SQLSTATE as `code`, and for a violated constraint its name as `constraint` and its table as `table`. For a
   * unique constraint it SHOULD have PostgreSQL's `detail`, or the names of the constraint's `columns`.
   * DateStyle MUST be ISO, and extra_float_digits at least 1.
   */
  run<Row>(statement: Statement): Promise<readonly Row[]>;
}

/**
 * The interface of a database for the engine. `run` is a separate transaction. All transactions MUST be READ COMMITTED, and
 * retried after a serialization failure or deadlock (SQLSTATE 40001 and 40P01).
 */
export interface Database extends Executor {
  /** Runs `work` in a transaction, and again if it is retried. An error that `work` throws rolls the transaction back. */
  transaction<Result>(work: (transaction: Executor) => Promise<Result>): Promise<Result>;
}

/** A running transaction as a database: its transactions are parts of it. */
export const databaseOf = (transaction: Executor): Database => ({
  run: (statement) => transaction.run(statement),
  transaction: (work) => work(transaction),
});
