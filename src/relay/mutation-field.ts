import type { InputFieldMap, InputRef, OutputType } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Builder, ExtendedSchemaTypes, InputFields } from './builder.js';
import { capitalized } from './capitalized.js';
import type { RelayContext } from './context.js';
import { scopesNeededBelow } from './needed-scopes.js';

type Output = OutputType<ExtendedSchemaTypes>;

/** What a mutation answers, by field of its payload. */
export type Payload = Readonly<Record<string, unknown>>;

/** A field of a payload. Its value stands in what the mutation returns, under its name. */
export interface PayloadField {
  readonly type: Output | readonly [Output];
  readonly description: string;
}

/** What a mutation is made of: Relay's shape, one `input` in and one payload out. */
export interface MutationDeclaration<Input extends object> {
  /** `addArticlePublications` */
  readonly name: string;
  readonly description: string;
  /** The fields of the input, which must give the shape `Input`. */
  readonly input: (t: InputFields) => InputFieldMap;
  readonly payload: Readonly<Record<string, PayloadField>>;
  /** Makes the change and returns the payload. */
  readonly resolve: (input: Input, context: RelayContext, info: GraphQLResolveInfo) => Promise<Payload>;
}

/** Adds a mutation to the schema, with its `…Input` and `…Payload`. */
export function mutationField<Input extends object>(builder: Builder, mutation: MutationDeclaration<Input>): void {
  const typeName = capitalized(mutation.name);
  const fields = { description: `What \`${mutation.name}\` needs.`, fields: mutation.input };
  // The shape follows from fields that are made at run time: `Input` is what their declaration says it is.
  const input = builder.inputType(`${typeName}Input`, fields) as unknown as InputRef<Input>;
  const payload = builder.objectRef<Payload>(`${typeName}Payload`).implement({
    description: `What \`${mutation.name}\` changed.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(mutation.payload).map(([name, { type, description }]) => [
          name,
          // Pothos ties a resolver's type to the field's, which here is only known at run time.
          t.field({ type: type as Output, description, resolve: (payload) => payload[name] as never }),
        ]),
      ),
  });
  builder.mutationField(mutation.name, (t) =>
    t.field({
      type: payload,
      description: mutation.description,
      // Besides the scope that every mutation needs.
      authScopes: (_parent, _args, _context, info) => {
        const needed = scopesNeededBelow(info);
        return Object.keys(needed).length === 0 || { $all: needed };
      },
      args: { input: t.arg({ type: input, required: true, description: 'What the mutation needs.' }) },
      resolve: async (_, args, context, info) => {
        try {
          // Its only argument, whose shape `input` above is said to be.
          return await mutation.resolve((args as { input: Input }).input, context, info);
        } finally {
          context.loaders.clear();
        }
      },
    }),
  );
}
