import { type RawBuilder, sql } from 'kysely';
import { storable } from '../kinds/text.js';
import type { Condition } from '../sql/conditions.js';
import { operatorConditions } from './filter-operators.js';
import type { Filter, FilterScope } from './filter-scope.js';

/** The values of `StringMatchMode`. */
export type MatchMode = 'SENSITIVE' | 'INSENSITIVE';

type Fold = (text: RawBuilder<unknown>) => RawBuilder<unknown>;

const asIs: Fold = (text) => text;
/** By Unicode's rules, whatever the database's locale; compared by code point afterwards, as everything is. */
const lowered: Fold = (text) => sql`lower(${text} COLLATE "und-x-icu") COLLATE "C"`;

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
  const fold = mode === 'INSENSITIVE' ? lowered : asIs;
  const stored = fold(column);
  const given = (value: string, at: string) => fold(sql`${storable(value, at)}::text`);
  const list = (values: readonly string[], at: string) => {
    const texts = sql`${values.map((value, index) => storable(value, `${at}.${index}`))}::text[]`;
    return fold === asIs
      ? texts
      : sql`ARRAY(SELECT ${fold(sql`item`)} FROM unnest(${texts}) AS item)`;
  };
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
    in: (values: readonly string[], at: string) => sql`${stored} = ANY(${list(values, at)})`,
    notIn: (values: readonly string[], at: string) => sql`${stored} <> ALL(${list(values, at)})`,
  };
  // A null mode goes along to be reported.
  return operatorConditions(mode === null ? filter : operations, operators, path, scope);
}
