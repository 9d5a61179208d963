import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { all, any, type Condition } from './conditions.js';
import { firstOf } from './first-rows.js';
import type { Order } from './order.js';
import type { PageRow, PageShape } from './page-shape.js';
import { positionsOf } from './positions.js';
import { intersection, type Range, rangesAfter, rangesBefore } from './ranges.js';
import type { RowSource } from './row-source.js';

/**
 * A fact about the list of each parent that a statement returns with its rows: its name in the result, and its SQL over
 * `parent`.
 */
export interface ListFact {
  readonly name: keyof PageRow & string;
  readonly value: Sql;
}

/** All facts that a statement of this shape returns. */
export function factsOf(source: RowSource, order: Order, shape: PageShape): ListFact[] {
  const outside = outsideOf(source, order, shape);
  return shape.needs.has('totalCount') ? [...outside, totalCount(source)] : outside;
}

/** The number of rows in the list of `parent`. */
export function countOf({ counted }: RowSource): Sql {
  return sql`(SELECT count(*)::int FROM ${counted.from} WHERE ${all(counted.where)})`;
}

const totalCount = (source: RowSource): ListFact => ({
  name: '_totalCount',
  value: countOf(source),
});

/** Whether rows are outside the positions of a window, as far as requested. */
export function outsideOf(source: RowSource, order: Order, shape: PageShape): ListFact[] {
  const { backward, needs } = shape;
  const { after, before } = positionsOf(shape);
  const outside: ListFact[] = [];
  // Where `after` lies beyond `before`, a row outside of the one may be within the other. It counts only where it is on the
  // far side of the position at which the page, empty then, stands.
  if (needs.has('hasPreviousPage') && after) {
    const beyond = backward && before ? [rangesBefore(order, before)] : [];
    const ranges = intersection([rangesBefore(order, after, true), ...beyond]);
    outside.push({ name: '_outsideAfter', value: existsIn(source, order, ranges, true) });
  }
  if (needs.has('hasNextPage') && before) {
    const beyond = !backward && after ? [rangesAfter(order, after)] : [];
    const ranges = intersection([rangesAfter(order, before, true), ...beyond]);
    outside.push({ name: '_outsideBefore', value: existsIn(source, order, ranges, false) });
  }
  return outside;
}

/**
 * SQL: a row of the source is in one of `ranges`. It looks for the nearest row, starting at a position, which costs no more than a
 * page. The row is in a subquery: directly below EXISTS, PostgreSQL drops ORDER BY and LIMIT, and may then scan the table.
 */
function existsIn(
  { paths }: RowSource,
  order: Order,
  ranges: readonly Range[],
  backward: boolean,
): Condition {
  const nearest = ranges.flatMap((range) => firstOf(paths, order, sql``, [range], backward, 1));
  return any(nearest.map((row) => sql`EXISTS (SELECT FROM ${row} AS nearest)`));
}
