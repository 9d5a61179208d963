import {
  type GraphQLError,
  type GraphQLResolveInfo,
  locatedError,
  responsePathAsArray,
} from 'graphql';

/**
 * The error of a field that fails for the same reason for each of its parents, of which there may be 10,000. For each, graphql-js
 * would create a GraphQLError with a stack trace, which takes a second. It does not for an error that has a path.
 */
export class FieldError {
  readonly #error: GraphQLError;

  /** `error` is the thrown error; `info` may be that of any parent. */
  constructor(error: unknown, { fieldNodes, path }: GraphQLResolveInfo) {
    this.#error = locatedError(error, fieldNodes, responsePathAsArray(path));
  }

  /** The error of one parent, which inherits everything but its path. */
  at({ path }: GraphQLResolveInfo): GraphQLError {
    return Object.create(this.#error, {
      path: { value: responsePathAsArray(path), enumerable: true },
    });
  }
}

/** The errors of fields that failed with one error, by the error and the field's node in the document. */
const known = new WeakMap<Error, Map<object, FieldError>>();

/**
 * Returns the result of `work` for a field. If `work` fails with an error that it has in common with other parents of the field, as
 * that of one statement for all of them, rejects with the error of this parent.
 */
export async function located<Result>(
  work: Promise<Result>,
  info: GraphQLResolveInfo,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const [field] = info.fieldNodes;
    if (!(error instanceof Error) || !field) throw error;
    const byField = known.get(error) ?? new Map<object, FieldError>();
    known.set(error, byField);
    const fieldError = byField.get(field) ?? new FieldError(error, info);
    byField.set(field, fieldError);
    throw fieldError.at(info);
  }
}
