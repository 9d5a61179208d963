import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { all, type Condition } from './conditions.js';
import { type Order, orderBy, orderOf } from './order.js';
import type { Range } from './ranges.js';
import type { AccessPath } from './row-source.js';

/** SQL, one SELECT for each access path of the source: the first rows in `ranges`, in the order or `backward`. */
export function firstOf(
  paths: readonly AccessPath[],
  order: Order,
  columns: Sql,
  ranges: readonly Range[],
  backward: boolean,
  limit: number,
): Sql[] {
  return paths.map(({ from, where, missing, lookUp }) => {
    const firstIn = (conditions: readonly Condition[]) => {
      const rest = sql`FROM ${from} WHERE ${all([...where, ...conditions])} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(limit)}`;
      return lookUp
        ? sql`(SELECT ${columns} FROM (SELECT * ${rest}) AS link ${lookUp})`
        : sql`(SELECT ${columns} ${rest})`;
    };
    const [only, ...others] = ranges.map(({ conditions }) => firstIn(conditions));
    const first = only ?? firstIn([sql`false`]);
    // The inner LIMIT is a constant, so that PostgreSQL can plan for it.
    if (others.length === 0)
      return missing ? sql`(SELECT * FROM ${first} AS item LIMIT ${missing})` : first;
    const named = orderOf(order, (name) => sql.id('item', name));
    return sql`(SELECT * FROM (${sql.join([first, ...others], sql` UNION ALL `)}) AS item ORDER BY ${orderBy(named, backward)} LIMIT ${missing ?? sql.lit(limit)})`;
  });
}
