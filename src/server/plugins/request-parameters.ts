import type { Plugin } from 'graphql-yoga';
import { persistedQueryNotSupported } from '../errors.js';

/** Accepts an empty operation name as none, which clients send beyond the GraphQL over HTTP specification. */
export function useEmptyOperationName(): Plugin {
  return {
    onParams({ params, setParams }) {
      if (params.operationName === '') {
        const { operationName: _, ...named } = params;
        setParams(named);
      }
    },
  };
}

/** Refuses a persisted query without its text with the error that makes Apollo's and urql's links send the text. */
export function usePersistedQueryFallback(): Plugin {
  return {
    onParams({ params }) {
      if (!params.query && params.extensions?.persistedQuery) throw persistedQueryNotSupported();
    },
  };
}
