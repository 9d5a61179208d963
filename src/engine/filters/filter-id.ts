import { type RawBuilder, sql } from 'kysely';
import type { NodeType } from '../schema/node-type.js';
import type { Condition } from '../sql/conditions.js';
import { operatorConditions } from './filter-operators.js';
import type { Filter, FilterScope } from './filter-scope.js';

/**
 * SQL: an `IDFilter` holds for the key in `column`. Reports a malformed ID and one of another type to the scope; the ID
 * of a row that does not exist just matches nothing.
 */
export function idCondition(
  node: NodeType,
  filter: Filter,
  column: RawBuilder<unknown>,
  path: string,
  scope: FilterScope,
): Condition {
  const key = (id: string, at: string) => node.ids.key(node.name, id, at);
  const keys = (ids: readonly string[], at: string) => node.ids.keys(node.name, ids, at);
  const operators = {
    equals: (id: string, at: string) => sql`${column} = ${key(id, at)}`,
    not: (id: string, at: string) => sql`${column} <> ${key(id, at)}`,
    in: (ids: readonly string[], at: string) => sql`${column} = ANY(${keys(ids, at)}::int[])`,
    notIn: (ids: readonly string[], at: string) => sql`${column} <> ALL(${keys(ids, at)}::int[])`,
  };
  return operatorConditions(filter, operators, path, scope);
}
