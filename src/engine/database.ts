/** One SQL statement. */
export interface Statement {
  /** SQL with `$1`, `$2` … for its values. */
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * The statement may be prepared under this name, once for each connection, and planned for any values. The same name
   * always has the same text. Without a name, PostgreSQL plans it for its values each time.
   */
  readonly name?: string | undefined;
}

/** Runs statements. */
export interface Executor {
  /**
   * Runs one statement and returns its rows, each an object of its columns. int4, int8 casts to text, booleans, JSON and
   * arrays come as pg parses them. An error of PostgreSQL MUST have its SQLSTATE as `code`, and the name of a violated
   * constraint as `constraint`, and that of its table as `table`. DateStyle MUST be ISO, and extra_float_digits 1 or more.
   */
  run<Row>(statement: Statement): Promise<readonly Row[]>;
}

/**
 * What the engine needs of a database. A statement that runs alone is a transaction of its own. Both it and `transaction`
 * MUST be READ COMMITTED, and repeated where PostgreSQL gave the transaction up for the sake of another (SQLSTATE 40001
 * and 40P01).
 */
export interface Database extends Executor {
  /** Runs `work` in one transaction, and possibly again; an error that it throws rolls everything back. */
  transaction<Result>(work: (transaction: Executor) => Promise<Result>): Promise<Result>;
}
