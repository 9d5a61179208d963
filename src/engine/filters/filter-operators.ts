import { all, type Condition } from '../sql/conditions.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** What each operator of a filter on a column makes of its value; `path` is where the value stands. */
export type Operators = Readonly<Record<string, (value: never, path: string) => Condition>>;

/** SQL: all that `filter` says of one column holds. Takes each given operator from `operators`, and reports each null. */
export function operatorConditions(
  filter: Filter,
  operators: Operators,
  path: string,
  scope: FilterScope,
): Condition {
  return all(
    Object.entries(filter).map(([name, value]) => {
      scope.countPart();
      const at = `${path}.${name}`;
      const operator = operators[name];
      if (value === null || operator === undefined) return scope.forbidNull(at);
      // GraphQL has coerced the value to the type that the schema gives this operator.
      return scope.check(() => operator(value as never, at));
    }),
  );
}
