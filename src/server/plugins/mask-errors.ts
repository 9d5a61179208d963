import { GraphQLError, getOperationAST } from 'graphql';
import { failureOf } from '../../postgres/failure.js';
import type { Operation } from '../../postgres/operation.js';
import { boundErrors, omissionError } from './bounded-errors.js';
import { databaseError } from './database-error.js';
import type { LayeredPlugin } from './layers.js';

/** Where the errors go that no client may see. */
export type LogError = (message: string, error: unknown) => void;

/** What of a request's context is told of its errors. */
interface MaskContext {
  readonly requestId: string;
  readonly operation: Operation;
}

/**
 * Keeps what went wrong inside from the client: it is logged with the request's ID, and the client gets a code, to which
 * `recordErrors` adds that ID. Errors that were made for the client pass as they are. Errors are listed as often as
 * `boundErrors` says, and one that many fields have in common is logged once.
 */
export function useMaskErrors(log: LogError): LayeredPlugin<MaskContext> {
  return {
    around: (execute) => async (args) => {
      const result = await execute(args);
      if (!result.errors) return result;
      const document = getOperationAST(args.document, args.operationName);
      const { length: fields } = Object.keys(
        result.data ?? document?.selectionSet.selections ?? {},
      );
      const mutations = document?.operation === 'mutation' ? fields : 0;
      const logged = new Set<unknown>();
      const logOnce: LogError = (message, cause) => {
        if (!logged.has(cause)) log(message, cause);
        logged.add(cause);
      };
      const masked = (error: GraphQLError) => mask(error, args.contextValue, mutations, logOnce);
      const { listed, omitted } = boundErrors(result.errors);
      const errors = listed.map(masked);
      if (omitted) errors.push(omissionError(omitted.count, masked(omitted.first)));
      return { ...result, errors };
    },
  };
}

function mask(
  error: GraphQLError,
  { requestId, operation }: MaskContext,
  mutations: number,
  log: LogError,
): GraphQLError {
  const cause = causeOf(error);
  if (!cause) return coded(error);
  const { nodes = null, path = null } = error;
  const place = { nodes, path };
  const failure = failureOf(cause);
  const { time, isOver } = operation;
  // A statement that was stopped as its client has gone, or its time is over, is nothing that went wrong inside.
  if (failure !== 'stopped' || !(isOver || operation.stopped))
    log(`request ${requestId}, ${error.path?.join('.')}`, cause);
  const kind =
    mutations === 0
      ? 'query'
      : path && path.length > 1
        ? 'after mutation'
        : mutations === 1
          ? 'mutation'
          : 'among mutations';
  return databaseError(failure, { kind, time, isOver }, place);
}

/** What is at the bottom of an error, if that was not made for the client: one that was may have another in it. */
function causeOf({ originalError }: GraphQLError): Error | undefined {
  return originalError instanceof GraphQLError
    ? causeOf(originalError)
    : (originalError ?? undefined);
}

/** What graphql-js says of variables, and of arguments that only variables make wrong, is a mistake like any other: it gets its code. */
function coded(error: GraphQLError): GraphQLError {
  const { message, nodes = null, path = null, extensions } = error;
  const ofValues = !path || /^Argument "/.test(message);
  if (extensions.code !== undefined || !ofValues) return error;
  return new GraphQLError(message, {
    nodes,
    path,
    extensions: { ...extensions, code: 'BAD_USER_INPUT' },
  });
}
