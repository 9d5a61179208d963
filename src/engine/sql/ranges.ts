import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { Condition } from './conditions.js';
import { compared, type Order, orderBy, orderOf } from './order.js';

/** The position of a row in an order: its selected value for each key. */
export type Position = readonly unknown[];

/** A value of a position as SQL: a parameter or null. Each needs another statement. */
export type PositionValue = Sql | null;

/** A position as SQL: a value for each key. */
export type PositionValues = readonly PositionValue[];

/**
 * Rows that are consecutive in an index on the order. If the first key is nullable, rows with and without null are two ranges: no
 * single condition lets PostgreSQL start at the first row of a page, because a comparison with null is never true.
 */
export interface Range {
  /** Whether the first key of its rows is null; undefined if it is not nullable. */
  readonly isNull: boolean | undefined;
  readonly conditions: readonly Condition[];
}

/** The ranges of the rows after `position`; of those from it on if `inclusive`. */
export function rangesAfter(
  order: Order,
  position: PositionValues,
  inclusive = false,
): readonly Range[] {
  const [first] = order.keys;
  const [value] = position;
  if (!first?.column.nullable)
    return [{ isNull: undefined, conditions: [compare(order, position, inclusive)] }];
  const isNull = sql`${first.value} IS NULL`;
  // Null is greater than any other value.
  if (value !== null) {
    const sameRange = { isNull: false, conditions: [compare(order, position, inclusive)] };
    return order.descending ? [sameRange] : [sameRange, { isNull: true, conditions: [isNull] }];
  }
  const others = compare({ ...order, keys: order.keys.slice(1) }, position.slice(1), inclusive);
  const sameRange = { isNull: true, conditions: [isNull, others] };
  return order.descending
    ? [sameRange, { isNull: false, conditions: [sql`${first.value} IS NOT NULL`] }]
    : [sameRange];
}

/** The ranges of the rows before `position`; of those up to it if `inclusive`. */
export function rangesBefore(
  order: Order,
  position: PositionValues,
  inclusive = false,
): readonly Range[] {
  return rangesAfter({ ...order, descending: !order.descending }, position, inclusive);
}

/** The ranges of the rows that are in a range of each of `lists`; all rows if there are none. */
export function intersection(lists: readonly (readonly Range[])[]): readonly Range[] {
  return lists.reduce<readonly Range[]>(
    (ranges, others) =>
      ranges.flatMap((range) =>
        others
          .filter(({ isNull }) => isNull === (range.isNull ?? isNull))
          .map((other) => ({ ...other, conditions: [...range.conditions, ...other.conditions] })),
      ),
    [{ isNull: undefined, conditions: [] }],
  );
}

/** SQL: the row is after all of `rows`, in the order or `backward`; false if there are none. No key may be null. */
export function isBeyond(order: Order, rows: Sql, backward: boolean): Condition {
  const named = orderOf(order, sql.id);
  const last = sql`(SELECT ${sql.join(named.keys.map(compared))} FROM ${rows} ORDER BY ${orderBy(named, !backward)} LIMIT 1)`;
  return sql`${rowOf(order.keys.map(compared))} ${operatorOf(order.descending !== backward)} ${last}`;
}

/** SQL: the row is after `position`, or at it if `inclusive`. No compared value may be null. */
function compare(order: Order, position: PositionValues, inclusive: boolean): Condition {
  const values = order.keys.map(({ column }, index) => {
    const value = position[index];
    if (!value) throw new Error(`a position has no value for ${column.name}`);
    return kindOf(column).order?.parameter?.(value, column) ?? value;
  });
  return sql`${rowOf(order.keys.map(compared))} ${operatorOf(order.descending, inclusive)} ${rowOf(values)}`;
}

const rowOf = (values: readonly Sql[]) => sql`(${sql.join(values)})`;
const operatorOf = (less: boolean, inclusive = false) =>
  sql.raw((less ? '<' : '>') + (inclusive ? '=' : ''));
