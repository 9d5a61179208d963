import { sql } from 'kysely';
import type { NodeType } from '../schema/node-type.js';
import { all, any, type Condition, not } from '../sql/conditions.js';
import { idCondition } from './filter-id.js';
import type { Filter, FilterScope } from './filter-scope.js';
import { textCondition } from './filter-text.js';

/**
 * SQL: the row of `node` under `alias` is one that `filter` lets through. What is wrong in the filter goes to the scope,
 * which the caller asks before it uses the SQL; `path` is where the filter stands among the arguments.
 */
export function filterCondition(
  node: NodeType,
  filter: Filter,
  alias: string,
  path: string,
  scope: FilterScope,
): Condition {
  scope.countPart();
  // The schema has filters under these names.
  const inner = (value: unknown, at: string) =>
    filterCondition(node, value as Filter, alias, at, scope);
  // Nulls in these lists are refused by the schema.
  const list = (values: unknown, at: string) =>
    (values as unknown[]).map((value, index) => inner(value, `${at}.${index}`));

  const conditions = Object.entries(filter).map(([name, value]) => {
    const at = `${path}.${name}`;
    if (value === null) return scope.forbidNull(at);
    if (name === 'AND') return all(list(value, at));
    if (name === 'OR') return scope.apart(() => any(list(value, at)));
    if (name === 'NOT') return scope.apart(() => not(inner(value, at)));
    // What is left are input objects, each of the type that its field has in the schema.
    const given = value as Filter;
    if (name === 'id') return idCondition(node, given, sql.id(alias, 'id'), at, scope);
    const relation = node.relations.get(name);
    return relation
      ? relation.condition(given, alias, at, scope)
      : textCondition(given, sql.id(alias, name), at, scope);
  });
  return all(conditions);
}
