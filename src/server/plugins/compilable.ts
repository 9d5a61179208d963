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
} from 'graphql';
import { fragmentsOf } from './fragments.js';
import { hasVariable } from './has-variable.js';

/** The maximum number of fields of a compiled query, fragments expanded: each takes time to compile, and memory. */
const maximumFields = 500;

/** A type for variables that are coerced already: it accepts any value. */
const coerced = new GraphQLScalarType({ name: 'Coerced', parseValue: (value) => value });

/** The schema to compile queries against: `schema` and the type of coerced variables. */
export function compilableSchema(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, coerced], assumeValid: true });
}

/** The introspection fields. */
const introspection: ReadonlySet<string> = new Set([
  SchemaMetaFieldDef.name,
  TypeMetaFieldDef.name,
]);

/**
 * The operation as a document for graphql-jit; undefined if graphql-jit would give another result than graphql-js, or would take
 * unbounded time or memory:
 * - it evaluates `@skip` and `@include` of a fragment's field once, for all of its spreads;
 * - a field with the alias `__proto__` would become the prototype of its object;
 * - inside a literal, a variable without a value becomes null, although its field should be omitted;
 * - it expands a fragment at each of its spreads;
 * - introspection would describe the schema that it compiles against;
 * - it unrolls the input types of variables, which does not end for recursive types. So variables are coerced before, and
 *   their type here accepts any value.
 */
export function compilableDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentNode | undefined {
  const fragments = fragmentsOf(document);
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

/** Whether an argument is a variable, or contains none. */
const isWhole = ({ value }: ArgumentNode) => value.kind === Kind.VARIABLE || !hasVariable(value);
