import { sql } from 'kysely';
import type { Relation, Table } from '../model/tables.js';
import { keyRef, tableRef } from '../sql/columns.js';
import { all, type Condition } from '../sql/conditions.js';
import { isOwners, ownerValue, type RelatedRows, relatedRows } from '../sql/related-rows.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** SQL: a condition on the row with an alias. */
export type Matcher = (alias: string) => Condition;

/** The conditions on the targets of an owner, and on its links to them. */
export interface Matches {
  readonly target?: Matcher | undefined;
  /** Only for a join table. */
  readonly link?: Matcher | undefined;
}

/**
 * SQL: the owner `alias` has a target that matches `filter`, whose condition is `matches.target`. No row is compared with the
 * filter more than once: PostgreSQL's estimate of the number of matches is a guess for most operators, and after a wrong guess,
 * a join of two relations took minutes.
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
  // Here it knows that few rows match, and begins with those.
  const [link, target] = [scope.alias(), scope.alias()];
  const rows = relatedRows(relation, link, target);
  const match = () => all([...linkConditions(matches, link), matches.target(target)]);
  if (scope.takeJoin()) {
    return sql`EXISTS (SELECT FROM ${rows.from} WHERE ${isOwners(relation, rows, alias)} AND ${match()})`;
  }
  return isAmong(relation, rows, match, alias, scope);
}

/**
 * SQL: the owner `alias` has a target that matches, or any target. The links of a join table are read from an index until one
 * leads to a match, for which OFFSET 0 prevents other plans. The matches are found once and kept in a hash table, for which
 * IS TRUE prevents a join.
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

/** SQL: the owner `alias` has a target, through a link that matches. */
function hasTarget(
  relation: Relation,
  matches: Matches,
  alias: string,
  scope: FilterScope,
): Condition {
  // The row that a foreign key refers to exists.
  if (relation.through === 'foreign key' && relation.side === 'to-one')
    return relation.nullable ? sql`${ownerValue(relation, alias)} IS NOT NULL` : sql`true`;
  const link = scope.alias();
  const rows = relatedRows(relation, link, scope.alias());
  const conditions = [isOwners(relation, rows, alias), ...linkConditions(matches, link)];
  return sql`EXISTS (SELECT FROM ${rows.ties} WHERE ${all(conditions)} OFFSET 0)`;
}

const linkConditions = ({ link }: Matches, alias: string): Condition[] =>
  link ? [link(alias)] : [];

/** SQL: the owner `alias` is one of those that match, which are found once. */
function isAmong(
  relation: Relation,
  { owner, from }: RelatedRows,
  matches: () => Condition,
  alias: string,
  scope: FilterScope,
): Condition {
  // With a null on either side, the comparison is NULL, which IS TRUE makes false.
  return scope.query(
    () =>
      sql`(${ownerValue(relation, alias)} IN (SELECT ${owner} FROM ${from} WHERE ${matches()})) IS TRUE`,
  );
}

/**
 * The targets of a longer list are read once for all owners. PostgreSQL estimates one match for each value, so it expects to find
 * the first soon: where none matched, it searched an index for all of 10,000 values for each owner.
 */
const longestShortList = 100;

/** Whether a filter compares a column with few values by an index: few rows match, and PostgreSQL knows about how many. */
function takesFew(table: Table, filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => {
    if (name === 'AND') return [value].flat().some((each) => takesFew(table, Object(each)));
    if (name !== 'id' && !table.fields.has(name)) return false;
    const { mode, equals, in: list }: Filter = Object(value);
    if (mode === 'INSENSITIVE') return false;
    return equals !== undefined || (Array.isArray(list) && list.length <= longestShortList);
  });
}
