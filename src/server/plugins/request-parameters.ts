import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Accepts what some clients send beyond the specification of GraphQL over HTTP: an empty operation name for none, and a persisted
 * query without its text, whose answer makes Apollo's and urql's links send the text.
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

/** https://www.apollographql.com/docs/apollo-server/performance/apq: clients know it by its message. */
function persistedQueryNotSupported(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 200 } },
  });
}
