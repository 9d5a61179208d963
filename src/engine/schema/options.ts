import {
  createContextCache,
  type InferredFieldOptionKeys,
  type InputFieldMap,
  type SchemaTypes,
} from '@pothos/core';
import type { EngineContext } from '../context.js';
import type { CostBudget } from '../cost/cost-budget.js';
import type { Database } from '../database.js';
import type { ChangeFeed } from '../live/change-feed.js';
import { RequestLoaders } from '../paging/request-loaders.js';

/** The source of the engine's context: a database, or a function that returns it from the request's context. */
export type BothEndsOptions<Types extends SchemaTypes> = {
  readonly fields?: FieldOptions<Types>;
  /**
   * Returns the changes of live tables, from a request's context; undefined if there are none at the moment. Without this option,
   * there are no subscriptions.
   */
  readonly changes?: (context: Types['Context']) => ChangeFeed | undefined;
} & (
  | {
      /** The database, or a function that returns that of a request. */
      readonly database: Database | ((context: Types['Context']) => Database);
    }
  | {
      /** For a server with its own loaders. MUST always return the same object, or the same `loaders`, for one request. */
      readonly context: (context: Types['Context']) => EngineContext;
    }
);

/** The options of fields that a caller can set: not those that the engine sets. */
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
  /** For each field of `Subscription`. */
  readonly subscription?: Partial<
    Omit<
      PothosSchemaTypes.SubscriptionFieldOptions<
        Types,
        'ID',
        boolean,
        InputFieldMap,
        unknown,
        unknown
      >,
      Declared | 'subscribe' | 'resolve'
    >
  >;
  /** For each field of an object type with related rows, which can be selected in the payload of a mutation too. */
  readonly relation?: Partial<
    Omit<
      PothosSchemaTypes.ObjectFieldOptions<Types, object, 'ID', boolean, InputFieldMap, unknown>,
      Declared
    >
  >;
}

/** The part of the context of a request that a cost limit sets. */
interface Budgeted {
  readonly budget?: CostBudget | undefined;
}

/** Makes the function that returns the engine's context from a request's context. */
export function contextReader<Types extends SchemaTypes>(
  options: BothEndsOptions<Types>,
): (context: Types['Context']) => EngineContext {
  if ('context' in options) return options.context;
  const { database } = options;
  return createContextCache((context: Types['Context'] & Budgeted) => ({
    database: typeof database === 'function' ? database(context) : database,
    loaders: new RequestLoaders(),
    // The cost limit sets the budget just before the execution, which may be after the first use of the context.
    get budget() {
      return context.budget;
    },
  }));
}
