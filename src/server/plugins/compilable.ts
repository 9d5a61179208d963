import {
  type ArgumentNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from 'graphql';

/** The most fields a compiled query may have, fragments written out: compiling takes time, and the result memory, for each. */
const maximumFields = 500;

/** A type for variables that have been coerced already: it takes any value as it is. */
const coerced = new GraphQLScalarType({ name: 'Coerced', parseValue: (value) => value });

/** The schema to compile queries against: `schema`, and the type that `withCoercedVariables` gives to variables. */
export function compilableSchema(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, coerced], assumeValid: true });
}

/** Fields that tell of the schema. */
const introspection: ReadonlySet<string> = new Set([
  SchemaMetaFieldDef.name,
  TypeMetaFieldDef.name,
]);

/**
 * The operation as a document to be compiled, or undefined if graphql-jit would not answer it as graphql-js does, or not
 * at a bounded cost:
 * - it decides at one place of a fragment whether `@skip` and `@include` leave a field out at all places;
 * - a field under the alias `__proto__` would become its object's prototype;
 * - a variable inside of a literal that was not given becomes null, where the field of the literal should be left out;
 * - it writes fragments out, each time they are used;
 * - what tells of the schema would tell of the one it compiles against;
 * - it unrolls the types of variables, without end where a filter holds filters. So variables are to be coerced before,
 *   and have a type here that takes them as they are.
 */
export function compilableDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentNode | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  let fields = 0;
  const isCompilable = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.directives?.length) return false;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return fragment === undefined || isCompilable(fragment.selectionSet);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return isCompilable(selection.selectionSet);
      fields += 1;
      return (
        fields <= maximumFields &&
        selection.alias?.value !== '__proto__' &&
        !introspection.has(selection.name.value) &&
        (selection.arguments ?? []).every(isWhole) &&
        (!selection.selectionSet || isCompilable(selection.selectionSet))
      );
    });
  return isCompilable(operation.selectionSet)
    ? withCoercedVariables(operation, fragments.values())
    : undefined;
}

function withCoercedVariables(
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): DocumentNode {
  const variableDefinitions = operation.variableDefinitions?.map(({ variable }) => ({
    kind: Kind.VARIABLE_DEFINITION as const,
    variable,
    type: {
      kind: Kind.NAMED_TYPE as const,
      name: { kind: Kind.NAME as const, value: coerced.name },
    },
  }));
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, ...(variableDefinitions && { variableDefinitions }) },
      ...fragments,
    ],
  };
}

/** Whether an argument is one variable, or has none in it. */
const isWhole = ({ value }: ArgumentNode) => value.kind === Kind.VARIABLE || !hasVariable(value);

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
}
