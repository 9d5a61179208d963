import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import { columnOf, type ListRelation, listsOf, type Table } from '../model/tables.js';
import { linkColumnName } from './columns.js';
import type { Condition } from './conditions.js';
import { countColumn, countValue } from './related-counts.js';

/** The name of the column with the key of a pair's related row. */
export const pairKey = '_related';

/** A stored value of an order, and its name in a row. */
export interface OrderKey {
  readonly value: Sql;
  readonly name: string;
  readonly column: ColumnModel;
  /** Whether it is not a column of the row or of its link: pages select it only for the order. */
  readonly added?: boolean;
}

/** A total order of rows: all keys have the same direction, and the last key is unique. */
export interface Order {
  /** Identifies the order in cursors: type, field, direction, and the relation of pairs if `distinct` is false. */
  readonly tag: string;
  readonly keys: readonly OrderKey[];
  readonly descending: boolean;
  /** The relation whose targets are counted, if the first key is their number: FROM must then have `joinedCount`. */
  readonly counts?: ListRelation | undefined;
}

/** The argument `orderBy`, coerced by GraphQL: the name of a column in a row, or `countOrder` of a relation, and the direction. */
export interface OrderInput {
  readonly field: string;
  readonly direction: Direction;
}

/** The values of `OrderDirection`. */
export type Direction = 'ASC' | 'DESC';

/** The related row of a pair: the field of the relation, and the row's table and stored key. */
export interface OrderedPairs {
  readonly field: string;
  readonly target: Table;
  readonly key: Sql;
}

/** The `field` of an `OrderInput` by the number of targets along a relation. */
export const countOrder = ({ field }: ListRelation): string => `${countColumn.name}.${field}`;

/** The order of rows of `table`, with the alias `node`: that of `input`, or the default. */
export function readOrder(table: Table, input?: OrderInput | null, pairs?: OrderedPairs): Order {
  const { field, direction } = input ?? table.orderBy ?? { field: 'id', direction: 'ASC' };
  const name = field === table.key.name && !table.fields.has(field) ? 'id' : field;
  const key = (column: ColumnModel, as: string): OrderKey => ({
    value: sql.id('node', column.column),
    name: as,
    column,
  });
  const counts = listsOf(table).find((relation) => countOrder(relation) === name);
  const column = columnOf(table, name);
  if (!column && !counts) throw new Error(`${table.name} has no ${name} to be ordered by`);
  return {
    tag: [table.name, name, direction, ...(pairs ? [pairs.field] : [])].join('.'),
    keys: [
      ...(counts ? [countKey] : []),
      ...(column && name !== 'id' ? [key(column, name)] : []),
      key(table.key, 'id'),
      ...(pairs
        ? [{ value: pairs.key, name: pairKey, column: pairs.target.key, added: true }]
        : []),
    ],
    descending: direction === 'DESC',
    counts,
  };
}

const countKey: OrderKey = {
  value: countValue,
  name: countColumn.name,
  column: countColumn,
  added: true,
};

/**
 * The order of the targets of `relation`, with the alias `node`: that of `input`, or the default. Links have the alias `link`.
 */
export function readTargetOrder(relation: ListRelation, input?: OrderInput | null): Order {
  const { owner, field, target } = relation;
  if (relation.through !== 'join table') return readOrder(target, input);
  // The link's own column, because an index supports comparisons of columns of one table only.
  const key = { value: sql.id('link', relation.targetColumn), name: 'id', column: target.key };
  const { position } = relation;
  const { field: by, direction } = input ?? {
    field: position && linkColumnName(position.name),
    direction: 'ASC',
  };
  const [name, column] =
    [...(relation.link?.fields ?? [])].find(([each]) => linkColumnName(each) === by) ?? [];
  if (!name || !column) {
    const order = readOrder(target, input);
    return order.keys.length === 1 ? { ...order, keys: [key] } : order;
  }
  return {
    tag: [owner.name, field, linkColumnName(name), direction].join('.'),
    keys: [{ value: sql.id('link', column.column), name: linkColumnName(name), column }, key],
    descending: direction === 'DESC',
  };
}

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

/** SQL: the stored value of a key as it is compared. */
const compared = ({ value, column }: OrderKey): Sql =>
  kindOf(column).order?.compared?.(value) ?? value;

/** The same order for the rows of a subquery; `value` returns the SQL of a key from its name. */
export function orderOf(order: Order, value: (name: string) => Sql): Order {
  return { ...order, keys: order.keys.map((key) => ({ ...key, value: value(key.name) })) };
}

/** SQL for ORDER BY, in the order's direction or `backward`. By default, PostgreSQL sorts null as the greatest value. */
export function orderBy(order: Order, backward = false): Sql {
  const direction = order.descending === backward ? sql`` : sql` DESC`;
  return sql.join(order.keys.map((key) => sql`${compared(key)}${direction}`));
}
