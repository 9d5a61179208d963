import type { GraphQLError, GraphQLErrorOptions } from 'graphql';
import { costLimitExceeded, internalServerError, serviceUnavailable } from '../../engine/errors.js';
import type { Failure } from '../../postgres/failure.js';

/** Where in an operation a statement failed, as far as it matters for whether the operation may be tried again. */
export interface FailurePlace {
  /**
   * A query, which changes nothing; a mutation's own field; or a field below one, which is read after the change was made. `among`: a mutation's
   * own field beside others, which change something on their own.
   */
  readonly kind: 'query' | 'mutation' | 'among mutations' | 'after mutation';
  /** The limit of the operation's time in milliseconds, and whether it is over. */
  readonly time: number;
  readonly isOver: boolean;
}

/** What is told of the failures after which nothing was changed for certain. */
const temporary: Partial<Record<Failure, string>> = {
  stopped: 'An administrator of the database cancelled the statement.',
  'lost race': 'Others change the same data, and were first each time.',
  'stale statement': 'The tables of the database are being altered.',
  unreachable: 'The database cannot be reached.',
  'read only': 'The database takes no changes at the moment.',
  unavailable: 'The database cannot do this at the moment.',
};

const nothingChanged: Record<FailurePlace['kind'], string> = {
  query: 'It is safe to try again.',
  mutation: 'Nothing was changed: it is safe to try again.',
  'among mutations': 'This change was not made: it is safe to try again without the others.',
  'after mutation': 'The change was made; only its result could not be read.',
};

/**
 * The error that a client gets for a failed statement. It says that trying again is safe only where nothing was changed for
 * certain.
 */
export function databaseError(
  failure: Failure,
  place: FailurePlace,
  options: GraphQLErrorOptions,
): GraphQLError {
  const { kind, time, isOver } = place;
  const isChange = kind === 'mutation' || kind === 'among mutations';
  if (isOver && (failure === 'stopped' || failure === 'broken connection')) {
    const told = `The operation took longer than ${time} ms, which is the limit, and was stopped.`;
    if (!isChange) return costLimitExceeded(told, options);
    // PostgreSQL did not react to being told to stop, so the connection was closed.
    const outcome =
      failure === 'stopped'
        ? 'The change was not made.'
        : 'The change may have been made: look before you try again.';
    return costLimitExceeded(`${told} ${outcome}`, options);
  }
  if (failure === 'broken connection') {
    const told = {
      query: `The database cannot be reached. ${nothingChanged.query}`,
      change:
        'The connection to the database broke. The change may have been made: look before you try again.',
      'after mutation': `The connection to the database broke. ${nothingChanged['after mutation']}`,
    };
    const what = kind === 'query' || kind === 'after mutation' ? kind : 'change';
    return serviceUnavailable(told[what], options);
  }
  const told = temporary[failure];
  return told === undefined
    ? internalServerError(options)
    : serviceUnavailable(`${told} ${nothingChanged[kind]}`, options);
}
