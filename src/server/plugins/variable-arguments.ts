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
 * Says of the errors in the variables of an operation which argument each is in, as a path such as `input.price`: undefined
 * for any other error. They must be asked for in their order.
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
    // None where the variable itself is missing.
    const { value: within = [] } = ofVariable.next();
    return place && [...place, ...within].join('.');
  };
}

/** As many errors as graphql-js has of the variables of an operation; a list may have a million. */
const mostErrors = 50;
const enough = new Error('enough errors');

/** Where the value of a variable is wrong: for each error that graphql-js has of it, in the same order. */
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

/** The first place among the arguments of a document where a variable stands. */
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
