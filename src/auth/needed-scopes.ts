import { type ASTNode, type GraphQLResolveInfo, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Scope } from './viewer.js';

/** Scopes that a viewer must have, each of them. */
export type NeededScopes = Partial<Record<Scope, true>>;

/**
 * The scopes that the fields selected below the one that is being resolved need, by their own `authScopes`. For a mutation
 * to ask for before it runs, as a failed one must have changed nothing. What `@skip` leaves out counts too.
 */
export function scopesNeededBelow({
  fieldNodes,
  returnType,
  schema,
  fragments,
}: GraphQLResolveInfo): NeededScopes {
  const needed: NeededScopes = {};
  const parts = new Set<ASTNode | undefined>(fieldNodes.map(({ selectionSet }) => selectionSet));
  const types = new TypeInfo(schema, returnType);
  const visitor = visitWithTypeInfo(types, {
    Field: () => {
      // Pothos keeps here what a field was declared with; no field below another has a rule other than such scopes.
      const options = types.getFieldDef()?.extensions.pothosOptions as
        | { readonly authScopes?: NeededScopes }
        | undefined;
      Object.assign(needed, options?.authScopes);
    },
    // Each once, however often it is used: what is added to a set while one goes through it comes too.
    FragmentSpread: ({ name }) => void parts.add(fragments[name.value]),
  });
  for (const part of parts) if (part) visit(part, visitor);
  return needed;
}
