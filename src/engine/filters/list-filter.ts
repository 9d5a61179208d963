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
  const [link, target] = [scope.alias(), scope.alias()];
  const related = (build: () => Condition) =>
    scope.exists(
      () =>
        sql`SELECT FROM ${joined(end, link, target)} WHERE ${linkOf(end, link, alias)} AND ${build()}`,
    );
  return all(
    Object.entries(value).map(([quantifier, filter]) => {
      const at = `${path}.${quantifier}`;
      if (filter === null) return scope.forbidNull(at);
      // The schema has three quantifiers, each with a filter.
      const matches = () => filterCondition(end.target, filter as Filter, target, at, scope);
      if (quantifier === 'some') return related(matches);
      if (quantifier === 'none') return not(related(matches));
      return not(related(() => scope.apart(() => not(matches()))));
    }),
  );
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
