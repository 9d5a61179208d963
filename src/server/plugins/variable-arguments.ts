import {
  BREAK,
  coerceInputValue,
  type ExecutionArgs,
  type GraphQLError,
  isInputType,
  Kind,
  typeFromAST,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

type Path = readonly (string | number)[];

/**
 * Finds the argument of each error in the variables of an operation, as a path such as `input.price`; undefined for any other error.
 * Must be called with the errors in their order.
 */
export function variableArguments(
  args: ExecutionArgs,
): (error: GraphQLError) => string | undefined {
  const paths = new Map<VariableDefinitionNode, Iterator<Path>>();
  return ({ nodes, path }) => {
    const [node] = nodes ?? [];
    if (path || node?.kind !== Kind.VARIABLE_DEFINITION) return undefined;
    const place = usedAt(args, node.variable.name.value);
    const ofVariable = paths.get(node) ?? wrongPaths(args, node)[Symbol.iterator]();
    paths.set(node, ofVariable);
    // Undefined if the variable itself is missing.
    const { value: within = [] } = ofVariable.next();
    return place && [...place, ...within].join('.');
  };
}

/** The maximum number of errors in the variables that graphql-js reports; a list may have a million. */
const mostErrors = 50;
const enough = new Error('enough errors');

/** The path in the variables of each error that graphql-js reports, in the same order. */
function wrongPaths({ schema, variableValues }: ExecutionArgs, node: VariableDefinitionNode) {
  const type = typeFromAST(schema, node.type);
  const value = variableValues?.[node.variable.name.value];
  const paths: Path[] = [];
  if (value === undefined || value === null || !isInputType(type)) return paths;
  try {
    coerceInputValue(value, type, (path) => {
      paths.push(path);
      if (paths.length === mostErrors) throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return paths;
}

/** The path of the first argument of a document in which a variable is used. */
function usedAt({ document }: ExecutionArgs, name: string): Path | undefined {
  let found: Path | undefined;
  visit(document, {
    Argument({ name: argument, value }) {
      found = placeIn(value, name, [argument.value]);
      return found ? BREAK : undefined;
    },
  });
  return found;
}

function placeIn(value: ValueNode, name: string, path: Path): Path | undefined {
  if (value.kind === Kind.VARIABLE) return value.name.value === name ? path : undefined;
  const inner: readonly (readonly [string | number, ValueNode])[] =
    value.kind === Kind.LIST
      ? value.values.map((item, index) => [index, item] as const)
      : value.kind === Kind.OBJECT
        ? value.fields.map((field) => [field.name.value, field.value] as const)
        : [];
  for (const [key, item] of inner) {
    const place = placeIn(item, name, [...path, key]);
    if (place) return place;
  }
  return undefined;
}
