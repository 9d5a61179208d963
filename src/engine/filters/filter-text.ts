import { type RawBuilder, sql } from 'kysely';
import { storable } from '../kinds/text.js';
import type { Condition } from '../sql/conditions.js';
import { operatorConditions } from './filter-operators.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** The values of `StringMatchMode`. */
export type MatchMode = 'SENSITIVE' | 'INSENSITIVE';

/**
 * SQL: `text` in lower case by Unicode's rules, whatever the database's locale; compared by code point afterwards, as
 * everything is. Character by character, so that a part of a text is a part of it in lower case too: the one letter whose
 * lower case depends on its neighbours is sigma, which is "ς" at the end of a word
 * (https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt).
 */
const lowerCase = (text: RawBuilder<unknown>) =>
  sql`replace(lower(${text} COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ')`;

/** SQL: the same of a column. ICU takes twice as long as the C library's rules, which say the same of ASCII. */
const lowerCaseColumn = (column: RawBuilder<unknown>) =>
  sql`CASE WHEN octet_length(${column}) = length(${column}) THEN lower(${column} COLLATE "C") ELSE ${lowerCase(column)} END`;

/**
 * SQL: a `StringFilter` holds for the text in `column`. No operator uses a pattern, so `%`, `_` and `\` are plain
 * characters; `^@` (starts with) is one that an index can answer. Reports texts that PostgreSQL cannot hold.
 */
export function textCondition(
  filter: Filter,
  column: RawBuilder<unknown>,
  path: string,
  scope: FilterScope,
): Condition {
  const { mode, ...operations } = filter;
  const insensitive = mode === 'INSENSITIVE';
  const stored = insensitive ? lowerCaseColumn(column) : column;
  const given = (value: string, at: string) => {
    const text = sql`${storable(value, at)}::text`;
    return insensitive ? lowerCase(text) : text;
  };
  const list = (values: readonly string[], at: string) =>
    sql`${values.map((value, index) => storable(value, `${at}.${index}`))}::text[]`;
  // PostgreSQL looks values up in a hash table where they are constants or come from a subquery, but not from an array that
  // it has to compute. IS TRUE keeps the subquery from becoming a join, which would be planned together with all others.
  const operands = (values: readonly string[], at: string) =>
    sql`(SELECT ${lowerCase(sql`item`)} FROM unnest(${list(values, at)}) AS item)`;
  const compare = (operator: string) => (value: string, at: string) =>
    sql`${stored} ${sql.raw(operator)} ${given(value, at)}`;

  const operators = {
    equals: compare('='),
    not: compare('<>'),
    lt: compare('<'),
    lte: compare('<='),
    gt: compare('>'),
    gte: compare('>='),
    startsWith: compare('^@'),
    endsWith: (value: string, at: string) =>
      sql`right(${stored}, length(${given(value, at)})) = ${given(value, at)}`,
    contains: (value: string, at: string) => sql`strpos(${stored}, ${given(value, at)}) > 0`,
    in: (values: readonly string[], at: string) =>
      insensitive
        ? sql`(${stored} IN ${operands(values, at)}) IS TRUE`
        : sql`${stored} = ANY(${list(values, at)})`,
    notIn: (values: readonly string[], at: string) =>
      insensitive
        ? sql`${stored} NOT IN ${operands(values, at)}`
        : sql`${stored} <> ALL(${list(values, at)})`,
  };
  // A null mode goes along to be reported.
  return operatorConditions(mode === null ? filter : operations, operators, path, scope);
}
