import { ApolloClient, HttpLink, InMemoryCache, type ObservableQuery } from '@apollo/client';
import { apolloCache } from 'bothends/clients/apollo';
import type { IntrospectionQuery } from 'graphql';

/** `schema` is the data of an introspection query, or `introspectionOf(sdl)` of `bothends/clients`. */
export function createApolloClient(uri: string, schema: IntrospectionQuery) {
  return new ApolloClient({
    link: new HttpLink({ uri }),
    cache: new InMemoryCache(apolloCache(schema)),
    defaultOptions: {
      // A list that was not on the screen during a change is read again when it is shown.
      watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
    },
  });
}

interface Connection {
  edges: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** Reads a list again, as many rows as it shows, and replaces it at once. `find` returns the connection in the data. */
export async function reload<Data>(
  client: ApolloClient,
  list: ObservableQuery<Data>,
  find: (data: Data) => Connection,
): Promise<void> {
  const { query, variables } = list;
  const shown = find(list.getCurrentResult().data as Data).edges.length;
  const read = async (first: number, after?: string | null) => {
    const page = { ...variables, first, after };
    const { data } = await client.query({ query, variables: page, fetchPolicy: 'no-cache' });
    return structuredClone(data) as Data;
  };
  const data = await read(Math.min(Math.max(shown, 1), 100));
  const whole = find(data);
  // A page has at most 100 rows.
  while (whole.pageInfo.hasNextPage && whole.edges.length < shown) {
    const missing = Math.min(shown - whole.edges.length, 100);
    const next = find(await read(missing, whole.pageInfo.endCursor));
    whole.edges.push(...next.edges);
    whole.pageInfo = next.pageInfo;
  }
  client.cache.writeQuery({ query, variables: { ...variables, after: undefined }, data });
}
