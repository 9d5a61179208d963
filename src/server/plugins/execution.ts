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
import { compilableDocument, compilableSchema } from './compilable.js';
import { prepare } from './preparation.js';
import { separateMutations } from './separate-mutations.js';

/** Executes an operation. Neither subscriptions nor incremental delivery are supported, so there is one result. */
export type Execute = (args: ExecutionArgs) => Promise<ExecutionResult>;

/** From which run on a query is compiled, counted from 1. Infinity for never. */
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
  /** The run up to which it is not to be run compiled, because a result had many errors. */
  interpretTo: number;
  /** Once it has been tried; null for one that is not to be compiled. */
  compiled?: CompiledQuery | null;
}

/**
 * Makes what executes operations by graphql-js, and queries that come again compiled by graphql-jit, which takes about half the
 * time for wide pages. The answers are those of graphql-js: whatever graphql-jit would tell in another way is left to it,
 * errors above all.
 *
 * Not Yoga's own executor: it puts the fields of a response in the order in which they are ready, and the specification
 * wants the order in which they were asked for (https://spec.graphql.org/October2021/#sec-Serialized-Map-Ordering). Nor
 * `@envelop/graphql-jit`: of two operations in one document, it runs the one that was asked for first.
 *
 * Of several mutations in one operation, each that succeeds keeps its payload, as `separateMutations` says.
 */
export function execution(compileFrom: CompileFrom): Execute {
  // As long as Yoga keeps a document, which is bounded, the same text gives the same object.
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
    // A mutation cannot be run again where it fails, and the database takes most of its time.
    if (operation?.operation !== 'query') return interpret(args, operation?.operation);
    const query = known.get(operation) ?? { runs: 0, interpretTo: 0 };
    known.set(operation, query);
    query.runs += 1;
    if (query.runs >= compileFrom && query.compiled === undefined)
      query.compiled = prepare(Object(contextValue), () => compile(args, operation));
    if (!query.compiled || query.runs <= query.interpretTo) return interpret(args);
    // Those that cannot be coerced are for graphql-js to name, so one is enough to know: there may be a million.
    const variables = prepare(Object(contextValue), () =>
      getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
        maxErrors: 1,
      }),
    );
    if (variables.errors) return interpret(args);
    const result = await query.compiled.query(
      rootValue,
      contextValue,
      // A variable that was not sent may be called `constructor`.
      Object.assign(Object.create(null), variables.coerced),
    );
    if (!result.errors) return result;
    if (result.errors.length > manyErrors) query.interpretTo = query.runs + runsAfterManyErrors;
    // What has been loaded, and what could not be, is still in the context's loaders: no statement runs twice.
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
  // Before anything is waited for, graphql-js coerces the variables, of which there may be a million.
  return Object.keys(args.variableValues ?? {}).length > 0
    ? prepare(Object(args.contextValue), () => execute(toExecute))
    : execute(toExecute);
}
