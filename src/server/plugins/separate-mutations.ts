import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';

const separated = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * The schema with which mutations of `schema` are executed: each field of its mutation type is nullable, so that a failed mutation
 * does not affect the payloads of others in the operation. In `schema` they are not null, because a successful mutation never
 * returns null; but an error would make all of `data` null, and clients would not know what was changed
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors).
 */
export function separateMutations(schema: GraphQLSchema): GraphQLSchema {
  const separate = separated.get(schema) ?? withNullableMutations(schema);
  separated.set(schema, separate);
  return separate;
}

function withNullableMutations(schema: GraphQLSchema): GraphQLSchema {
  const type = schema.getMutationType();
  if (!type) return schema;
  const { fields, ...config } = type.toConfig();
  const mutation = new GraphQLObjectType({
    ...config,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, { type, ...field }]) => [
        name,
        { ...field, type: type instanceof GraphQLNonNull ? type.ofType : type },
      ]),
    ),
  });
  const { types, ...rest } = schema.toConfig();
  return new GraphQLSchema({
    ...rest,
    types: types.map((each) => (each === type ? mutation : each)),
    mutation,
    assumeValid: true,
  });
}
