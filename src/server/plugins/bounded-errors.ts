import { type ASTNode, GraphQLError } from 'graphql';

/** How many times the same error of the same field is listed, each time with another path. */
const perError = 10;
/** How many errors a result lists in all, but for the one that counts the others. */
const perResult = 100;

/** The errors of a result that are listed, and those that are not. */
export interface BoundedErrors {
  readonly listed: readonly GraphQLError[];
  /** The first that is not listed, if there is any, and how many there are. */
  readonly omitted: { readonly first: GraphQLError; readonly count: number } | undefined;
}

/**
 * Bounds the errors of a result: a field below 10,000 parents fails 10,000 times for one reason. Of errors with the same message
 * at the same field of the document, the first ten are listed; of all, the first hundred.
 */
export function boundErrors(errors: readonly GraphQLError[]): BoundedErrors {
  const counts = new Map<ASTNode | undefined, Map<string, number>>();
  const listed: GraphQLError[] = [];
  let first: GraphQLError | undefined;
  for (const error of errors) {
    const field = error.nodes?.[0];
    const ofField = counts.get(field) ?? new Map<string, number>();
    counts.set(field, ofField);
    const count = (ofField.get(error.message) ?? 0) + 1;
    ofField.set(error.message, count);
    if (count <= perError && listed.length < perResult) listed.push(error);
    else first ??= error;
  }
  return { listed, omitted: first && { first, count: errors.length - listed.length } };
}

/** The error that says how many errors are not listed, with the code of the first of them. */
export function omissionError(count: number, { extensions }: GraphQLError): GraphQLError {
  const message =
    count === 1 ? '1 more error is not listed.' : `${count} more errors are not listed.`;
  return new GraphQLError(message, { extensions: { code: extensions.code } });
}
