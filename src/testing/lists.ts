import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A field whose type is a connection. */
export interface ListField {
  readonly name: string;
  readonly edge: GraphQLObjectType;
  readonly node: GraphQLObjectType;
  /** The values of `orderBy`, as literals. */
  readonly orders: readonly string[];
}

/** The lists that are fields of the query type. */
export function rootLists(schema: GraphQLSchema): readonly ListField[] {
  const query = schema.getQueryType();
  return query ? listsOf(query) : [];
}

/** The fields of a type that are lists. */
export function listsOf(type: GraphQLObjectType): readonly ListField[] {
  return Object.values(type.getFields()).flatMap((field) => listField(field) ?? []);
}

function listField(field: GraphQLField<unknown, unknown>): ListField | undefined {
  const connection = getNamedType(field.type);
  if (!isObjectType(connection) || field.args.some(isRequiredArgument)) return undefined;
  const { edges, pageInfo, totalCount } = connection.getFields();
  const edge = edges && getNamedType(edges.type);
  if (!isObjectType(edge) || !pageInfo || !totalCount) return undefined;
  const node = edge.getFields().node && getNamedType(edge.getFields().node?.type);
  if (!isObjectType(node)) return undefined;
  return { name: field.name, edge, node, orders: ordersOf(field) };
}

function ordersOf(field: GraphQLField<unknown, unknown>): string[] {
  const argument = field.args.find(({ name }) => name === 'orderBy');
  const input = argument && getNamedType(argument.type);
  const by = isInputObjectType(input) ? input.getFields().field : undefined;
  const values = by && getNamedType(by.type);
  if (!isEnumType(values)) return [];
  return values
    .getValues()
    .flatMap(({ name }) =>
      ['ASC', 'DESC'].map((direction) => `{ field: ${name}, direction: ${direction} }`),
    );
}

/** The fields of a type that have a value without a selection or arguments. */
export function leavesOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
}

/** The fields of a type that lead to one row. */
export function referencesOf(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields())
    .filter((field) => {
      const target = getNullableType(field.type);
      return (
        isObjectType(target) && 'id' in target.getFields() && !field.args.some(isRequiredArgument)
      );
    })
    .map(({ name }) => name);
}
