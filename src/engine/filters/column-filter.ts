import { sql } from 'kysely';
import type { Operator, Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { GlobalIds } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import { keysParameter } from '../sql/columns.js';
import { all, type Condition } from '../sql/conditions.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** SQL: the conditions of `filter` on a column whose stored value is `value`. `path` is that of the filter. */
export function columnCondition(
  column: ColumnModel,
  value: Sql,
  filter: Filter,
  path: string,
  scope: FilterScope,
): Condition {
  const kind = kindOf(column).filter;
  const optionNames = Object.keys(kind?.options ?? {});
  // Null options are reported below.
  const isOption = (name: string) => optionNames.includes(name) && filter[name] !== null;
  const options = Object.fromEntries(optionNames.map((name) => [name, filter[name]]));
  return operatorConditions(
    Object.entries(filter).filter(([name]) => !isOption(name)),
    path,
    scope,
    (name, operand, at) => {
      if (name === 'isNull' && column.nullable)
        return operand ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`;
      const operator = kind?.operators[name];
      if (!operator) return undefined;
      const condition = operator.condition({ value, column, operand, path: at, options });
      return column.nullable ? twoValued(value, condition, operator) : condition;
    },
  );
}

/** SQL: a condition on a nullable value that is never NULL. */
function twoValued(value: Sql, condition: Condition, { ofNull }: Operator): Condition {
  return ofNull
    ? sql`(${value} IS NULL OR ${condition})`
    : sql`(${value} IS NOT NULL AND ${condition})`;
}

/**
 * SQL: the conditions of an `IDFilter` on the key `value` of a row of `table`. Reports malformed IDs and IDs of another type to
 * the scope; the ID of a row that does not exist matches nothing.
 */
export function idCondition(
  table: Table,
  ids: GlobalIds,
  value: Sql,
  filter: Filter,
  path: string,
  scope: FilterScope,
): Condition {
  const key = (id: unknown, at: string) => ids.key(table.name, String(id), at);
  const keys = (list: unknown, at: string) =>
    // GraphQL has coerced it to a list of IDs.
    keysParameter(table, sql`${ids.keys(table.name, list as readonly string[], at)}`);
  return operatorConditions(Object.entries(filter), path, scope, (name, operand, at) => {
    if (name === 'equals') return sql`${value} = ${key(operand, at)}`;
    if (name === 'not') return sql`${value} <> ${key(operand, at)}`;
    if (name === 'in') return sql`${value} = ANY(${keys(operand, at)})`;
    if (name === 'notIn') return sql`${value} <> ALL(${keys(operand, at)})`;
    return undefined;
  });
}

/** SQL: the conditions that `condition` makes of all operators; it returns undefined for an unknown one. Reports each null. */
function operatorConditions(
  operators: readonly [name: string, operand: unknown][],
  path: string,
  scope: FilterScope,
  condition: (name: string, operand: unknown, path: string) => Condition | undefined,
): Condition {
  return all(
    operators.map(([name, operand]) => {
      scope.countCondition();
      const at = `${path}.${name}`;
      if (operand === null) return scope.forbidNull(at);
      return scope.check(() => {
        const made = condition(name, operand, at);
        if (!made) throw new Error(`there is no operator ${at}`);
        return made;
      });
    }),
  );
}
