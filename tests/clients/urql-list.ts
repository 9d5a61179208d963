import { createUrqlClient, InfiniteList } from '../../examples/clients/urql.js';
import { articlesOf, type Data, mutationOf } from './operations.js';
import { schema } from './schema.js';
import type { ShownList } from './story.js';

/** The articles of a publication in urql, with the code of the documentation. */
export async function urqlList(url: string, id: string): Promise<ShownList> {
  let fewest = Number.POSITIVE_INFINITY;
  const client = createUrqlClient(url, schema);
  const list = new InfiniteList<Data, { id: string }>(
    client,
    articlesOf,
    { id, first: 20 },
    (data) => {
      fewest = Math.min(fewest, data.publication.articles.edges.length);
      return data.publication.articles;
    },
  );
  await list.show();
  const connection = () => {
    if (!list.data) throw new Error('no list');
    return list.data.publication.articles;
  };
  return {
    more: () => list.more(),
    change: async (mutation, input) => {
      fewest = Number.POSITIVE_INFINITY;
      const { error } = await client.mutation(mutationOf(mutation), { input }).toPromise();
      if (error) throw error;
      await list.reload();
    },
    shown: () => ({
      headlines: connection().edges.map(({ node }) => node.headline),
      totalCount: connection().totalCount,
      hasNextPage: connection().pageInfo.hasNextPage,
    }),
    fewest: () => fewest,
    close: () => list.close(),
  };
}
