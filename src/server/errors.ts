import { GraphQLError } from 'graphql';

/** The request does not conform to the GraphQL over HTTP specification, or is not allowed. */
export function badRequest(message: string): GraphQLError {
  return refused('BAD_REQUEST', message, 400);
}

/** The body is too large. */
export function requestEntityTooLarge(message: string): GraphQLError {
  return refused('REQUEST_ENTITY_TOO_LARGE', message, 413);
}

/** The document is not a trusted document. */
export function documentNotTrusted(message: string): GraphQLError {
  return refused('DOCUMENT_NOT_TRUSTED', message, 400);
}

/**
 * Makes Apollo's and urql's links send the text of a persisted query. They recognize it by its message
 * (https://www.apollographql.com/docs/apollo-server/performance/apq).
 */
export function persistedQueryNotSupported(): GraphQLError {
  return refused('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 200);
}

/** An operation that the server does not support. */
export function unsupportedOperation(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400, spec: true } },
  });
}

function refused(code: string, message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
