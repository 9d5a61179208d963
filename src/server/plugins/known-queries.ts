import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { DocumentCache } from './document-cache.js';

/** Executes a query whose document is known to be valid, or returns undefined if Yoga must handle the request. */
export type ExecuteKnown<Context> = (
  params: Readonly<Record<string, unknown>>,
  context: Context,
) => Promise<ExecutionResult> | undefined;

/** What the queries are executed with. */
interface KnownQueriesOptions<Context> {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  /** Throws the GraphQL error for variables that are refused. */
  readonly checkVariables: (variables: unknown) => void;
  /** Envelop's own, which runs the `onExecute` hooks of all plugins. */
  readonly execute: (args: ExecutionArgs) => unknown;
  /** Called with each result. */
  readonly onExecutionResult: Plugin<object, Context & object>['onExecutionResult'];
}

/**
 * Bypasses Yoga for queries that were executed before: converting Node's request to a Fetch Request and back, and running
 * the hooks for parsing and validation, take longer than a small query. Mutations never bypass it, as it refuses those sent by GET.
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
      if (args.variableValues) checkVariables(args.variableValues);
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
    const given = document && wellFormed(params);
    if (!given || getOperationAST(document, given.operationName)?.operation !== 'query')
      return undefined;
    const result = run({ schema, document, contextValue: context, ...given });
    return onExecutionResult ? result.then((done) => finish(context, done)) : result;
  };
}

/** Hooks that are never called for a query. */
const unaffected: ReadonlySet<PropertyKey> = new Set(['onSubscribe', 'onDispose']);

/** Whether all hooks of these plugins are called for a query that bypasses Yoga: only those that are never called are. */
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

/** The parameters beside the query, if Yoga would accept them as they are. */
function wellFormed(
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
    // Checked just now.
    variableValues: variables as Readonly<Record<string, unknown>> | undefined,
  };
}
