import {
  type GraphQLInputType,
  type GraphQLResolveInfo,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
} from 'graphql';
import { badUserInput, type InputErrors } from '../errors.js';

/**
 * Adds an error for each field below `argument` whose value is a variable that the request does not have, unless the schema has a
 * default for the field. GraphQL then omits the field
 * (https://spec.graphql.org/October2021/#sec-Input-Objects.Input-Coercion), and the rest of the filter might match every row.
 */
export function checkVariables(
  info: GraphQLResolveInfo,
  argument: string,
  errors: InputErrors,
): void {
  const check = (value: ValueNode, type: GraphQLInputType, path: string): void => {
    if (value.kind === Kind.LIST) {
      for (const [index, item] of value.values.entries()) check(item, type, `${path}.${index}`);
    }
    const named = getNamedType(type);
    if (value.kind !== Kind.OBJECT || !isInputObjectType(named)) return;
    for (const { name, value: inner } of value.fields) {
      const field = named.getFields()[name.value];
      // Validation has checked that it exists.
      if (!field) continue;
      const at = `${path}.${name.value}`;
      check(inner, field.type, at);
      if (inner.kind !== Kind.VARIABLE || field.defaultValue !== undefined) continue;
      if (Object.hasOwn(info.variableValues, inner.name.value)) continue;
      errors.check(() => {
        throw badUserInput(`${at} is the variable $${inner.name.value}, which has no value`, {
          argument: at,
        });
      });
    }
  };
  const sent = info.fieldNodes[0]?.arguments?.find(({ name }) => name.value === argument);
  const declared = info.parentType
    .getFields()
    [info.fieldName]?.args.find(({ name }) => name === argument);
  if (sent && declared) check(sent.value, declared.type, argument);
}
