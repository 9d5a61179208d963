import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';
import {
  type Cost,
  type FieldCost,
  fieldCost,
  maximumCost,
  perField,
  type SentArguments,
  sumOf,
} from '../../engine/cost/cost.js';
import { inputCost } from '../../engine/cost/input-cost.js';
import { fragmentsOf } from '../plugins/fragments.js';
import { introspectionCosts } from './introspection-cost.js';
import {
  combine,
  evaluate,
  isIncluded,
  type Prepared,
  type Run,
  sentValue,
  type Variables,
} from './prepared-value.js';

/** An alias costs as much as another field for each so many characters: it is sent for each row. */
const aliasLength = 32;

const nothing = sumOf([]);

/**
 * Returns a function that computes the cost of an operation from its variables: the sum of the costs of its fields, which are
 * declared with the fields. The document must be valid. Everything that does not depend on variables is computed only once, and
 * each fragment once per execution.
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
  const selection = new DocumentCost(schema, document).selection(
    operation.selectionSet,
    schema.getRootType(operation.operation) ?? undefined,
  );
  // Every operation costs at least 1.
  const toNumber = ({ once, perStatement }: Cost) => {
    const cost = Math.min(once + perStatement, maximumCost);
    return Math.max(Math.ceil(cost), 1);
  };
  if ('constant' in selection) {
    const cost = toNumber(selection.constant);
    return () => cost;
  }
  return (sent) => {
    // Without a prototype: a variable may be called `constructor`.
    const variables = Object.assign(Object.create(null), Object.fromEntries(defaults), sent);
    return toNumber(selection.compute({ variables, fragments: new Map() }));
  };
}

type Field = GraphQLField<unknown, unknown>;

/** The fields of introspection, which are not among the fields of the query type. */
const metaFields: ReadonlyMap<string, Field> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

const fieldsOf = (type: GraphQLNamedType | undefined): Readonly<Record<string, Field>> =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};

/** Computes the costs in one document. */
class DocumentCost {
  readonly #schema: GraphQLSchema;
  readonly #definitions: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #fragments = new Map<string, Prepared<Cost>>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#definitions = fragmentsOf(document);
  }

  /** The cost of a selection set on `type`. */
  selection({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Prepared<Cost> {
    const parts = selections.map((node) => {
      const cost = this.#part(node, type);
      const included = isIncluded(node.directives ?? []);
      if ('constant' in included) return included.constant ? cost : { constant: nothing };
      return { compute: (run: Run) => (included.compute(run) ? evaluate(cost, run) : nothing) };
    });
    return combine(parts, sumOf);
  }

  #part(node: SelectionNode, type: GraphQLNamedType | undefined): Prepared<Cost> {
    if (node.kind === Kind.FIELD) return this.#field(node, type);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(node.name.value);
    return this.selection(
      node.selectionSet,
      node.typeCondition ? this.#schema.getType(node.typeCondition.name.value) : type,
    );
  }

  #field(
    { alias, name, arguments: sent = [], selectionSet }: FieldNode,
    type: GraphQLNamedType | undefined,
  ): Prepared<Cost> {
    const field = metaFields.get(name.value) ?? fieldsOf(type)[name.value];
    const inner = selectionSet
      ? this.selection(selectionSet, field && getNamedType(field.type))
      : { constant: nothing };
    const declared = this.#declaredCost(type, field);
    const aliasCost = perField * Math.floor((alias?.value.length ?? 0) / aliasLength);
    const cost: FieldCost = (args, inner) => {
      const own = declared(args, inner);
      const once = Object.values(args).reduce<number>(
        (sum, arg) => sum + inputCost(arg),
        own.once + aliasCost,
      );
      return { ...own, once: Math.min(once, maximumCost) };
    };
    const args = combine(
      sent.map(({ value }) => sentValue(value)),
      (values): SentArguments =>
        Object.fromEntries(sent.map((argument, index) => [argument.name.value, values[index]])),
    );
    if ('constant' in args && 'constant' in inner)
      return { constant: cost(args.constant, inner.constant) };
    return { compute: (run) => cost(evaluate(args, run), evaluate(inner, run)) };
  }

  #declaredCost(type: GraphQLNamedType | undefined, field: Field | undefined): FieldCost {
    if (field === TypeMetaFieldDef) return introspectionCosts(this.#schema).type;
    if (type && field && isIntrospectionType(type))
      return introspectionCosts(this.#schema).of(type.name, field.name);
    // Set by `withCost`.
    return (field?.extensions.cost as FieldCost | undefined) ?? fieldCost;
  }

  #fragment(name: string): Prepared<Cost> {
    const known = this.#fragments.get(name);
    if (known) return known;
    const definition = this.#definitions.get(name);
    const cost = definition
      ? this.selection(
          definition.selectionSet,
          this.#schema.getType(definition.typeCondition.name.value),
        )
      : { constant: nothing };
    const once: Prepared<Cost> =
      'constant' in cost
        ? cost
        : {
            compute: (run) => {
              const computed = run.fragments.get(name) ?? cost.compute(run);
              run.fragments.set(name, computed);
              return computed;
            },
          };
    this.#fragments.set(name, once);
    return once;
  }
}
