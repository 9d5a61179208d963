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

/** Runs SQL that is planned for its values. */
export function run<Row>(executor: Executor, query: RawBuilder<Row>): Promise<readonly Row[]> {
  const { sql: text, parameters: values } = query.compile(compiler);
  return executor.run<Row>({ text, values });
}

/** Stands in a template for a value that each run gives. */
class Parameter<Values> {
  constructor(readonly of: (values: Values) => unknown) {}
}

/** SQL: the value that `of` takes out of the values that its template is run with. */
export function parameter<Values>(of: (values: Values) => unknown): RawBuilder<unknown> {
  return sql`${new Parameter(of)}`;
}

/** Whether a template's plan is the same for all values, so that it is worth preparing: half of the time of a small page is planning. */
export interface TemplateOptions {
  /**
   * Only for a statement whose best plan is the same for all values: no client's filter is in it, nor a LIMIT that is
   * nothing but a parameter, which the planner takes for a tenth of everything. PostgreSQL decides after five runs
   * whether the generic plan is as good as the custom ones were
   * (https://www.postgresql.org/docs/current/sql-prepare.html).
   */
  readonly prepare: boolean;
}

/**
 * A statement that is compiled once and run with many values. Composing and compiling most statements takes Kysely longer than
 * everything else that is done for them in this process.
 */
export class StatementTemplate<Values, Row> {
  readonly #compile: () => RawBuilder<Row>;
  readonly #prepare: boolean;
  #compiled: Statement | undefined;

  /** `compose` makes SQL in which `parameter` stands for values. */
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

  /** Its rows with these values. */
  run(executor: Executor, values: Values): Promise<readonly Row[]> {
    return executor.run<Row>(this.bind(values));
  }

  #compileOnce(): Statement {
    const { sql: text, parameters: values } = this.#compile().compile(compiler);
    return { text, values, name: this.#prepare ? nameOf(text) : undefined };
  }
}

/** A name that no other text has. */
function nameOf(text: string): string {
  return `bothends_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
}

/** Makes templates of one kind: one for each subject, composed the first time it is asked for. */
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
