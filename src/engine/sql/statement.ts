import { createHash } from 'node:crypto';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Executor, Statement } from '../database.js';

/** Kysely only composes and compiles SQL here; an `Executor` runs it. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Runs a statement that is planned for its values. */
export function run<Row>(executor: Executor, query: RawBuilder<Row>): Promise<readonly Row[]> {
  const { sql: text, parameters: values } = query.compile(compiler);
  return executor.run<Row>({ text, values });
}

/** A placeholder in a template for a value of each run. */
class Parameter<Values> {
  constructor(readonly of: (values: Values) => unknown) {}
}

/** SQL: the value that `of` selects from the values of a run. */
export function parameter<Values>(of: (values: Values) => unknown): RawBuilder<unknown> {
  return sql`${new Parameter(of)}`;
}

/**
 * Whether the plan of a template is the same for all values, so that preparing pays: planning is half of the time of a small
 * page.
 */
export interface TemplateOptions {
  /**
   * Only for a statement whose best plan is the same for all values: without a client's filter, and without a LIMIT that is
   * only a parameter, for which the planner assumes a tenth of all rows. PostgreSQL decides after five runs
   * whether the generic plan is as good as the custom ones were
   * (https://www.postgresql.org/docs/current/sql-prepare.html).
   */
  readonly prepare: boolean;
}

/**
 * A statement that is compiled once and run with many values. Composing and compiling most statements takes Kysely longer than
 * everything else that this process does for them.
 */
export class StatementTemplate<Values, Row> {
  readonly #compile: () => RawBuilder<Row>;
  readonly #prepare: boolean;
  #compiled: Statement | undefined;

  /** `compose` returns SQL with `parameter`s for the values. */
  constructor(compose: () => RawBuilder<Row>, { prepare }: TemplateOptions) {
    this.#compile = compose;
    this.#prepare = prepare;
  }

  /** The statement with these values. */
  bind(values: Values): Statement {
    this.#compiled ??= this.#compileOnce();
    const { text, name } = this.#compiled;
    return {
      text,
      name,
      values: this.#compiled.values.map((value) =>
        value instanceof Parameter ? value.of(values) : value,
      ),
    };
  }

  /** Runs the statement with these values and returns its rows. */
  run(executor: Executor, values: Values): Promise<readonly Row[]> {
    return executor.run<Row>(this.bind(values));
  }

  #compileOnce(): Statement {
    const { sql: text, parameters: values } = this.#compile().compile(compiler);
    return { text, values, name: this.#prepare ? nameOf(text) : undefined };
  }
}

/** A name that is unique for the text. */
function nameOf(text: string): string {
  return `bothends_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
}

/** Templates of one kind: one for each subject, composed when it is first needed. */
export function templatesOf<Subject extends object, Values, Row>(
  compose: (subject: Subject) => RawBuilder<Row>,
  options: TemplateOptions,
): (subject: Subject) => StatementTemplate<Values, Row> {
  const templates = new WeakMap<Subject, StatementTemplate<Values, Row>>();
  return (subject) => {
    const template =
      templates.get(subject) ?? new StatementTemplate<Values, Row>(() => compose(subject), options);
    templates.set(subject, template);
    return template;
  };
}
