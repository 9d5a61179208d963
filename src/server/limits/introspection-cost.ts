import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { type FieldCost, perField } from '../../engine/cost/cost.js';

/**
 * The maximum cost of the introspection query of tools. It is below the default limit, because GraphiQL must load a schema of
 * hundreds of tables too; three aliases of such a query exceed the limit.
 */
const maximumOfSchema = 12_000;
/** The number of fields that this query selects for a type, field, argument or enum value, including the types of its type. */
const fieldsPerItem = 11;

/** The costs of introspection fields. */
export interface IntrospectionCosts {
  /** The cost of the query `__type`. */
  readonly type: FieldCost;
  /** The cost of a field of an introspection type, such as `__Type.fields`. */
  of(type: string, field: string): FieldCost;
}

const known = new WeakMap<GraphQLSchema, IntrospectionCosts>();

/**
 * The costs of introspection fields of a schema, which have none of their own: a list costs its selection for each item. Its
 * length is taken to be the mean, which is exact where all types are listed. A field takes as long as that of a row.
 */
export function introspectionCosts(schema: GraphQLSchema): IntrospectionCosts {
  const costs = known.get(schema) ?? measure(schema);
  known.set(schema, costs);
  return costs;
}

function measure(schema: GraphQLSchema): IntrospectionCosts {
  const types = Object.values(schema.getTypeMap());
  const directives = schema.getDirectives();
  const fields = types.flatMap(fieldsOf);
  const items =
    types.length +
    fields.reduce((sum, { args }) => sum + 1 + args.length, 0) +
    types.reduce((sum, type) => sum + inputFieldsOf(type).length + enumValuesOf(type).length, 0);
  const unit = Math.min(perField, maximumOfSchema / (items * fieldsPerItem));
  const lengths = new Map<string, number>([
    ['__Schema.types', types.length],
    ['__Schema.directives', directives.length],
    ['__Type.fields', mean(types, (type) => fieldsOf(type).length)],
    ['__Type.inputFields', mean(types, (type) => inputFieldsOf(type).length)],
    ['__Type.enumValues', mean(types, (type) => enumValuesOf(type).length)],
    ['__Type.interfaces', mean(types, (type) => interfacesOf(type).length)],
    ['__Type.possibleTypes', mean(types, (type) => possibleTypesOf(schema, type).length)],
    // Few types are wrapped more than once, and the others have no type inside.
    ['__Type.ofType', 0.5],
    ['__Field.args', mean(fields, ({ args }) => args.length)],
    ['__Directive.args', mean(directives, ({ args }) => args.length)],
    ['__Directive.locations', mean(directives, ({ locations }) => locations.length)],
  ]);
  const listLength = (type: GraphQLNamedType) =>
    fieldsOf(type).length + inputFieldsOf(type).length + enumValuesOf(type).length;
  // A single type may be the one with the most fields.
  const largest = types.reduce((most, type) => Math.max(most, listLength(type)), 0);
  const ratio = Math.ceil(largest / Math.max(mean(types, listLength), 1));
  return {
    type: (_, inner) => ({ ...inner, once: perField + ratio * inner.once }),
    of(type, field) {
      const length = lengths.get(`${type}.${field}`);
      return (_, inner) => ({ ...inner, once: unit + (length ?? 1) * inner.once });
    },
  };
}

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const inputFieldsOf = (type: GraphQLNamedType) =>
  isInputObjectType(type) ? Object.values(type.getFields()) : [];
const enumValuesOf = (type: GraphQLNamedType) => (isEnumType(type) ? type.getValues() : []);
const interfacesOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
const possibleTypesOf = (schema: GraphQLSchema, type: GraphQLNamedType) =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [];

const mean = <Item>(items: readonly Item[], number: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + number(item), 0) / Math.max(items.length, 1);
