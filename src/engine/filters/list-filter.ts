import type { InputRef } from '@pothos/core';
import { sql } from 'kysely';
import type { End } from '../model/end.js';
import { typeNames } from '../naming.js';
import type { Builder } from '../schema/builder.js';
import type { NodeType, Pairs } from '../schema/node-type.js';
import { all, type Condition, not } from '../sql/conditions.js';
import { filterCondition } from './filter.js';
import type { Filter, FilterScope } from './filter-scope.js';

const inputs = new WeakMap<NodeType, InputRef<Filter>>();

/** The input `…ListFilter` of a type, added to the schema the first time a relation leads to it. */
export function listFilter(builder: Builder, target: NodeType): InputRef<Filter> {
  const known = inputs.get(target);
  if (known) return known;
  const { name, many, refs } = target;
  const added = builder.inputRef<Filter>(typeNames.listFilter(name)).implement({
    description: `What must be so of the related ${many}. All given fields must hold.`,
    fields: (t) => ({
      some: t.field({
        type: refs.filter,
        description: 'At least one of them matches. `some: {}` is "has any".',
      }),
      every: t.field({
        type: refs.filter,
        description: 'All of them match, which is so if there are none.',
      }),
      none: t.field({
        type: refs.filter,
        description: 'None of them matches. `none: {}` is "has none".',
      }),
    }),
  });
  inputs.set(target, added);
  return added;
}

/** SQL: the list filter `value` holds for the targets of the owner under `alias`. */
export function listCondition(
  end: End,
  value: Filter,
  alias: string,
  path: string,
  scope: FilterScope,
): Condition {
  return all(
    Object.entries(value).map(([quantifier, filter]) => {
      const at = `${path}.${quantifier}`;
      if (filter === null) return scope.forbidNull(at);
      // The schema has three quantifiers, each with a filter.
      const given = filter as Filter;
      const matches = (target: string) => filterCondition(end.target, given, target, at, scope);
      if (quantifier === 'some') return someCondition(end, given, matches, alias, scope);
      if (quantifier === 'none') return not(someCondition(end, given, matches, alias, scope));
      return not(linkedTo(end, (target) => scope.apart(() => not(matches(target))), alias, scope));
    }),
  );
}

/**
 * SQL: the owner under `alias` has a target that `filter` lets through, of which `matches` is the condition. Whatever the
 * filter holds, no row is compared more than once with it: how many match, PostgreSQL can only guess for most operators,
 * and where it guesses wrong, a join of two relations took minutes.
 */
function someCondition(
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
      sql`(${sql.id(alias, 'id')} IN (SELECT ${sql.id(link, end.ownerColumn)} FROM ${joined(end, link, target)} WHERE ${matches(target)})) IS TRUE`,
  );
}

/**
 * SQL: the owner under `alias` is linked to a target for which `matches` holds, or to any. The links are read from an index,
 * to which OFFSET 0 keeps PostgreSQL, until one leads to a target that matches. Those are found once and kept in a hash
 * table, for which IS TRUE keeps them from being joined.
 */
function linkedTo(
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
      sql`SELECT ${sql.id(target, 'id')} FROM ${sql.table(end.target.name)} AS ${sql.id(target)} WHERE ${matches(target)}`,
  );
  return sql`EXISTS (SELECT FROM (${links}) AS ${sql.id(link)} WHERE (${key} IN (${found})) IS TRUE)`;
}

/** Whether a filter compares a column with single values by an index: those are few, and PostgreSQL knows about how many. */
function takesFew(node: NodeType, filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => {
    if (name === 'AND') return [value].flat().some((each) => takesFew(node, Object(each)));
    if (name !== 'id' && !Object.hasOwn(node.fields, name)) return false;
    const operators: Filter = Object(value);
    return operators.mode !== 'INSENSITIVE' && ('equals' in operators || 'in' in operators);
  });
}

/** SQL that makes a pair of the owner under `alias` and each of its targets that `some` lets through. */
export function pairsOf(
  end: End,
  some: Filter,
  alias: string,
  path: string,
  scope: FilterScope,
): Pairs {
  const [link, target] = [scope.alias(), scope.alias()];
  return {
    join: sql`JOIN (${joined(end, link, target)}) ON ${linkOf(end, link, alias)}`,
    where: filterCondition(end.target, some, target, path, scope),
    key: sql.id(target, 'id'),
  };
}

const joined = (end: End, link: string, target: string) =>
  sql`${sql.table(end.table)} AS ${sql.id(link)} JOIN ${sql.table(end.target.name)} AS ${sql.id(target)} ON ${sql.id(target, 'id')} = ${sql.id(link, end.targetColumn)}`;

const linkOf = (end: End, link: string, owner: string) =>
  sql`${sql.id(link, end.ownerColumn)} = ${sql.id(owner, 'id')}`;
