/**
 * What urql's Graphcache needs for an API of Both Ends, made from its schema.
 */
import type { Resolver, UpdateResolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import type { IntrospectionQuery } from 'graphql';
import type { ApiShape, ListShape, OtherEnds } from './api-shape.js';
import { GraphcacheLists, type KnownParents } from './graphcache-lists.js';
import { mutationChanges, type ReadChanges } from './mutation-changes.js';
import { apiShape } from './read-api-shape.js';
import { type Selected, updateLists } from './update-lists.js';

/** Options of `cacheExchange`. */
export interface GraphcacheOptions {
  readonly keys: Record<string, () => null>;
  readonly resolvers: Record<string, Record<string, Resolver>>;
  readonly updates: { readonly [type: string]: Record<string, UpdateResolver> };
}

/**
 * The options of Graphcache's `cacheExchange` for the API with this schema, the data of an introspection query: each list grows
 * by pages, and each mutation updates the lists at both ends. Each client needs options of its own.
 */
export function graphcache(schema: IntrospectionQuery, otherEnds?: OtherEnds): GraphcacheOptions {
  const api = apiShape(schema, otherEnds);
  const parents: KnownParents = new Map();
  const resolvers: Record<string, Record<string, Resolver>> = {};
  const keys: Record<string, () => null> = {};
  for (const list of api.lists) {
    resolvers[list.parent] = {
      ...resolvers[list.parent],
      [list.field]: listResolver(list, parents),
    };
    keys[list.connection] = () => null;
    keys[list.edge] = () => null;
  }
  const updates = [...mutationChanges(api)].map(
    ([name, changes]) => [name, updateResolver(api, changes, parents)] as const,
  );
  return { keys, resolvers, updates: { [api.mutation]: Object.fromEntries(updates) } };
}

/** Merges pages, and remembers which rows have lists in the cache: Graphcache cannot list its rows. */
function listResolver(list: ListShape, parents: KnownParents): Resolver {
  const paginate = relayPagination();
  const known = new Set<string>();
  parents.set(list, known);
  return (parent, args, cache, info) => {
    known.add(info.parentKey);
    const merged = paginate(parent, args, cache, info) as MergedPages | undefined;
    const connection = cache.resolve(info.parentKey, list.field, args);
    // The rows beyond the pages may have been removed.
    return merged &&
      typeof connection === 'string' &&
      cache.resolve(connection, 'totalCount') === merged.edges.length
      ? {
          ...merged,
          pageInfo: { ...merged.pageInfo, hasNextPage: false, hasPreviousPage: false },
        }
      : merged;
  };
}

/** What `relayPagination` makes of the pages. */
interface MergedPages {
  readonly edges: readonly unknown[];
  readonly pageInfo: object;
}

function updateResolver(
  api: ApiShape,
  changes: ReadChanges,
  parents: KnownParents,
): UpdateResolver {
  return (result, args, cache, info) => {
    const payload = payloadOf(result, info.fieldName);
    if (!payload) return;
    updateLists(
      api,
      new GraphcacheLists(cache, api, parents),
      changes((args.input ?? {}) as Readonly<Record<string, unknown>>, payload),
      (list) => selectedOf(payload, list),
    );
  };
}

/** The payload in the result, whose key may be an alias. */
function payloadOf(result: object, name: string): Readonly<Record<string, unknown>> | undefined {
  const values = Object.entries(result).filter(([key]) => key !== '__typename');
  const [, payload] = values.find(([key]) => key === name) ?? values[0] ?? [];
  return typeof payload === 'object' && payload !== null
    ? (payload as Readonly<Record<string, unknown>>)
    : undefined;
}

function selectedOf(payload: object, { parent, field }: ListShape): Selected {
  for (const row of Object.values(payload)) {
    if (row?.__typename !== parent || !row[field]) continue;
    return { edges: 'edges' in row[field], totalCount: 'totalCount' in row[field] };
  }
  return { edges: false, totalCount: false };
}
