import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { prepare } from '../limits/preparation-time.js';
import type { DocumentCache } from './document-cache.js';

/** Executes a query whose document is cached and valid, or returns undefined if Yoga must handle the request. */
export type ExecuteKnown<Context> = (
  params: Readonly<Record<string, unknown>>,
  context: Context,
) => Promise<ExecutionResult> | undefined;

/** The options of `knownQueries`. */
interface KnownQueriesOptions<Context> {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  /** Throws a GraphQLError for variables over a limit. */
  readonly checkVariables: (variables: unknown) => void;
  /** Envelop's `execute`, which calls the `onExecute` hooks of all plugins. */
  readonly execute: (args: ExecutionArgs) => unknown;
  /** Called with each result. */
  readonly onExecutionResult: Plugin<object, Context & object>['onExecutionResult'];
}

/**
 * Executes cached queries without Yoga: converting Node's request to a Fetch Request and back, and calling the hooks for parsing
 * and validation, take longer than a small query. Mutations are always handled by Yoga, which refuses those sent by GET.
 */
export function knownQueries<Context>({
  schema,
  documents,
  checkVariables,
  execute,
  onExecutionResult,
}: KnownQueriesOptions<Context>): ExecuteKnown<Context> {
  const run = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    try {
      const { variableValues, contextValue } = args;
      if (variableValues) prepare(Object(contextValue), () => checkVariables(variableValues));
      // Neither subscriptions nor incremental delivery are supported, so there is one result.
      return (await execute(args)) as ExecutionResult;
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
  const finish = async (context: Context, result: ExecutionResult): Promise<ExecutionResult> => {
    let last = result;
    const setResult = (next: ExecutionResult) => {
      last = next;
    };
    // The hook is the server's own, and uses nothing else.
    await onExecutionResult?.({ result, setResult, context } as never);
    return last;
  };
  return (params, context) => {
    const { query } = params;
    const document = typeof query === 'string' ? documents.valid(query) : undefined;
    const rest = document && validParams(params);
    if (!rest || getOperationAST(document, rest.operationName)?.operation !== 'query')
      return undefined;
    const result = run({ schema, document, contextValue: context, ...rest });
    return onExecutionResult ? result.then((done) => finish(context, done)) : result;
  };
}

/** Hooks that are never called for a query. */
const unaffected: ReadonlySet<PropertyKey> = new Set(['onSubscribe', 'onDispose']);

/** Whether no hook of these plugins would be skipped for a query that bypasses Yoga. */
export function mayBypass(plugins: readonly unknown[]): boolean {
  return plugins
    .flat(Number.POSITIVE_INFINITY)
    .every(
      (plugin) =>
        !plugin ||
        (Object.getPrototypeOf(plugin) === Object.prototype &&
          Reflect.ownKeys(plugin).every((name) => unaffected.has(name))),
    );
}

/** The operation name and variables, if Yoga would accept the parameters; otherwise undefined. */
function validParams(
  params: Readonly<Record<string, unknown>>,
): Pick<ExecutionArgs, 'operationName' | 'variableValues'> | undefined {
  for (const name in params)
    if (name !== 'query' && name !== 'operationName' && name !== 'variables') return undefined;
  const { operationName, variables } = params;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    return undefined;
  return {
    operationName: operationName || undefined,
    // An object, checked above.
    variableValues: variables as Readonly<Record<string, unknown>> | undefined,
  };
}
