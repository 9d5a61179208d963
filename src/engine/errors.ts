import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** The location of an input error. */
export interface InputLocation {
  /** A path such as `input.publicationIds`. */
  readonly argument: string;
  /** The invalid IDs, without duplicates, as they were sent, but truncated if they are very long. */
  readonly ids?: readonly string[];
  /** The columns of a conflict, by the names of their inputs. */
  readonly fields?: readonly string[];
}

/** An error for the client. `code` is the first of its extensions. */
function coded(code: string, message: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { code, ...options.extensions } });
}

function located(code: InputErrorCode, message: string, { argument, ids, fields }: InputLocation) {
  const listed = ids && [...new Set(ids)].map((id) => id.slice(0, maximumId));
  return coded(code, message, {
    extensions: { argument, ...(listed && { ids: listed }), ...(fields && { fields }) },
  });
}

/** The maximum length of an ID in an error: one that a client made up may have a million characters, in each of many fields. */
const maximumId = 1_000;

/** The request has no valid token. */
export function unauthenticated(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('UNAUTHENTICATED', message, options);
}

/** The token lacks these scopes. */
export function forbidden(scopes: readonly string[]): GraphQLError {
  const names = scopes.map((scope) => JSON.stringify(scope)).join(' and ');
  return coded('FORBIDDEN', `A token with the scope ${names} is required.`);
}

/** An invalid value of an argument. */
export function badUserInput(message: string, location: InputLocation): GraphQLError {
  return located('BAD_USER_INPUT', message, location);
}

/** IDs of rows of another type. */
export function wrongType(
  expected: string,
  actual: string,
  location: InputLocation & { readonly ids: readonly string[] },
): GraphQLError {
  return located('WRONG_TYPE', `${expected} expected, got ${actual}`, location);
}

/** IDs of rows that do not exist. */
export function notFound(
  location: InputLocation & { readonly ids: readonly string[] },
): GraphQLError {
  return located('NOT_FOUND', `${location.argument} refers to a row that does not exist`, location);
}

/** A change that would violate a constraint: another row has a unique value, or refers to a row that is to be deleted. */
export function conflict(
  message: string,
  location: InputLocation & { readonly fields: readonly string[] },
): GraphQLError {
  return located('CONFLICT', message, location);
}

/** A request over a limit. */
export function costLimitExceeded(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('COST_LIMIT_EXCEEDED', message, options);
}

/** A subscriber cannot get all changes, and must read the current state again. */
export function resyncRequired(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('RESYNC_REQUIRED', message, options);
}

/** The request cannot be executed at the moment. */
export function serviceUnavailable(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('SERVICE_UNAVAILABLE', message, options);
}

/** The error that replaces an unexpected one, which the client must not see. */
export function internalServerError(options?: GraphQLErrorOptions): GraphQLError {
  return coded('INTERNAL_SERVER_ERROR', 'Something went wrong inside the server.', options);
}

/** The codes of input errors. If a field has several errors, the first code in this order is reported. */
const inputErrorCodes = ['BAD_USER_INPUT', 'WRONG_TYPE', 'NOT_FOUND', 'CONFLICT'] as const;
type InputErrorCode = (typeof inputErrorCodes)[number];

const isInputError = ({ extensions }: GraphQLError) =>
  inputErrorCodes.some((code) => code === extensions.code);

/** Collects the input errors of a field, to report the first by code instead of the first that was found. */
export class InputErrors {
  readonly #found: GraphQLError[] = [];

  /** Runs a check and returns its result. If it throws an input error, collects the error and returns undefined. */
  check<Result>(check: () => Result): Result | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof GraphQLError) || !isInputError(error)) throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  /** Throws the first error of the first code in the order above. */
  throwFirst(): void {
    for (const code of inputErrorCodes) {
      const first = this.#found.find((error) => error.extensions.code === code);
      if (first) throw first;
    }
  }
}

/** Runs every check and returns their results by name. Throws the first error by code; among equal codes, the first listed. */
export function checkAll<Results extends object>(
  checks: { [Name in keyof Results]: () => Results[Name] },
): Results {
  const found = new InputErrors();
  // The result has the same keys, which Object.entries does not express.
  const results = Object.entries(checks).map(([name, check]) => [
    name,
    found.check(check as () => unknown),
  ]);
  found.throwFirst();
  return Object.fromEntries(results) as Results;
}
