import { type ASTNode, type GraphQLResolveInfo, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Scope } from './viewer.js';

/** Scopes, all of which a viewer must have. */
export type RequiredScopes = Partial<Record<Scope, true>>;

/**
 * The scopes that the selected fields of a payload require by their `authScopes`. A mutation checks them before it runs, because
 * a failed mutation must not change anything. Skipped fields count too.
 */
export function scopesRequiredBelow({
  fieldNodes,
  returnType,
  schema,
  fragments,
}: GraphQLResolveInfo): RequiredScopes {
  const required: RequiredScopes = {};
  const parts = new Set<ASTNode | undefined>(fieldNodes.map(({ selectionSet }) => selectionSet));
  const types = new TypeInfo(schema, returnType);
  const visitor = visitWithTypeInfo(types, {
    Field: () => {
      // The options of the field in Pothos. Fields of object types have no other rules than scopes.
      const options = types.getFieldDef()?.extensions.pothosOptions as
        | { readonly authScopes?: RequiredScopes }
        | undefined;
      Object.assign(required, options?.authScopes);
    },
    // A set, so that each fragment is visited once. Iterating over it includes fragments that are added meanwhile.
    FragmentSpread: ({ name }) => void parts.add(fragments[name.value]),
  });
  for (const part of parts) if (part) visit(part, visitor);
  return required;
}
