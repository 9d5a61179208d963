import { sql } from 'kysely';
import type { ListRelation } from '../model/tables.js';
import { all, any, type Condition, not } from '../sql/conditions.js';
import { countColumn, hasIndex } from '../sql/related-counts.js';
import { isOwners, ownerValue, type RelatedRows, relatedRows } from '../sql/related-rows.js';
import { columnCondition } from './column-filter.js';
import type { Filter, FilterScope } from './filter-scope.js';
import type { Matcher } from './linked-rows.js';

/** The operators that tell apart a count equal to their operand and a greater one. */
const beyondOperand = ['equals', 'not', 'in', 'notIn', 'gt', 'lte'];

/**
 * SQL: the number of targets of the owner `alias`, through links that match `link`, meets `filter`. Only as many links are read
 * as the operands need: two for `gte: 2`, one for `equals: 0`.
 */
export function countCondition(
  relation: ListRelation,
  filter: Filter,
  link: Matcher | undefined,
  alias: string,
  path: string,
  scope: FilterScope,
): Condition {
  const meets = (count: Condition) => columnCondition(countColumn, count, filter, path, scope);
  const most = largestToTellApart(filter);
  if (most <= 0) return meets(sql`0`);
  const [related, counted] = [scope.alias(), scope.alias()];
  const rows = relatedRows(relation, related, related);
  if (!hasIndex(relation)) return isInCounts(relation, rows, alias, meets);
  const conditions = [isOwners(relation, rows, alias), ...(link ? [link(related)] : [])];
  const found = sql`SELECT FROM ${rows.ties} WHERE ${all(conditions)}`;
  if (most === 1) return meets(sql`(EXISTS (${found} OFFSET 0))::int`);
  const limited = sql`SELECT count(*)::int AS count FROM (${found} LIMIT ${sql.lit(most)}) AS ${sql.id(related)}`;
  return sql`(SELECT ${meets(sql.id(counted, countColumn.column))} FROM (${limited}) AS ${sql.id(counted)})`;
}

/** From this count on, the filter holds for all counts or for none. */
function largestToTellApart(filter: Filter): number {
  // By the schema, the operands are whole numbers, or lists of them. Nulls are reported with the condition.
  const each = Object.entries(filter).flatMap(([operator, operand]) =>
    [operand].flat().map((value) => Number(value) + (beyondOperand.includes(operator) ? 1 : 0)),
  );
  return each.reduce((most, value) => Math.max(most, value), 0);
}

/** SQL: the same without an index on the foreign key: the rows of all owners are counted, once. */
function isInCounts(
  relation: ListRelation,
  { owner, ties }: RelatedRows,
  alias: string,
  meets: (count: Condition) => Condition,
): Condition {
  // With a null on either side, the comparison is NULL, which IS TRUE makes false.
  const isOneOf = (owners: Condition) =>
    sql`(${ownerValue(relation, alias)} IN (SELECT ${owner} FROM ${ties} ${owners})) IS TRUE`;
  return any([
    isOneOf(sql`GROUP BY ${owner} HAVING ${meets(sql`count(*)`)}`),
    all([meets(sql`0`), not(isOneOf(sql``))]),
  ]);
}
