import {
  graphqlRequest,
  type LinkChange,
  type LinkVerb,
  type Peer,
  type ReadCase,
} from '../peer.js';
import { queries } from '../queries.js';

const own: Readonly<Record<ReadCase, string>> = {
  ...queries,
  filter:
    'query ($title: String!) { articles(first: 20, publicationTitle: $title) { totalCount nodes { id headline } } }',
};

function globalId(type: string, key: number): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}

function mutation(verb: LinkVerb, { end, owner, targets }: LinkChange) {
  const [own, far] =
    end === 'article'
      ? (['Article', 'Publication'] as const)
      : (['Publication', 'Article'] as const);
  // Prisma has no clear: an empty `set` clears the relation.
  const field = verb === 'clear' ? `set${own}${far}s` : `${verb}${own}${far}s`;
  const ids = `${far.toLowerCase()}Ids`;
  return {
    query: `mutation ($owner: ID!, $targets: [ID!]!) { ${field}(${end}Id: $owner, ${ids}: $targets) { id } }`,
    variables: {
      owner: globalId(own, owner),
      targets: verb === 'clear' ? [] : targets.map((key) => globalId(far, key)),
    },
  };
}

/** Pothos with its Prisma plugin, on GraphQL Yoga. */
export const stock: Peer = {
  name: 'stock',
  label: 'Pothos + Prisma',
  packages: ['@pothos/plugin-prisma', '@prisma/client', 'graphql-yoga'],
  globalId,
  read: (query, variables) => graphqlRequest(own[query], variables),
  change: (verb, change) => {
    const { query, variables } = mutation(verb, change);
    return graphqlRequest(query, variables);
  },
};
