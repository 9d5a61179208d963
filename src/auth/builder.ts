import SchemaBuilder from '@pothos/core';
import scopeAuth, { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { forbidden } from '../engine/errors.js';
import type { BothEndsOptions } from '../engine/schema/options.js';
import { scopesRequiredBelow } from './required-scopes.js';
import type { Scope, ViewerContext } from './viewer.js';

/** The TypeScript types of a schema with scopes. */
export interface ScopedTypes {
  Context: ViewerContext;
  /** Fields are not null by default. */
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
  /** Without it, the schema has no subscriptions. */
  readonly subscription?: string | undefined;
}

/**
 * Creates the builder of a schema, with its root types. Every field of `Query` and `Subscription` requires the scope `read`, and
 * every field of `Mutation` the scope `write`, without a declaration of its own. A viewer without the scope gets FORBIDDEN before the field is
 * resolved.
 */
export function createBuilder({
  query,
  mutation,
  subscription,
}: RootDescriptions = {}): ScopedBuilder {
  const builder = new SchemaBuilder<ScopedTypes>({
    defaultFieldNullability: false,
    plugins: [scopeAuth],
    scopeAuth: {
      authScopes: ({ viewer }) => viewer.scopes,
      // Not for each event: a viewer does not change.
      authorizeOnSubscribe: true,
      unauthorizedError: (_parent, _context, _info, { failure }) => forbidden(scopesOf(failure)),
    },
  });
  builder.queryType({ ...(query && { description: query }), authScopes: { read: true } });
  builder.mutationType({ ...(mutation && { description: mutation }), authScopes: { write: true } });
  if (subscription !== undefined)
    builder.subscriptionType({ description: subscription, authScopes: { read: true } });
  return builder;
}

/** The options of `addBothEnds` for a builder of `createBuilder`. */
export const scopedOptions: BothEndsOptions<ExtendedScopedTypes> = {
  context: (context) => context,
  changes: ({ changes }) => changes,
  fields: {
    // Also required for the related rows in the payload of a mutation.
    relation: { authScopes: { read: true } },
    mutation: {
      // In addition to the scope of every mutation.
      authScopes: (_parent, _args, _context, info) => {
        const required = scopesRequiredBelow(info);
        return Object.keys(required).length === 0 || { $all: required };
      },
    },
  },
};

/** The missing scopes. Every rule here is a map of scopes, so a failure is that of a scope or contains such failures. */
function scopesOf(failure: AuthFailure): readonly string[] {
  if (failure.kind === AuthScopeFailureType.AuthScope) return [failure.scope];
  return 'failures' in failure ? failure.failures.flatMap(scopesOf) : [];
}
