import SchemaBuilder from '@pothos/core';
import scopeAuth, { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { forbidden } from '../engine/errors.js';
import type { BothEndsOptions } from '../engine/schema/options.js';
import { scopesNeededBelow } from './needed-scopes.js';
import type { Scope, ViewerContext } from './viewer.js';

/** The TypeScript types of a schema with scopes. */
export interface ScopedTypes {
  Context: ViewerContext;
  /** Most fields are not null; the others say so. */
  DefaultFieldNullability: false;
  AuthScopes: Record<Scope, boolean>;
}

type ExtendedScopedTypes = PothosSchemaTypes.ExtendDefaultTypes<ScopedTypes>;

/** A Pothos builder of a schema with scopes. */
export type ScopedBuilder = PothosSchemaTypes.SchemaBuilder<ExtendedScopedTypes>;

/** The descriptions of the root types. */
export interface RootDescriptions {
  readonly query?: string;
  readonly mutation?: string;
}

/**
 * Makes the builder of a schema, with its root types. Every field of `Query` needs the scope `read`, and every field of
 * `Mutation` the scope `write`, so that no declaration can forget it; a viewer without it gets FORBIDDEN before anything runs.
 */
export function createBuilder({ query, mutation }: RootDescriptions = {}): ScopedBuilder {
  const builder = new SchemaBuilder<ScopedTypes>({
    defaultFieldNullability: false,
    plugins: [scopeAuth],
    scopeAuth: {
      authScopes: ({ viewer }) => viewer.scopes,
      unauthorizedError: (_parent, _context, _info, { failure }) => forbidden(scopesOf(failure)),
    },
  });
  builder.queryType({ ...(query && { description: query }), authScopes: { read: true } });
  builder.mutationType({ ...(mutation && { description: mutation }), authScopes: { write: true } });
  return builder;
}

/** The options of `addBothEnds` for a builder of `createBuilder`. */
export const scopedOptions: BothEndsOptions<ExtendedScopedTypes> = {
  context: (context) => context,
  fields: {
    // A mutation's payload leads to related rows too.
    relation: { authScopes: { read: true } },
    mutation: {
      // In addition to the scope that every mutation needs.
      authScopes: (_parent, _args, _context, info) => {
        const needed = scopesNeededBelow(info);
        return Object.keys(needed).length === 0 || { $all: needed };
      },
    },
  },
};

/** The scopes that are missing. Every rule here is a map of scopes, so each failure is that of a scope, or has such failures in it. */
function scopesOf(failure: AuthFailure): readonly string[] {
  if (failure.kind === AuthScopeFailureType.AuthScope) return [failure.scope];
  return 'failures' in failure ? failure.failures.flatMap(scopesOf) : [];
}
