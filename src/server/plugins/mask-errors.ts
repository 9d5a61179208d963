import { GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { failureOf } from '../../postgres/failure.js';
import type { Operation } from '../../postgres/operation.js';
import { boundErrors, omissionError } from './bounded-errors.js';
import { databaseError } from './database-error.js';
import { whenExecuted } from './when-executed.js';

/** Where the errors go that no client may see. */
export type LogError = (message: string, error: unknown) => void;

/** What masking uses of a request's context, if it is there. */
interface MaskContext {
  /** Is logged with the errors. */
  readonly requestId?: string;
  /** Knows whether the operation was stopped. */
  readonly operation?: Pick<Operation, 'time' | 'isOver' | 'stopped'>;
}

/**
 * Keeps what went wrong inside from the client: it is logged with the request's ID, and the client gets a code, to which
 * `recordErrors` adds that ID. Errors that were made for the client pass as they are. Errors are listed as often as
 * `boundErrors` says, and one that many fields have in common is logged once.
 */
export function useMaskErrors(log: LogError): Plugin<MaskContext> {
  return {
    onExecute: ({ args }) =>
      whenExecuted((result) => {
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
      }),
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
  const { time = 0, isOver = false, stopped } = operation ?? {};
  // A statement that was stopped as its client has gone, or its time is over, is nothing that went wrong inside.
  if (failure !== 'stopped' || !(isOver || stopped)) {
    const request = requestId === undefined ? '' : `request ${requestId}, `;
    log(`${request}${error.path?.join('.')}`, cause);
  }
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

/**
 * Adds the code to graphql-js's own errors for variables, and for arguments that only variables make wrong. Where they prevent the
 * operation from being executed at all, the status is 400, which `application/json` does not show
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes).
 */
function coded(error: GraphQLError): GraphQLError {
  const { message, nodes = null, path = null, extensions } = error;
  const ofValues = !path || /^Argument "/.test(message);
  if (extensions.code !== undefined || !ofValues) return error;
  return new GraphQLError(message, {
    nodes,
    path,
    extensions: {
      ...extensions,
      code: 'BAD_USER_INPUT',
      ...(!path && { http: { status: 400, spec: true } }),
    },
  });
}
