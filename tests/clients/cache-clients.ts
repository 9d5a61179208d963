import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { apolloCache } from '../../src/clients/apollo.js';
import { graphcache } from '../../src/clients/graphcache.js';
import { schema } from './schema.js';

/** A connection as a client has it. */
export interface Connection {
  readonly totalCount: number;
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly text: string };
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The data of a query for one list, under the names that all of them have. */
export type ListData =
  | { readonly row: { readonly list: Connection } }
  | { readonly list: Connection };

/** A client with a normalized cache, set up as the documentation says. */
export interface CacheClient {
  /** Sends a query, and writes the result to the cache. */
  load(query: string, variables: object): Promise<void>;
  /** Reads a query from the cache; undefined if a part of the result is missing. */
  read(query: string, variables: object): Promise<ListData | undefined>;
  mutate(mutation: string, variables: object): Promise<void>;
  close(): void;
}

export const cacheClients: Readonly<Record<string, (url: string) => CacheClient>> = {
  'Apollo Client': (uri) => {
    const cache = new InMemoryCache(apolloCache(schema));
    const client = new ApolloClient({ link: new HttpLink({ uri }), cache });
    return {
      load: async (query, variables) =>
        void (await client.query({
          query: gql(query),
          variables: { ...variables },
          fetchPolicy: 'network-only',
        })),
      read: async (query, variables) =>
        client.readQuery<ListData>({ query: gql(query), variables: { ...variables } }) ?? undefined,
      mutate: async (mutation, variables) =>
        void (await client.mutate({ mutation: gql(mutation), variables: { ...variables } })),
      close: () => client.stop(),
    };
  },
  Graphcache: (url) => {
    const exchanges = [cacheExchange(graphcache(schema)), fetchExchange];
    const client = new Client({ url, exchanges });
    const send = async (
      query: string,
      variables: object,
      requestPolicy: 'network-only' | 'cache-only',
    ) => {
      const { data, error } = await client
        .query<ListData>(query, { ...variables }, { requestPolicy })
        .toPromise();
      if (error) throw error;
      return data;
    };
    return {
      load: async (query, variables) => void (await send(query, variables, 'network-only')),
      read: (query, variables) => send(query, variables, 'cache-only'),
      mutate: async (mutation, variables) => {
        const { error } = await client.mutation(mutation, { ...variables }).toPromise();
        if (error) throw error;
      },
      close: () => {},
    };
  },
};
