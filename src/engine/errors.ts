import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** Where an input error is. */
export interface InputLocation {
  /** A path such as `input.publicationIds`. */
  readonly argument: string;
  /** The IDs at fault, as they were sent, each once. */
  readonly ids?: readonly string[];
  /** The columns at fault, by the names of their inputs. */
  readonly fields?: readonly string[];
}

/** An error that the client sees, with `extensions.code` first among its extensions. */
function coded(code: string, message: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { code, ...options.extensions } });
}

function located(code: InputErrorCode, message: string, { argument, ids, fields }: InputLocation) {
  return coded(code, message, {
    extensions: { argument, ...(ids && { ids: [...new Set(ids)] }), ...(fields && { fields }) },
  });
}

/** The request has no valid token. */
export function unauthenticated(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('UNAUTHENTICATED', message, options);
}

/** The token lacks these scopes. */
export function forbidden(scopes: readonly string[]): GraphQLError {
  const names = scopes.map((scope) => JSON.stringify(scope)).join(' and ');
  return coded('FORBIDDEN', `A token with the scope ${names} is required.`);
}

/** A value that its argument does not allow. */
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

/** Rows that a mutation names and that do not exist. */
export function notFound(
  location: InputLocation & { readonly ids: readonly string[] },
): GraphQLError {
  return located('NOT_FOUND', `${location.argument} names what does not exist`, location);
}

/** A change that other rows stand in the way of: one with the same value, or one that needs what is to be deleted. */
export function conflict(
  message: string,
  location: InputLocation & { readonly fields: readonly string[] },
): GraphQLError {
  return located('CONFLICT', message, location);
}

/** A request that asks for more than is allowed. */
export function costLimitExceeded(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('COST_LIMIT_EXCEEDED', message, options);
}

/** The request cannot be answered at the moment; it may be later. */
export function serviceUnavailable(message: string, options?: GraphQLErrorOptions): GraphQLError {
  return coded('SERVICE_UNAVAILABLE', message, options);
}

/** What the client must not see, in place of it. */
export function internalServerError(options?: GraphQLErrorOptions): GraphQLError {
  return coded('INTERNAL_SERVER_ERROR', 'Something went wrong inside the server.', options);
}

/** The codes of input errors, in the order in which they are reported where one call has several. */
const inputErrorCodes = ['BAD_USER_INPUT', 'WRONG_TYPE', 'NOT_FOUND', 'CONFLICT'] as const;
type InputErrorCode = (typeof inputErrorCodes)[number];

const isInputError = ({ extensions }: GraphQLError) =>
  inputErrorCodes.some((code) => code === extensions.code);

/** Collects the input errors of one call, so that the first by code is reported, not the first found. */
export class InputErrors {
  readonly #found: GraphQLError[] = [];

  /** Runs a check and returns its result, or keeps the input error it throws and returns undefined. Other errors are thrown. */
  check<Result>(check: () => Result): Result | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof GraphQLError) || !isInputError(error)) throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  /** Throws the first error of the first code in the order above, if there is any. */
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
  // Object.entries forgets which check belongs to which name; each result goes back under its own.
  const results = Object.entries(checks).map(([name, check]) => [
    name,
    found.check(check as () => unknown),
  ]);
  found.throwFirst();
  return Object.fromEntries(results) as Results;
}
