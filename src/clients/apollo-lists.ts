import type { InMemoryCache, Reference } from '@apollo/client';
import type { ListShape } from './api-shape.js';
import type { CachedEdge, CachedPage } from './cached-list.js';
import type { CachedList, ListCache } from './update-lists.js';

/** An edge as Apollo stores it. */
type StoredEdge = Readonly<Record<string, unknown>> & {
  readonly cursor?: string;
  readonly node?: Reference;
};

/** A connection as `relayStylePagination` stores it. */
export interface StoredConnection {
  readonly edges?: readonly StoredEdge[];
  readonly nodes?: unknown;
  readonly totalCount?: number;
  readonly pageInfo?: Readonly<Record<string, unknown>>;
}

/** The lists in an `InMemoryCache`. */
export class ApolloLists implements ListCache {
  readonly #cache: InMemoryCache;
  #keys: readonly string[] | undefined;

  constructor(cache: InMemoryCache) {
    this.#cache = cache;
  }

  lists(shape: ListShape): CachedList[] {
    // Not read again while the changes of one mutation are made.
    this.#keys ??= Object.keys(this.#cache.extract(true));
    const start = `${shape.parent}:`;
    return shape.isRoot
      ? this.#listsOf('ROOT_QUERY', undefined, shape)
      : this.#keys
          .filter((key) => key.startsWith(start))
          .flatMap((key) => this.#listsOf(key, key.slice(start.length), shape));
  }

  evict(type: string, id: string): void {
    this.#cache.evict({ id: this.#keyOf(type, id) });
  }

  #keyOf(type: string, id: string): string {
    return this.#cache.identify({ __typename: type, id }) ?? '';
  }

  #listsOf(key: string, parent: string | undefined, shape: ListShape): CachedList[] {
    const found: CachedList[] = [];
    this.#modify(key, shape.field, (connection, storeFieldName) => {
      found.push({
        shape,
        parent,
        arguments: argumentsIn(storeFieldName),
        pages: pagesOf(connection, shape),
        write: ([page]) =>
          this.#modify(key, shape.field, (current, name) =>
            name === storeFieldName && page ? this.#stored(current, page, shape) : current,
          ),
        drop: () =>
          this.#modify(key, shape.field, (current, name) =>
            name === storeFieldName ? undefined : current,
          ),
      });
      return connection;
    });
    return found;
  }

  /** Calls `change` with each value that is stored of a field. Undefined removes it. */
  #modify(
    id: string,
    field: string,
    change: (connection: StoredConnection, storeFieldName: string) => StoredConnection | undefined,
  ): void {
    this.#cache.modify<Record<string, StoredConnection>>({
      id,
      fields: {
        [field]: (value, { storeFieldName, DELETE }) =>
          // What `relayStylePagination` has stored.
          change(value as StoredConnection, storeFieldName) ?? DELETE,
      },
    });
  }

  #stored(connection: StoredConnection, page: CachedPage, shape: ListShape): StoredConnection {
    const edges = page.edges.map((edge) => this.#edge(connection, edge, shape));
    const [first, last] = [edges[0], edges.at(-1)];
    const { pageInfo } = connection;
    // The rows beyond the pages may have been removed.
    const isComplete = page.totalCount === edges.length;
    return {
      ...connection,
      edges,
      ...(page.totalCount !== undefined && { totalCount: page.totalCount }),
      ...(pageInfo && {
        pageInfo: {
          ...pageInfo,
          ...((page.hasNextPage === false || isComplete) && {
            hasNextPage: false,
            ...('endCursor' in pageInfo && { endCursor: last?.cursor ?? null }),
          }),
          ...((page.hasPreviousPage === false || isComplete) && {
            hasPreviousPage: false,
            ...('startCursor' in pageInfo && { startCursor: first?.cursor ?? null }),
          }),
        },
      }),
    };
  }

  #edge(
    { edges = [] }: StoredConnection,
    { id, cursor, columns }: CachedEdge,
    shape: ListShape,
  ): StoredEdge {
    const key = this.#keyOf(shape.node, id);
    const known = edges.find(({ node }) => node?.__ref === key);
    return {
      __typename: shape.edge,
      ...columns,
      ...known,
      node: { __ref: key },
      ...(cursor !== undefined && { cursor }),
    };
  }
}

/** `articles:{"orderBy":…}` */
function argumentsIn(storeFieldName: string): Readonly<Record<string, unknown>> {
  const start = storeFieldName.indexOf(':');
  // Apollo writes the key arguments as JSON.
  return start < 0 ? {} : (JSON.parse(storeFieldName.slice(start + 1)) as Record<string, unknown>);
}

function pagesOf(
  { edges, nodes, totalCount, pageInfo = {} }: StoredConnection,
  shape: ListShape,
): readonly CachedPage[] | undefined {
  // Rows in `nodes` have no cursors by which others find their place.
  if (!edges || nodes !== undefined) return undefined;
  const start = `${shape.node}:`;
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  return [
    {
      edges: edges.map(({ cursor, node, __typename, ...columns }) => ({
        id: node?.__ref.slice(start.length) ?? '',
        cursor,
        columns,
      })),
      totalCount,
      ...(typeof startCursor === 'string' && { startCursor }),
      ...(typeof endCursor === 'string' && { endCursor }),
      ...(typeof hasNextPage === 'boolean' && { hasNextPage }),
      ...(typeof hasPreviousPage === 'boolean' && { hasPreviousPage }),
    },
  ];
}
