/** The queries of the comparison, in the order of tables and charts. */
export const readCases = {
  typename: '{ __typename }',
  node: 'one node by its ID',
  article: 'one article with 5 publications',
  articles: '20 articles × 5 publications',
  reverse: '20 publications × 10 articles, cursors, pageInfo',
  'reverse-with-count': 'the same with totalCount',
  levels: 'three levels, 20 × 10 × 5',
  'first-page': 'first page of the largest publication',
  'deep-page': 'page 500 of the largest publication',
  filter: 'filter across the relation, totalCount',
} as const;

/** The name of one of the queries. */
export type ReadCase = keyof typeof readCases;

/** A request: a POST of JSON to the URL of the server with `path` appended. */
export interface PostRequest {
  readonly path: string;
  readonly body: string;
}

/** One of the two types, as the owner of links. */
export type End = 'article' | 'publication';

/** A change of the links of one owner, by keys. */
export interface LinkChange {
  readonly end: End;
  readonly owner: number;
  /** The targets in the call: the rows to add, to remove, or to leave linked. */
  readonly targets: readonly number[];
  /** For a server without `set` and `clear`: the targets to link and to unlink. */
  readonly missing: readonly number[];
  readonly surplus: readonly number[];
}

/** A kind of change of links. */
export type LinkVerb = 'add' | 'remove' | 'set' | 'clear';

/** The short name of a server. */
export type PeerName = 'both-ends' | 'postgraphile' | 'stock' | 'mercurius' | 'hand-written';

/** A server of the comparison, with its requests. */
export interface Peer {
  readonly name: PeerName;
  /** Its name in tables and charts. */
  readonly label: string;
  /** The packages whose versions are reported. */
  readonly packages: readonly string[];
  /** The global ID of a row. */
  globalId(type: 'Article' | 'Publication', key: number): string;
  /** The request for a query. Undefined if the server has no such query. */
  read(query: ReadCase, variables: Readonly<Record<string, unknown>>): PostRequest | undefined;
  /** The request for a change. Absent if the server has no mutations. */
  change?(verb: LinkVerb, change: LinkChange): PostRequest;
}

/** A request to a GraphQL endpoint. */
export function graphqlRequest(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): PostRequest {
  return {
    path: '',
    body: JSON.stringify({ query: query.replace(/\s+/g, ' ').trim(), variables }),
  };
}
