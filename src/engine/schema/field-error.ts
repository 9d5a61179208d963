import {
  type GraphQLError,
  type GraphQLResolveInfo,
  locatedError,
  responsePathAsArray,
} from 'graphql';

/**
 * The error of a field that fails in the same way for each of its parents, of which there may be 10,000: graphql-js would make
 * a GraphQLError of it for each, with a stack trace, which takes a second. One with a path it lists as it is.
 */
export class FieldError {
  readonly #error: GraphQLError;

  /** `error` is what was thrown; `info` may be of any of the parents. */
  constructor(error: unknown, { fieldNodes, path }: GraphQLResolveInfo) {
    this.#error = locatedError(error, fieldNodes, responsePathAsArray(path));
  }

  /** The error of one parent: it differs from the others in its path alone, and takes the rest from them. */
  at({ path }: GraphQLResolveInfo): GraphQLError {
    return Object.create(this.#error, {
      path: { value: responsePathAsArray(path), enumerable: true },
    });
  }
}
