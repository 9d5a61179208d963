import { type CompiledQuery, type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';

/** Stands in a statement for a value that is not known yet. */
class Later<Given> {
  constructor(readonly of: (given: Given) => unknown) {}
}

/** SQL: the value that `of` takes out of what its prepared statement is run with. */
export function later<Given>(of: (given: Given) => unknown): RawBuilder<unknown> {
  return sql`${new Later(of)}`;
}

/**
 * A statement that is written once and run with many values. For most, to write and compile it takes Kysely longer than all else that
 * is to be done for it here.
 */
export class PreparedStatement<Given, Row> {
  readonly #statement: RawBuilder<Row>;
  #compiled: CompiledQuery | undefined;

  /** `statement` may hold what `later` makes of functions of `Given`. */
  constructor(statement: RawBuilder<Row>) {
    this.#statement = statement;
  }

  /** Its rows with the values of `given`. */
  async run(executor: QueryExecutorProvider, given: Given): Promise<readonly Row[]> {
    this.#compiled ??= this.#statement.compile(executor);
    const parameters = this.#compiled.parameters.map((value) =>
      value instanceof Later ? value.of(given) : value,
    );
    // Its columns are those of the statement.
    const { rows } = await executor
      .getExecutor()
      .executeQuery({ ...this.#compiled, parameters } as CompiledQuery<Row>);
    return rows;
  }
}
