import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';

const separated = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * The schema to execute mutations of `schema` with: the same, but each field of the mutation type may be null. Of several
 * mutations in one operation, each that succeeds keeps its payload. In `schema` their payloads are not null, as no mutation
 * that succeeds returns null; there, one error would make all of `data` null, and nobody would know what was changed
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors: "should be null").
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
