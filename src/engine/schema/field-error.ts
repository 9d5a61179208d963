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
