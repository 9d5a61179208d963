import type { GraphQLError, GraphQLErrorOptions } from 'graphql';
import { costLimitExceeded, internalServerError, serviceUnavailable } from '../../engine/errors.js';
import type { Failure } from '../../postgres/failure.js';
import type { Change, ReadLimitExceeded } from '../../postgres/operation.js';

/** The circumstances of a failed statement that decide whether it is safe to try again. */
export interface FailureContext {
  /**
   * A query; the only mutation field of an operation; one of several mutation fields, each of which is a change of its own; or
   * a field below a mutation field, which is resolved after the change was made.
   */
  readonly kind: 'query' | 'mutation' | 'one of several mutations' | 'after mutation';
  /** The time limit of the operation in milliseconds, and whether it is exceeded. */
  readonly time: number;
  readonly isOver: boolean;
}

/** The messages for failures after which certainly nothing was changed. */
const temporary: Partial<Record<Failure, string>> = {
  stopped: 'An administrator of the database cancelled the statement.',
  'lost race': 'The transaction conflicted with others that change the same data.',
  'stale statement': 'The tables of the database are being altered.',
  unreachable: 'The database cannot be reached.',
  'read only': 'The database is read-only at the moment.',
  unavailable: 'The database lacks resources at the moment.',
};

const outcomes: Record<FailureContext['kind'], string> = {
  query: 'It is safe to try again.',
  mutation: 'Nothing was changed: it is safe to try again.',
  'one of several mutations':
    'This change was not made: it is safe to try again without the others.',
  'after mutation': 'The change was made; only its result could not be read.',
};

/**
 * The error that a client gets for a failed statement. It says that it is safe to try again only if certainly nothing was
 * changed.
 */
export function databaseError(
  failure: Failure,
  context: FailureContext,
  options: GraphQLErrorOptions,
): GraphQLError {
  const { kind, time, isOver } = context;
  const isChange = kind === 'mutation' || kind === 'one of several mutations';
  if (isOver && (failure === 'stopped' || failure === 'broken connection')) {
    const message = `The operation took longer than ${time} ms, the limit, and was cancelled.`;
    if (!isChange) return costLimitExceeded(message, options);
    // PostgreSQL did not react to the cancel request, so the connection was closed.
    const outcome =
      failure === 'stopped'
        ? 'The change was not made.'
        : 'The change may have been made: check before you try again.';
    return costLimitExceeded(`${message} ${outcome}`, options);
  }
  if (failure === 'broken connection') {
    const messages = {
      query: `The database cannot be reached. ${outcomes.query}`,
      change:
        'The connection to the database was lost. The change may have been made: check before you try again.',
      'after mutation': `The connection to the database was lost. ${outcomes['after mutation']}`,
    };
    const what = kind === 'query' || kind === 'after mutation' ? kind : 'change';
    return serviceUnavailable(messages[what], options);
  }
  const message = temporary[failure];
  return message === undefined
    ? internalServerError(options)
    : serviceUnavailable(`${message} ${outcomes[kind]}`, options);
}

const changes: Record<Change, string> = {
  made: outcomes['after mutation'],
  'not made': 'The change was not made.',
  unknown: 'The change may have been made: check before you try again.',
};

/** The error that a client gets for a statement that read too much. */
export function readLimitError(
  { limit, change }: ReadLimitExceeded,
  kind: FailureContext['kind'],
  options: GraphQLErrorOptions,
): GraphQLError {
  const outcome = {
    query: fewerRows,
    mutation: changes[change],
    'one of several mutations': changes[change],
    'after mutation': changes.made,
  };
  return costLimitExceeded(
    `The operation read more than ${limit} bytes from the database, the limit. ${outcome[kind]}`,
    options,
  );
}

/** The error that a client gets in place of a response that would be too large. */
export function responseLimitError(
  limit: number,
  kind: 'query' | 'mutation',
  options: GraphQLErrorOptions,
): GraphQLError {
  const outcome = kind === 'query' ? fewerRows : changes.made;
  return costLimitExceeded(
    `The response would have more than ${limit} bytes, the limit. ${outcome}`,
    options,
  );
}

const fewerRows = 'Request fewer or smaller rows at a time.';
