import { gql } from '@urql/core';
import type { Cache } from '@urql/exchange-graphcache';
import type { ApiShape, ListShape } from './api-shape.js';
import type { CachedEdge, CachedPage } from './cached-list.js';
import type { CachedList, ListCache } from './update-lists.js';

/** The keys of the rows whose lists have been read, by list. */
export type KnownParents = Map<ListShape, Set<string>>;

type Arguments = Readonly<Record<string, unknown>>;

/** A page in the cache, with the arguments that it was read with. */
interface StoredPage {
  readonly arguments: Arguments;
  /** Undefined if it has `nodes`, or edges without cursors or IDs. */
  readonly page: CachedPage | undefined;
}

/** The lists in Graphcache. */
export class GraphcacheLists implements ListCache {
  readonly #cache: Cache;
  readonly #api: ApiShape;
  readonly #parents: KnownParents;

  constructor(cache: Cache, api: ApiShape, parents: KnownParents) {
    this.#cache = cache;
    this.#api = api;
    this.#parents = parents;
  }

  lists(shape: ListShape): CachedList[] {
    if (shape.isRoot) return this.#listsOf(this.#api.query, undefined, shape);
    const start = `${shape.parent}:`;
    return [...(this.#parents.get(shape) ?? [])].flatMap((key) =>
      this.#listsOf(key, key.slice(start.length), shape),
    );
  }

  evict(type: string, id: string): void {
    this.#cache.invalidate({ __typename: type, id });
  }

  #listsOf(key: string, parent: string | undefined, shape: ListShape): CachedList[] {
    const groups = new Map<string, StoredPage[]>();
    for (const field of this.#cache.inspectFields(key)) {
      if (field.fieldName !== shape.field) continue;
      const connection = this.#cache.resolve(key, field.fieldKey);
      if (typeof connection !== 'string') continue;
      const args = field.arguments ?? {};
      const group = JSON.stringify(shape.keyArguments.map((name) => args[name] ?? null));
      groups.set(group, [
        ...(groups.get(group) ?? []),
        { arguments: args, page: this.#page(connection, args, shape) },
      ]);
    }
    return [...groups.values()].map((stored) => {
      const pages = stored.map(({ page }) => page);
      return {
        shape,
        parent,
        arguments: stored[0]?.arguments ?? {},
        pages: pages.every((page) => page !== undefined) ? pages : undefined,
        write: (changed) => {
          for (const [at, page] of changed.entries())
            if (page !== pages[at]) this.#write(parent, shape, stored[at]?.arguments ?? {}, page);
        },
        drop: () => {
          for (const { arguments: args } of stored)
            this.#cache.invalidate(key, shape.field, args as never);
        },
      };
    });
  }

  #page(connection: string, args: Arguments, shape: ListShape): CachedPage | undefined {
    const cache = this.#cache;
    const edges = cache.resolve(connection, 'edges');
    if (!Array.isArray(edges) || cache.resolve(connection, 'nodes') !== undefined) return undefined;
    const read = edges.map((edge) => this.#edge(String(edge), shape));
    if (!read.every((edge) => edge !== undefined)) return undefined;
    const totalCount = cache.resolve(connection, 'totalCount');
    const pageInfo = cache.resolve(connection, 'pageInfo');
    const told = (name: string) =>
      typeof pageInfo === 'string' ? cache.resolve(pageInfo, name) : undefined;
    const flag = (name: string) => {
      const value = told(name);
      return typeof value === 'boolean' ? value : undefined;
    };
    const cursor = (name: string) => {
      const value = told(name);
      return typeof value === 'string' ? value : undefined;
    };
    return {
      edges: read,
      after: typeof args.after === 'string' ? args.after : undefined,
      before: typeof args.before === 'string' ? args.before : undefined,
      startCursor: cursor('startCursor'),
      endCursor: cursor('endCursor'),
      totalCount: typeof totalCount === 'number' ? totalCount : undefined,
      hasNextPage: flag('hasNextPage'),
      hasPreviousPage: flag('hasPreviousPage'),
    };
  }

  #edge(key: string, { node, columns }: ListShape): CachedEdge | undefined {
    const cursor = this.#cache.resolve(key, 'cursor');
    const row = this.#cache.resolve(key, 'node');
    if (typeof row !== 'string' || !row.startsWith(`${node}:`)) return undefined;
    const values = columns.map((column) => [column, this.#cache.resolve(key, column)] as const);
    return {
      id: row.slice(node.length + 1),
      cursor: typeof cursor === 'string' ? cursor : undefined,
      columns: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    };
  }

  /** Writes a page as a result of the server would be written: Graphcache has no other way to change values. */
  #write(parent: string | undefined, shape: ListShape, args: Arguments, page: CachedPage): void {
    const { edges, totalCount, hasNextPage, hasPreviousPage } = page;
    const names = Object.keys(args);
    const passed =
      names.length > 0 ? `(${names.map((name) => `${name}: $${name}`).join(', ')})` : '';
    const columns = shape.columns.filter((column) => edges.some((edge) => column in edge.columns));
    const hasCursors = edges.every(({ cursor }) => cursor !== undefined);
    const flags = Object.entries({ hasNextPage, hasPreviousPage }).filter(
      ([, value]) => value !== undefined,
    );
    const selection = `${shape.field}${passed} {
      __typename
      ${totalCount === undefined ? '' : 'totalCount'}
      ${flags.length > 0 ? `pageInfo { __typename ${flags.map(([name]) => name).join(' ')} }` : ''}
      edges { __typename ${hasCursors ? 'cursor' : ''} ${columns.join(' ')} node { __typename id } }
    }`;
    const connection = {
      __typename: shape.connection,
      ...(totalCount !== undefined && { totalCount }),
      ...(flags.length > 0 && {
        pageInfo: { __typename: 'PageInfo', ...Object.fromEntries(flags) },
      }),
      edges: edges.map(({ id, cursor, columns: values }) => ({
        __typename: shape.edge,
        ...(hasCursors && { cursor }),
        ...values,
        node: { __typename: shape.node, id },
      })),
    };
    if (parent === undefined) {
      const variables =
        names.length > 0 ? `(${names.map((name) => `$${name}: String`).join(', ')})` : '';
      this.#cache.updateQuery(
        { query: gql(`query ${variables} { ${selection} }`), variables: args },
        () => ({ __typename: this.#api.query, [shape.field]: connection }) as never,
      );
    } else {
      const row = { __typename: shape.parent, id: parent, [shape.field]: connection };
      const fragment = gql(`fragment List on ${shape.parent} { __typename id ${selection} }`);
      this.#cache.writeFragment(fragment, row, args);
    }
  }
}
