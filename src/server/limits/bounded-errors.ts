import { type ASTNode, GraphQLError } from 'graphql';

/** The maximum number of errors with the same message at the same field. */
const maximumAlike = 10;
/** The maximum number of errors in a result, without the one that counts the omitted errors. */
const maximumErrors = 100;
/** The maximum total length of the IDs in the errors of a result. Several fields may have the same 10,000 wrong IDs. */
const maximumIds = 1_000_000;

/** The errors of a result, limited in number. */
export interface BoundedErrors {
  readonly listed: readonly GraphQLError[];
  /** The first omitted error and the number of omitted errors; undefined if there are none. */
  readonly omitted: { readonly first: GraphQLError; readonly count: number } | undefined;
}

/**
 * Limits the errors of a result: a field below 10,000 parents may fail 10,000 times for the same reason. Lists the first ten
 * errors with the same message at the same field of the document, and the first hundred in total; and IDs of limited length.
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
    if (count <= maximumAlike && listed.length < maximumErrors) listed.push(error);
    else first ??= error;
  }
  const omitted = first && { first, count: errors.length - listed.length };
  return { listed: boundIds(listed), omitted };
}

function boundIds(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  let length = 0;
  return errors.map((error) => {
    const { ids } = error.extensions;
    if (!Array.isArray(ids)) return error;
    const listed = ids.filter((id) => {
      length += String(id).length;
      return length <= maximumIds;
    });
    if (listed.length === ids.length) return error;
    const { message, nodes = null, path = null, originalError = null, extensions } = error;
    return new GraphQLError(message, {
      nodes,
      path,
      originalError,
      extensions: { ...extensions, ids: listed },
    });
  });
}

/** The error that gives the number of omitted errors, with the code of the first of them. */
export function omissionError(count: number, { extensions }: GraphQLError): GraphQLError {
  const message =
    count === 1 ? '1 more error is not listed.' : `${count} more errors are not listed.`;
  return new GraphQLError(message, { extensions: { code: extensions.code } });
}
