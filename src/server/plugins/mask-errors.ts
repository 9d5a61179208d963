import { GraphQLError, getOperationAST } from 'graphql';
import { costLimitExceeded, internalServerError, serviceUnavailable } from '../../engine/errors.js';
import { failureOf } from '../../postgres/failure.js';
import type { Operation } from '../../postgres/operation.js';
import { boundErrors, omissionError } from './bounded-errors.js';
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
      const isMutation =
        getOperationAST(args.document, args.operationName)?.operation === 'mutation';
      const logged = new Set<unknown>();
      const logOnce: LogError = (message, cause) => {
        if (!logged.has(cause)) log(message, cause);
        logged.add(cause);
      };
      const masked = (error: GraphQLError) => mask(error, args.contextValue, isMutation, logOnce);
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
  isMutation: boolean,
  log: LogError,
): GraphQLError {
  const cause = causeOf(error);
  if (!cause) return coded(error);
  const { nodes = null, path = null } = error;
  const place = { nodes, path };
  const failure = failureOf(cause);
  if (failure === 'stopped') {
    const told = `The operation took longer than ${operation.time} ms, which is the limit, and was stopped.`;
    // What fails below a mutation's own field has been read after the change.
    const undone = isMutation && error.path?.length === 1 ? ' The change was not made.' : '';
    return costLimitExceeded(`${told}${undone}`, place);
  }
  log(`request ${requestId}, ${error.path?.join('.')}`, cause);
  // A commit whose answer is lost is a commit all the same.
  if (failure === 'broken connection' && isMutation) {
    const text =
      'The connection to the database broke. The change may have been made: look before you try again.';
    return serviceUnavailable(text, place);
  }
  if (failure === 'lost race') {
    const text =
      'Others change the same data, and were first each time. Nothing was changed: it is safe to try again.';
    return serviceUnavailable(text, place);
  }
  return failure === 'unreachable' || failure === 'broken connection'
    ? serviceUnavailable('The database cannot be reached. It is safe to try again.', place)
    : internalServerError(place);
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
