import { type Environment, fetchQuery, type GraphQLTaggedNode } from 'relay-runtime';

/** Reads a list again after a change, as many rows as it shows. `pageQuery` is the query that `@refetchable` names. */
export async function reload(
  environment: Environment,
  pageQuery: GraphQLTaggedNode,
  id: string,
  shown: number,
): Promise<void> {
  // A page has at most 100 rows. Of a longer list, `loadNext` reads the rest.
  const variables = { id, count: Math.min(Math.max(shown, 1), 100), cursor: null };
  await fetchQuery(environment, pageQuery, variables, {
    fetchPolicy: 'network-only',
  }).toPromise();
}
