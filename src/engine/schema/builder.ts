import SchemaBuilder, {
  type ArgBuilder,
  type EnumRef,
  type InputFieldBuilder,
  type InterfaceRef,
  type ObjectRef,
} from '@pothos/core';
import scopeAuth, { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import type { RelayContext } from '../context.js';
import { forbidden } from '../errors.js';
import type { Scope } from '../viewer.js';

/** What Pothos is told of this API's TypeScript types. */
export interface SchemaTypes {
  Context: RelayContext;
  /** What may be null is said at each field: most are not. */
  DefaultFieldNullability: false;
  Scalars: { ID: { Input: string; Output: string } };
  AuthScopes: Record<Scope, boolean>;
}

/** The same with Pothos's defaults for what is not said. */
export type ExtendedSchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** The Pothos builder that all declarations add to. */
export type Builder = InstanceType<typeof SchemaBuilder<SchemaTypes>>;

/** What makes the fields of an input type. */
export type InputFields = InputFieldBuilder<ExtendedSchemaTypes, 'InputObject'>;

/** What makes the arguments of a field. */
export type ArgumentFields = ArgBuilder<ExtendedSchemaTypes>;

/** An object type whose values have this shape. */
export type ObjectType<Shape> = ObjectRef<ExtendedSchemaTypes, Shape>;

/** An interface whose values have this shape. */
export type InterfaceType<Shape> = InterfaceRef<ExtendedSchemaTypes, Shape>;

/** An enum type with these values. */
export type EnumType<Values> = EnumRef<ExtendedSchemaTypes, Values>;

/** What the schema says of its root types. */
export interface RootDescriptions {
  readonly query?: string;
  readonly mutation?: string;
}

/**
 * Makes the builder of a schema, with its root types. Whatever is added to `Query` needs the scope `read`, and to
 * `Mutation` the scope `write`, so that no declaration can forget it; a viewer without it gets FORBIDDEN before anything runs.
 */
export function createBuilder({ query, mutation }: RootDescriptions = {}): Builder {
  const builder: Builder = new SchemaBuilder<SchemaTypes>({
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

/** The scopes that are missing. Every rule here is a map of scopes; of the failures that there are, a scope's own names it. */
function scopesOf(failure: AuthFailure): readonly string[] {
  if (failure.kind === AuthScopeFailureType.AuthScope) return [failure.scope];
  return 'failures' in failure ? failure.failures.flatMap(scopesOf) : [];
}
