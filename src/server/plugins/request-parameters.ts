import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Accepts two things that clients send beyond the GraphQL over HTTP specification: an empty operation name, and a persisted query
 * without its text. The error for the latter makes Apollo's and urql's links send the text.
 */
export function useRequestParameters(): Plugin {
  return {
    onParams({ params, setParams }) {
      if (!params.query && params.extensions?.persistedQuery) throw persistedQueryNotSupported();
      if (params.operationName === '') {
        const { operationName: _, ...named } = params;
        setParams(named);
      }
    },
  };
}

/** https://www.apollographql.com/docs/apollo-server/performance/apq: clients recognize it by its message. */
function persistedQueryNotSupported(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 200 } },
  });
}
