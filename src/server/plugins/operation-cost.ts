import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import {
  type Cost,
  type FieldCost,
  fieldCost,
  maximumCost,
  type SentArguments,
  sumOf,
} from '../../engine/cost/cost.js';
import { inputCost } from '../../engine/cost/input-cost.js';

/** Variables as they were sent, with the operation's defaults for those that were not. */
type Variables = Readonly<Record<string, unknown>>;

/** What a run of an operation knows: its variables, and what its fragments have been found to cost. */
interface Run {
  readonly variables: Variables;
  readonly fragments: Map<string, Cost>;
}

/** Something of a document, ready to be computed for a run; or its value, if that is the same for all runs. */
type Ready<Value> = { readonly always: Value } | { readonly in: (run: Run) => Value };

const nothing = sumOf([]);
const valueIn = <Value>(ready: Ready<Value>, run: Run): Value =>
  'always' in ready ? ready.always : ready.in(run);

/**
 * Prepares to tell what runs of an operation cost: the sum of what its fields cost, which say so themselves where they are
 * made, from the inside out. The document must be valid. The result takes the variables of a run as they were sent, and takes
 * time for those fields only that depend on them; each fragment is computed once, however often it is used.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => number {
  const defaults: [string, unknown][] = [];
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults.push([variable.name.value, valueFromASTUntyped(defaultValue)]);
  }
  const selection = new Preparation(schema, document).selection(
    operation.selectionSet,
    schema.getRootType(operation.operation) ?? undefined,
  );
  // Whatever an operation costs, to answer it at all costs something.
  const toNumber = ({ once, perStatement }: Cost) => {
    const cost = Math.min(once + perStatement, maximumCost);
    return Math.max(Math.ceil(cost), 1);
  };
  if ('always' in selection) {
    const cost = toNumber(selection.always);
    return () => cost;
  }
  return (sent) => {
    // Nothing but what was sent: a variable may be called `constructor`.
    const variables = Object.assign(Object.create(null), Object.fromEntries(defaults), sent);
    return toNumber(selection.in({ variables, fragments: new Map() }));
  };
}

/** Prepares the parts of one document. */
class Preparation {
  readonly #schema: GraphQLSchema;
  readonly #definitions = new Map<string, FragmentDefinitionNode>();
  readonly #fragments = new Map<string, Ready<Cost>>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#definitions.set(definition.name.value, definition);
    }
  }

  /** A selection from `type`; of introspection, no type is known, and need not be. */
  selection({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Ready<Cost> {
    const parts = selections.map((node) => {
      const cost = this.#part(node, type);
      const wanted = whetherWanted(node.directives ?? []);
      if ('always' in wanted) return wanted.always ? cost : { always: nothing };
      return { in: (run: Run) => (wanted.in(run) ? valueIn(cost, run) : nothing) };
    });
    return together(parts, sumOf);
  }

  #part(node: SelectionNode, type: GraphQLNamedType | undefined): Ready<Cost> {
    if (node.kind === Kind.FIELD) return this.#field(node, type);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(node.name.value);
    return this.selection(
      node.selectionSet,
      node.typeCondition ? this.#schema.getType(node.typeCondition.name.value) : type,
    );
  }

  #field(
    { name, arguments: given = [], selectionSet }: FieldNode,
    type: GraphQLNamedType | undefined,
  ): Ready<Cost> {
    const field =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    const inner = selectionSet
      ? this.selection(selectionSet, field && getNamedType(field.type))
      : { always: nothing };
    // The extension is put there by `withCost`.
    const declared = (field?.extensions.cost as FieldCost | undefined) ?? fieldCost;
    const cost: FieldCost = (args, inner) => {
      const own = declared(args, inner);
      const once = Object.values(args).reduce<number>((sum, arg) => sum + inputCost(arg), own.once);
      return { ...own, once: Math.min(once, maximumCost) };
    };
    const args = together(
      given.map(({ value }) => sentValue(value)),
      (values): SentArguments =>
        Object.fromEntries(given.map((argument, index) => [argument.name.value, values[index]])),
    );
    if ('always' in args && 'always' in inner) return { always: cost(args.always, inner.always) };
    return { in: (run) => cost(valueIn(args, run), valueIn(inner, run)) };
  }

  #fragment(name: string): Ready<Cost> {
    const known = this.#fragments.get(name);
    if (known) return known;
    const definition = this.#definitions.get(name);
    const cost = definition
      ? this.selection(
          definition.selectionSet,
          this.#schema.getType(definition.typeCondition.name.value),
        )
      : { always: nothing };
    const once: Ready<Cost> =
      'always' in cost
        ? cost
        : {
            in: (run) => {
              const computed = run.fragments.get(name) ?? cost.in(run);
              run.fragments.set(name, computed);
              return computed;
            },
          };
    this.#fragments.set(name, once);
    return once;
  }
}

/** Whether `@skip` and `@include` let a selection be executed. What they cannot mean, executing the operation will tell. */
function whetherWanted(directives: readonly DirectiveNode[]): Ready<boolean> {
  const conditions = directives
    .filter(({ name }) => name.value === 'skip' || name.value === 'include')
    .map(({ name, arguments: [condition] = [] }) => {
      const value = condition ? sentValue(condition.value) : { always: undefined };
      return together([value], ([given]) => given !== (name.value === 'skip'));
    });
  return together(conditions, (wanted) => wanted.every(Boolean));
}

/** A value of the document as it was sent. */
function sentValue(value: ValueNode): Ready<unknown> {
  if (!hasVariable(value)) return { always: valueFromASTUntyped(value) };
  // graphql-js declares its variables to be writable, and does not write.
  return {
    in: ({ variables }) => valueFromASTUntyped(value, variables as Record<string, unknown>),
  };
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

/** `combine` of all of `parts`: computed now, if none of them depends on a run. */
function together<Part, Value>(
  parts: readonly Ready<Part>[],
  combine: (values: readonly Part[]) => Value,
): Ready<Value> {
  if (parts.every((part) => 'always' in part))
    return { always: combine(parts.map(({ always }) => always)) };
  return { in: (run) => combine(parts.map((part) => valueIn(part, run))) };
}
