import { type End, graphqlRequest, type LinkChange, type LinkVerb, type Peer } from '../peer.js';
import { queries } from '../queries.js';

const counts: Readonly<Record<LinkVerb, string>> = {
  add: 'addedCount',
  remove: 'removedCount',
  set: 'addedCount removedCount',
  clear: 'removedCount',
};

function globalId(type: string, key: number): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}

/** A link mutation, such as `addArticlePublications`, with its IDs. */
function mutation(verb: LinkVerb, end: End, { owner, targets }: LinkChange) {
  const [own, far] =
    end === 'article'
      ? (['Article', 'Publication'] as const)
      : (['Publication', 'Article'] as const);
  const field = `${verb}${own}${far}s`;
  const lists =
    verb === 'clear'
      ? {}
      : { [`${far.toLowerCase()}Ids`]: targets.map((key) => globalId(far, key)) };
  return {
    query: `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${counts[verb]} ${end} { id } } }`,
    variables: { input: { [`${end}Id`]: globalId(own, owner), ...lists } },
  };
}

/** This repository's server, compiled by `npm run build`. */
export const bothEnds: Peer = {
  name: 'both-ends',
  label: 'Both Ends',
  packages: [],
  globalId,
  read: (query, variables) => graphqlRequest(queries[query], variables),
  change: (verb, change) => {
    const { query, variables } = mutation(verb, change.end, change);
    return graphqlRequest(query, variables);
  },
};
