import { type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { failureOf } from '../../postgres/failure.js';
import { type Operation, ReadLimitExceeded } from '../../postgres/operation.js';
import { boundErrors, omissionError } from '../limits/bounded-errors.js';
import { databaseError, readLimitError } from './database-error.js';
import { variableArguments } from './variable-arguments.js';
import { whenExecuted, whenRefused } from './when-executed.js';

/** Logs an error that clients must not see. */
export type LogError = (message: string, error: unknown) => void;

/** What masking uses of a request's context, if it is there. */
interface MaskContext {
  /** Is logged with the errors. */
  readonly requestId?: string;
  /** Knows whether the operation was stopped. */
  readonly operation?: Pick<Operation, 'time' | 'isOver' | 'stopped'>;
}

/**
 * Masks unexpected errors: the original is logged with the request's ID, and the client gets an error code, to which
 * `recordErrors` adds that ID. Errors meant for the client are not changed. The number of errors is limited by `boundErrors`,
 * and an error that several fields have in common is logged once.
 */
export function useMaskErrors(log: LogError): Plugin<MaskContext> {
  return {
    onExecute: ({ args }) => whenExecuted((result) => maskResult(args, result, log)),
    onSubscribe: ({ args }) => whenRefused((result) => maskResult(args, result, log)),
  };
}

function maskResult(
  args: ExecutionArgs & { readonly contextValue: MaskContext },
  result: ExecutionResult,
  log: LogError,
): ExecutionResult {
  if (!result.errors) return result;
  const document = getOperationAST(args.document, args.operationName);
  const { length: fields } = Object.keys(result.data ?? document?.selectionSet.selections ?? {});
  const mutations = document?.operation === 'mutation' ? fields : 0;
  const logged = new Set<unknown>();
  const logOnce: LogError = (message, cause) => {
    if (!logged.has(cause)) log(message, cause);
    logged.add(cause);
  };
  const argumentOf = variableArguments(args);
  const masked = (error: GraphQLError) =>
    mask(error, args.contextValue, mutations, logOnce, argumentOf);
  const { listed, omitted } = boundErrors(result.errors);
  const errors = listed.map(masked);
  if (omitted) errors.push(omissionError(omitted.count, masked(omitted.first)));
  return { ...result, errors };
}

/** Says which argument an error in the variables is in. */
type ArgumentOf = (error: GraphQLError) => string | undefined;

function mask(
  error: GraphQLError,
  { requestId, operation }: MaskContext,
  mutations: number,
  log: LogError,
  argumentOf: ArgumentOf,
): GraphQLError {
  const cause = causeOf(error);
  if (!cause) return withCode(error, argumentOf);
  const { nodes = null, path = null } = error;
  const location = { nodes, path };
  const kind =
    mutations === 0
      ? 'query'
      : path && path.length > 1
        ? 'after mutation'
        : mutations === 1
          ? 'mutation'
          : 'one of several mutations';
  if (cause instanceof ReadLimitExceeded) return readLimitError(cause, kind, location);
  const failure = failureOf(cause);
  const { time = 0, isOver = false, stopped } = operation ?? {};
  // A statement that was cancelled for the time limit or because its client is gone is not an error of the server.
  if (failure !== 'stopped' || !(isOver || stopped)) {
    const request = requestId === undefined ? '' : `request ${requestId}, `;
    log(`${request}${error.path?.join('.')}`, cause);
  }
  return databaseError(failure, { kind, time, isOver }, location);
}

/**
 * The innermost original error, unless it is a GraphQLError, which is meant for the client. Those that graphql-js throws for a value
 * that its type cannot represent, such as a NaN in the database, are not: the client cannot do anything about them.
 */
function causeOf({ originalError, path }: GraphQLError): Error | undefined {
  if (!(originalError instanceof GraphQLError)) return originalError ?? undefined;
  // An error in a variable has the same message, but no path.
  const isOfField = path !== undefined && unrepresentable.test(originalError.message);
  return isOfField ? originalError : causeOf(originalError);
}

/** graphql-js's messages for values that cannot be serialized, which have no code. */
const unrepresentable =
  /^((Int|Float|String|Boolean|ID) cannot represent |Enum "\w+" cannot represent value: )/;

/**
 * Adds the code BAD_USER_INPUT to graphql-js's own errors for variables, and for arguments with invalid variables. If the
 * operation was not executed because of them, the status is 400, but 200 for `application/json`
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes).
 */
function withCode(error: GraphQLError, argumentOf: ArgumentOf): GraphQLError {
  const { message, nodes = null, path = null, extensions } = error;
  const [, name] = /^Argument "(\w+)"/.exec(message) ?? [];
  if (extensions.code !== undefined || (path && !name)) return error;
  const argument = name ?? argumentOf(error);
  return new GraphQLError(message, {
    nodes,
    path,
    extensions: {
      ...extensions,
      code: 'BAD_USER_INPUT',
      ...(argument !== undefined && { argument }),
      ...(!path && { http: { status: 400, spec: true } }),
    },
  });
}
