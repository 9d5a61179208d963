/**
 * What `InMemoryCache` of Apollo Client needs for an API of Both Ends, made from its schema.
 */
import type {
  FieldMergeFunction,
  FieldPolicy,
  InMemoryCache,
  Reference,
  TypePolicies,
} from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import type { IntrospectionQuery } from 'graphql';
import type { ApiShape, ListShape, OtherEnds } from './api-shape.js';
import { ApolloLists, type StoredConnection } from './apollo-lists.js';
import { mutationChanges, type ReadChanges } from './mutation-changes.js';
import { apiShape } from './read-api-shape.js';
import { updateLists } from './update-lists.js';

/** Options of `InMemoryCache`. */
export interface ApolloCacheOptions {
  readonly possibleTypes: Record<string, string[]>;
  readonly typePolicies: TypePolicies;
}

/**
 * The options of `InMemoryCache` for the API with this schema, the data of an introspection query: each list grows by pages, and
 * each mutation updates the lists at both ends.
 */
export function apolloCache(schema: IntrospectionQuery, otherEnds?: OtherEnds): ApolloCacheOptions {
  const api = apiShape(schema, otherEnds);
  const fresh: FreshLists = new WeakMap();
  const policies: Record<string, { fields: Record<string, FieldPolicy> }> = {};
  const add = (type: string, field: string, policy: FieldPolicy) => {
    policies[type] ??= { fields: {} };
    policies[type].fields[field] = policy;
  };
  for (const list of api.lists) add(list.parent, list.field, listPolicy(list, fresh));
  for (const [name, changes] of mutationChanges(api))
    add(api.mutation, name, { merge: mutationMerge(api, changes, fresh) });
  return {
    possibleTypes: { ...api.possibleTypes },
    typePolicies: {
      ...policies,
      ...(api.mutation !== 'Mutation' && {
        [api.mutation]: { ...policies[api.mutation], mutationType: true },
      }),
      ...(api.query !== 'Query' && {
        [api.query]: { ...policies[api.query], queryType: true },
      }),
    },
  };
}

/** What each result has of lists, by the variables with which it is written: an object of its own for each. */
type FreshLists = WeakMap<object, Map<string, { edges: boolean; totalCount: boolean }>>;

const nameOf = ({ parent, field }: ListShape) => `${parent}.${field}`;

function listPolicy(list: ListShape, fresh: FreshLists): FieldPolicy {
  const pagination = relayStylePagination([...list.keyArguments]);
  const { merge } = pagination;
  if (typeof merge !== 'function') return pagination;
  return {
    ...pagination,
    merge: (existing, incoming, options) => {
      if (options.variables && incoming) {
        const lists = fresh.get(options.variables) ?? new Map();
        const { edges, totalCount } = incoming as Partial<StoredConnection>;
        lists.set(nameOf(list), {
          edges: edges !== undefined,
          totalCount: totalCount !== undefined,
        });
        fresh.set(options.variables, lists);
      }
      return merge(existing, incoming, options);
    },
  };
}

/** Apollo merges the payload of a mutation into the cache after the rows in it, also that of an optimistic response. */
function mutationMerge(api: ApiShape, changes: ReadChanges, fresh: FreshLists): FieldMergeFunction {
  return (_, incoming, { args, cache, readField, variables }) => {
    const lists = variables && fresh.get(variables);
    const none = { edges: false, totalCount: false };
    const payload = Object.fromEntries(
      Object.entries(incoming ?? {}).map(([name, value]) => [name, plain(value, readField)]),
    );
    updateLists(
      api,
      new ApolloLists(cache as InMemoryCache),
      changes((args?.input ?? {}) as Readonly<Record<string, unknown>>, payload),
      (list) => lists?.get(nameOf(list)) ?? none,
    );
    return incoming;
  };
}

/** A value of a payload, with the IDs of rows in place of references. */
function plain(value: unknown, readField: (field: string, from: Reference) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, readField));
  if (typeof value !== 'object' || value === null) return value;
  if ('__ref' in value) return { id: readField('id', value as Reference) };
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, plain(each, readField)]),
  );
}
