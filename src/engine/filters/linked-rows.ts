import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { End, Table } from '../model/tables.js';
import { keyRef, tableRef } from '../sql/columns.js';
import type { Condition } from '../sql/conditions.js';
import type { Filter, FilterScope } from './filter-scope.js';

/**
 * SQL: the owner under `alias` has a target that `filter` lets through, of which `matches` is the condition. Whatever the
 * filter holds, no row is compared more than once with it: how many match, PostgreSQL can only guess for most operators,
 * and where it guesses wrong, a join of two relations took minutes.
 */
export function linkedToSome(
  end: End,
  filter: Filter,
  matches: (target: string) => Condition,
  alias: string,
  scope: FilterScope,
): Condition {
  if (Object.keys(filter).length === 0) return linkedTo(end, undefined, alias, scope);
  if (!takesFew(end.target, filter)) return linkedTo(end, matches, alias, scope);
  // It knows that few match, so it is best left to begin with those.
  const [link, target] = [scope.alias(), scope.alias()];
  if (scope.takeJoin()) {
    return sql`EXISTS (SELECT FROM ${joined(end, link, target)} WHERE ${linkOf(end, link, alias)} AND ${matches(target)})`;
  }
  return scope.query(
    () =>
      sql`(${keyRef(end.owner, alias)} IN (SELECT ${sql.id(link, end.ownerColumn)} FROM ${joined(end, link, target)} WHERE ${matches(target)})) IS TRUE`,
  );
}

/**
 * SQL: the owner under `alias` is linked to a target for which `matches` holds, or to any. The links are read from an index,
 * to which OFFSET 0 keeps PostgreSQL, until one leads to a target that matches. Those are found once and kept in a hash
 * table, for which IS TRUE keeps them from being joined.
 */
export function linkedTo(
  end: End,
  matches: ((target: string) => Condition) | undefined,
  alias: string,
  scope: FilterScope,
): Condition {
  const [link, target] = [scope.alias(), scope.alias()];
  const key = sql.id(link, end.targetColumn);
  const links = sql`SELECT ${key} FROM ${sql.table(end.table)} AS ${sql.id(link)} WHERE ${linkOf(end, link, alias)} OFFSET 0`;
  if (!matches) return sql`EXISTS (${links})`;
  const found = scope.query(
    () =>
      sql`SELECT ${keyRef(end.target, target)} FROM ${tableRef(end.target)} AS ${sql.id(target)} WHERE ${matches(target)}`,
  );
  return sql`EXISTS (SELECT FROM (${links}) AS ${sql.id(link)} WHERE (${key} IN (${found})) IS TRUE)`;
}

/** Whether a filter compares a column with single values by an index: those are few, and PostgreSQL knows about how many. */
function takesFew(table: Table, filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => {
    if (name === 'AND') return [value].flat().some((each) => takesFew(table, Object(each)));
    if (name !== 'id' && !table.fields.has(name)) return false;
    const operators: Filter = Object(value);
    return operators.mode !== 'INSENSITIVE' && ('equals' in operators || 'in' in operators);
  });
}

/** SQL for FROM: the links of a relation and their targets. */
export const joined = (end: End, link: string, target: string): Sql =>
  sql`${sql.table(end.table)} AS ${sql.id(link)} JOIN ${tableRef(end.target)} AS ${sql.id(target)} ON ${keyRef(end.target, target)} = ${sql.id(link, end.targetColumn)}`;

/** SQL: the link is one of the owner under `owner`. */
export const linkOf = (end: End, link: string, owner: string): Condition =>
  sql`${sql.id(link, end.ownerColumn)} = ${keyRef(end.owner, owner)}`;
