import { type GraphQLResolveInfo, Kind, visit } from 'graphql';
import { badUserInput, type Mistakes } from './errors.js';

/**
 * Reports to `mistakes` each field below `argument` that is given a variable which the request left out. GraphQL then
 * drops the field (https://spec.graphql.org/October2021/#sec-Input-Objects.Input-Coercion), and what is left of the filter
 * could match every row.
 */
export function checkVariables(info: GraphQLResolveInfo, argument: string, mistakes: Mistakes): void {
  const node = info.fieldNodes[0]?.arguments?.find(({ name }) => name.value === argument);
  if (!node) return;
  const path = [argument];
  visit(node.value, {
    ObjectField: {
      enter({ name, value }) {
        path.push(name.value);
        if (value.kind === Kind.VARIABLE && !Object.hasOwn(info.variableValues, value.name.value)) {
          const at = path.join('.');
          mistakes.check(() => {
            throw badUserInput(`${at} is $${value.name.value}, which was not given`, { argument: at });
          });
        }
      },
      leave() {
        path.pop();
      },
    },
  });
}
