import {
  createContextCache,
  type InferredFieldOptionKeys,
  type InputFieldMap,
  type SchemaTypes,
} from '@pothos/core';
import type { EngineContext } from '../context.js';
import type { CostBudget } from '../cost/cost-budget.js';
import type { Database } from '../database.js';
import { RequestLoaders } from '../paging/request-loaders.js';

/** Where the engine finds what it needs of a request: a database, or what `context` makes of the request's context. */
export type BothEndsOptions<Types extends SchemaTypes> = {
  readonly fields?: FieldOptions<Types>;
} & (
  | {
      /** The database: the same for all requests, or one for each. */
      readonly database: Database | ((context: Types['Context']) => Database);
    }
  | {
      /** For a server with loaders of its own: MUST return the same object, or the same `loaders`, each time for one request. */
      readonly context: (context: Types['Context']) => EngineContext;
    }
);

/** What the engine's own fields are declared with: not what they are made of. */
type Declared =
  | 'args'
  | 'type'
  | 'nullable'
  | 'description'
  | 'extensions'
  | InferredFieldOptionKeys;

/** Options of other plugins for fields of the engine, such as `authScopes`. */
export interface FieldOptions<Types extends SchemaTypes> {
  /** For each field of `Query`. */
  readonly query?: Partial<
    Omit<
      PothosSchemaTypes.QueryFieldOptions<Types, 'ID', boolean, InputFieldMap, unknown>,
      Declared
    >
  >;
  /** For each field of `Mutation`. */
  readonly mutation?: Partial<
    Omit<
      PothosSchemaTypes.MutationFieldOptions<Types, 'ID', boolean, InputFieldMap, unknown>,
      Declared
    >
  >;
  /** For each field of an object type that leads to other rows: a mutation's payload leads to them too. */
  readonly relation?: Partial<
    Omit<
      PothosSchemaTypes.ObjectFieldOptions<Types, object, 'ID', boolean, InputFieldMap, unknown>,
      Declared
    >
  >;
}

/** What a cost limit leaves in the context of a request. */
interface Budgeted {
  readonly budget?: CostBudget | undefined;
}

/** Makes what finds the engine's context of a request in the request's own. */
export function contextReader<Types extends SchemaTypes>(
  options: BothEndsOptions<Types>,
): (context: Types['Context']) => EngineContext {
  if ('context' in options) return options.context;
  const { database } = options;
  return createContextCache((context: Types['Context'] & Budgeted) => ({
    database: typeof database === 'function' ? database(context) : database,
    loaders: new RequestLoaders(),
    // The limit is checked just before the operation runs, which may be after the context was first used.
    get budget() {
      return context.budget;
    },
  }));
}
