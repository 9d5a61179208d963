/** The queries of the comparison, in the order in which they are shown. */
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

/** A request as every server takes it: JSON, sent with POST to its URL with `path` behind it. */
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
  /** What is named in the call: the rows to add, to remove or to leave. */
  readonly targets: readonly number[];
  /** For who has to work out by himself what `set` and `clear` come to: what is missing and what is too much. */
  readonly missing: readonly number[];
  readonly surplus: readonly number[];
}

/** What is done to the links. */
export type LinkVerb = 'add' | 'remove' | 'set' | 'clear';

/** The short name of a server. */
export type PeerName = 'both-ends' | 'postgraphile' | 'stock' | 'mercurius' | 'hand-written';

/** One of the servers: how it is asked. */
export interface Peer {
  readonly name: PeerName;
  /** As it is called in tables and charts. */
  readonly label: string;
  /** The packages whose versions tell what was measured, which `bench/package-lock.json` pins. */
  readonly packages: readonly string[];
  /** The ID that this server gives to a row. */
  globalId(type: 'Article' | 'Publication', key: number): string;
  /** The request of a query. Undefined where the server has no way to answer it. */
  read(query: ReadCase, variables: Readonly<Record<string, unknown>>): PostRequest | undefined;
  /** The request of a change. Absent where the server was set up for queries only. */
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
