import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  print,
} from 'graphql';

/** An example of an operation. */
export interface ExampleOperation {
  readonly name: string;
  readonly text: string;
}

/**
 * Makes up to two queries for a schema: a page of the first type with a list of another, with the first rows of that list; and a
 * page of the other type, if it has a list of the first.
 */
export function exampleOperations(schema: GraphQLSchema): readonly ExampleOperation[] {
  const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(isList);
  const [first = lists[0]] = lists.filter((list) => listsOf(nodeOf(list)).length > 0);
  if (!first) return [];
  const far = listsOf(nodeOf(first))[0];
  const second = lists.find((list) => far && list !== first && nodeOf(list) === nodeOf(far));
  return [first, ...(second ? [second] : [])].map(exampleOf);
}

function exampleOf(list: Field): ExampleOperation {
  const node = nodeOf(list);
  const name = capitalized(list.name);
  const [inner] = listsOf(node);
  const nested = inner
    ? `
      ${inner.name}(first: 3) {
        totalCount
        nodes { ${columnsOf(nodeOf(inner), 2).join(' ')} }
      }`
    : '';
  const comment = `# A page of ${list.name}${inner ? `, and of each the first ${inner.name}` : ''}.`;
  // Parsed and printed, it has the usual format whatever the columns are.
  const operation = parse(`query ${name} {
  ${list.name}(first: 10) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ${columnsOf(node, 4).join('\n      ')}${nested}
    }
  }
}`);
  return { name, text: `${comment}\n${print(operation)}\n` };
}

type Field = GraphQLField<unknown, unknown>;

/** Whether a field is a connection, which can be read without an argument. */
function isList(field: Field): boolean {
  const type = getNamedType(field.type);
  return (
    isObjectType(type) &&
    'totalCount' in type.getFields() &&
    isObjectType(getNamedType(type.getFields().nodes?.type)) &&
    !field.args.some(isRequiredArgument)
  );
}

function nodeOf(list: Field): GraphQLObjectType {
  // `isList` has found both.
  const connection = getNamedType(list.type) as GraphQLObjectType;
  return getNamedType(connection.getFields().nodes?.type) as GraphQLObjectType;
}

const listsOf = (type: GraphQLObjectType) => Object.values(type.getFields()).filter(isList);

/** The ID, and the first fields without a selection. */
function columnsOf(type: GraphQLObjectType, most: number): string[] {
  return Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .slice(0, most)
    .map(({ name }) => name);
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
