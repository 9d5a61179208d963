import { gql } from '@apollo/client';
import { filter, firstValueFrom } from 'rxjs';
import { createApolloClient, reload } from '../../examples/clients/apollo.js';
import { articlesOf, type Data, mutationOf } from './operations.js';
import { schema } from './schema.js';
import type { ShownList } from './story.js';

/** The articles of a publication in Apollo Client, with the code of the documentation. */
export async function apolloList(url: string, id: string): Promise<ShownList> {
  const client = createApolloClient(url, schema);
  const list = client.watchQuery<Data>({ query: gql(articlesOf), variables: { id, first: 20 } });
  let fewest = Number.POSITIVE_INFINITY;
  const seen = list.pipe(filter(({ dataState }) => dataState === 'complete'));
  const subscription = seen.subscribe(({ data }) => {
    fewest = Math.min(fewest, (data as Data).publication.articles.edges.length);
  });
  await firstValueFrom(seen);
  const connection = () => (list.getCurrentResult().data as Data).publication.articles;
  return {
    more: async () => {
      const { endCursor, hasNextPage } = connection().pageInfo;
      if (hasNextPage) await list.fetchMore({ variables: { after: endCursor } });
      // The page is added to the list shortly after the promise is resolved.
      await firstValueFrom(seen.pipe(filter(({ loading }) => !loading)));
    },
    change: async (mutation, input) => {
      fewest = Number.POSITIVE_INFINITY;
      await client.mutate({ mutation: gql(mutationOf(mutation)), variables: { input } });
      await reload(client, list, (data) => data.publication.articles);
    },
    shown: () => ({
      headlines: connection().edges.map(({ node }) => node.headline),
      totalCount: connection().totalCount,
      hasNextPage: connection().pageInfo.hasNextPage,
    }),
    fewest: () => fewest,
    close: () => {
      subscription.unsubscribe();
      client.stop();
    },
  };
}
