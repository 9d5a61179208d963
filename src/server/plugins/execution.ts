import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { prepare } from '../limits/preparation-time.js';
import { compilableDocument, compilableSchema } from './compilable.js';
import { separateMutations } from './separate-mutations.js';

/** Executes an operation, or a subscription for one event. Incremental delivery is not supported, so there is one result. */
export type Execute = (args: ExecutionArgs) => Promise<ExecutionResult>;

/** The run from which a query is compiled, counted from 1. Infinity for never. */
export type CompileFrom = number;

/**
 * A result with more errors is expensive: the compiled query takes longer to make 10,000 of them than graphql-js, which then runs
 * it again. The next runs of that query are not compiled.
 */
const manyErrors = 100;
const runsAfterManyErrors = 100;

/** A query that has been run before. */
interface KnownQuery {
  runs: number;
  /** The run until which the compiled query is not used, because a result had many errors. */
  interpretTo: number;
  /** Undefined until it is compiled; null if it cannot be compiled. */
  compiled?: CompiledQuery | null;
}

/**
 * Executes operations with graphql-js, and repeated queries compiled with graphql-jit, which takes about half the time for wide
 * pages. Results are always those of graphql-js: if graphql-jit would return another result or an error, graphql-js executes the
 * query.
 *
 * Not Yoga's own executor: the order of its response fields is that in which they are resolved instead of selected
 * (https://spec.graphql.org/October2021/#sec-Serialized-Map-Ordering). Nor `@envelop/graphql-jit`: for a document with two
 * operations, it always executes the one that was executed first.
 *
 * Mutations are executed with the schema of `separateMutations`.
 */
export function execution(compileFrom: CompileFrom): Execute {
  // While a document is in Yoga's cache, which is bounded, the same text gives the same object.
  const known = new WeakMap<OperationDefinitionNode, KnownQuery>();
  const schemas = new WeakMap<GraphQLSchema, GraphQLSchema>();

  const compile = (
    { schema, document }: ExecutionArgs,
    operation: OperationDefinitionNode,
  ): CompiledQuery | null => {
    const compilable = compilableDocument(document, operation);
    if (!compilable) return null;
    const compilableBy = schemas.get(schema) ?? compilableSchema(schema);
    schemas.set(schema, compilableBy);
    const compiled = compileQuery(compilableBy, compilable, operation.name?.value);
    return isCompiledQuery(compiled) ? compiled : null;
  };

  return async (args) => {
    const { schema, document, operationName, variableValues, rootValue, contextValue } = args;
    const operation = getOperationAST(document, operationName);
    // A failed mutation cannot be executed again by graphql-js, and most of its time is spent in the database.
    if (operation?.operation !== 'query') return interpret(args, operation?.operation);
    const query = known.get(operation) ?? { runs: 0, interpretTo: 0 };
    known.set(operation, query);
    query.runs += 1;
    if (query.runs >= compileFrom && query.compiled === undefined)
      query.compiled = prepare(Object(contextValue), () => compile(args, operation));
    if (!query.compiled || query.runs <= query.interpretTo) return interpret(args);
    // graphql-js reports the errors, so one is enough here: there may be a million.
    const variables = prepare(Object(contextValue), () =>
      getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
        maxErrors: 1,
      }),
    );
    if (variables.errors) return interpret(args);
    const result = await query.compiled.query(
      rootValue,
      contextValue,
      // Without a prototype: a variable may be called `constructor`.
      Object.assign(Object.create(null), variables.coerced),
    );
    if (!result.errors) return result;
    if (result.errors.length > manyErrors) query.interpretTo = query.runs + runsAfterManyErrors;
    // The loaders of the context have cached the results and failures of all statements, so none runs twice.
    return interpret(args);
  };
}

/** Executes an operation that is not compiled. */
async function interpret(
  args: ExecutionArgs,
  type?: OperationTypeNode | undefined,
): Promise<ExecutionResult> {
  const toExecute =
    type === 'mutation' ? { ...args, schema: separateMutations(args.schema) } : args;
  // graphql-js coerces the variables synchronously; a list may have a million items.
  return Object.keys(args.variableValues ?? {}).length > 0
    ? prepare(Object(args.contextValue), () => execute(toExecute))
    : execute(toExecute);
}
