import { sql } from 'kysely';
import type { Relation, Table } from '../model/tables.js';
import { keyRef, tableRef } from '../sql/columns.js';
import { all, type Condition } from '../sql/conditions.js';
import { isOwners, ownerValue, type RelatedRows, relatedRows } from '../sql/related-rows.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** SQL: a condition on the row under an alias. */
export type Matcher = (alias: string) => Condition;

/** Which targets of an owner count: those that match, through links that do. */
export interface Matches {
  readonly target?: Matcher | undefined;
  /** Only of a join table. */
  readonly link?: Matcher | undefined;
}

/**
 * SQL: the owner under `alias` has a target that `filter` lets through, of which `matches.target` is the condition. Whatever the
 * filter holds, no row is compared more than once with it: how many match, PostgreSQL can only guess for most operators,
 * and where it guesses wrong, a join of two relations took minutes.
 */
export function linkedToSome(
  relation: Relation,
  filter: Filter,
  matches: Matches & { readonly target: Matcher },
  alias: string,
  scope: FilterScope,
): Condition {
  if (Object.keys(filter).length === 0)
    return linkedTo(relation, { link: matches.link }, alias, scope);
  if (!takesFew(relation.target, filter)) return linkedTo(relation, matches, alias, scope);
  // It knows that few match, so it is best left to begin with those.
  const [link, target] = [scope.alias(), scope.alias()];
  const rows = relatedRows(relation, link, target);
  const match = () => all([...linkConditions(matches, link), matches.target(target)]);
  if (scope.takeJoin()) {
    return sql`EXISTS (SELECT FROM ${rows.from} WHERE ${isOwners(relation, rows, alias)} AND ${match()})`;
  }
  return isAmong(relation, rows, match, alias, scope);
}

/**
 * SQL: the owner under `alias` has a target that matches, or any. The links of a join table are read from an
 * index, to which OFFSET 0 keeps PostgreSQL, until one leads to a target that matches. The targets that match are found once
 * and kept in a hash table, for which IS TRUE keeps them from being joined.
 */
export function linkedTo(
  relation: Relation,
  matches: Matches,
  alias: string,
  scope: FilterScope,
): Condition {
  const { target: matcher } = matches;
  if (!matcher) return hasTarget(relation, matches, alias, scope);
  const [link, target] = [scope.alias(), scope.alias()];
  const rows = relatedRows(relation, link, target);
  if (relation.through === 'foreign key')
    return isAmong(relation, rows, () => matcher(target), alias, scope);
  const conditions = [isOwners(relation, rows, alias), ...linkConditions(matches, link)];
  const links = sql`SELECT ${rows.target} FROM ${rows.ties} WHERE ${all(conditions)} OFFSET 0`;
  const found = scope.query(
    () =>
      sql`SELECT ${keyRef(relation.target, target)} FROM ${tableRef(relation.target)} AS ${sql.id(target)} WHERE ${matcher(target)}`,
  );
  return sql`EXISTS (SELECT FROM (${links}) AS ${sql.id(link)} WHERE (${rows.target} IN (${found})) IS TRUE)`;
}

/** SQL: the owner under `alias` has any target, through a link that matches. */
function hasTarget(
  relation: Relation,
  matches: Matches,
  alias: string,
  scope: FilterScope,
): Condition {
  // What a foreign key refers to exists.
  if (relation.through === 'foreign key' && relation.side === 'foreign key')
    return relation.nullable ? sql`${ownerValue(relation, alias)} IS NOT NULL` : sql`true`;
  const link = scope.alias();
  const rows = relatedRows(relation, link, scope.alias());
  const conditions = [isOwners(relation, rows, alias), ...linkConditions(matches, link)];
  return sql`EXISTS (SELECT FROM ${rows.ties} WHERE ${all(conditions)} OFFSET 0)`;
}

const linkConditions = ({ link }: Matches, alias: string): Condition[] =>
  link ? [link(alias)] : [];

/** SQL: the owner under `alias` is among those of `rows` that match, which are found once. */
function isAmong(
  relation: Relation,
  { owner, from }: RelatedRows,
  matches: () => Condition,
  alias: string,
  scope: FilterScope,
): Condition {
  // Either side may be null, which equals nothing: IS TRUE makes it false.
  return scope.query(
    () =>
      sql`(${ownerValue(relation, alias)} IN (SELECT ${owner} FROM ${from} WHERE ${matches()})) IS TRUE`,
  );
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
