import { type RawBuilder, sql } from 'kysely';
import type { OrderKind, Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import { columnOf, type Table } from '../model/tables.js';

/** The name that the key of a pair's related row has in a result. */
export const pairKey = '_related';

/** A stored value that an order compares, and its name in a row. */
export interface OrderKey {
  readonly value: Sql;
  readonly name: string;
  readonly column: ColumnModel;
}

/** A total order of rows: all keys run in the same direction, and the last tells any two rows apart. */
export interface Order {
  /** Names the order in its cursors: type, field, direction, and what makes pairs of rows where `distinct` is false. */
  readonly tag: string;
  readonly keys: readonly OrderKey[];
  readonly descending: boolean;
}

/** `orderBy` as GraphQL hands it over: the field's name, and the direction. */
export interface OrderInput {
  readonly field: string;
  readonly direction: Direction;
}

/** The values of `OrderDirection`. */
export type Direction = 'ASC' | 'DESC';

/** What makes pairs of rows: the field of the relation, and the related row's table and stored key. */
export interface OrderedPairs {
  readonly field: string;
  readonly target: Table;
  readonly key: Sql;
}

/** How values of a column are ordered; undefined where they cannot be. */
export function orderKindOf(column: ColumnModel): OrderKind | undefined {
  // No statement compares positions with nulls yet.
  return column.nullable || column.list ? undefined : kindOf(column).order;
}

/** The order of rows of `table`, under the alias `node`, that `input` asks for, or the default one. */
export function readOrder(table: Table, input?: OrderInput | null, pairs?: OrderedPairs): Order {
  const { field, direction } = input ?? table.orderBy ?? { field: 'id', direction: 'ASC' };
  const name = field === table.key.name && !table.fields.has(field) ? 'id' : field;
  const key = (column: ColumnModel, as: string): OrderKey => ({
    value: sql.id('node', column.column),
    name: as,
    column,
  });
  const column = columnOf(table, name);
  if (!column) throw new Error(`${table.name} has no ${name} to be ordered by`);
  return {
    tag: [table.name, name, direction, ...(pairs ? [pairs.field] : [])].join('.'),
    keys: [
      ...(name === 'id' ? [] : [key(column, name)]),
      key(table.key, 'id'),
      ...(pairs ? [{ value: pairs.key, name: pairKey, column: pairs.target.key }] : []),
    ],
    descending: direction === 'DESC',
  };
}

/** Where a row stands in an order: its selected value for each key. */
export type Position = readonly unknown[];

/** A position as SQL: a value for each key. */
export type PositionValues = readonly Sql[];

const row = (values: PositionValues) => sql`(${sql.join(values)})`;
const values = (order: Order) => row(order.keys.map(({ value }) => value));

/** SQL: the row stands after `position`, or at it where `orAt`. */
export function isAfter(order: Order, position: PositionValues, orAt = false): RawBuilder<boolean> {
  const compared = position.map((value, index) => {
    const key = order.keys[index];
    return (key && kindOf(key.column).order?.parameter?.(value, key.column)) ?? value;
  });
  return compare(order, order.descending, orAt, row(compared));
}

/** SQL: the row stands before `position`, or at it where `orAt`. */
export function isBefore(
  order: Order,
  position: PositionValues,
  orAt = false,
): RawBuilder<boolean> {
  return isAfter({ ...order, descending: !order.descending }, position, orAt);
}

/** SQL: the row comes after all of `rows`, in the order or `backward`; never where there are none. */
export function isBeyond(order: Order, rows: Sql, backward: boolean): RawBuilder<boolean> {
  const named = orderOf(order, sql.id);
  const keys = named.keys.map(({ value }) => value);
  const last = sql`(SELECT ${sql.join(keys)} FROM ${rows} ORDER BY ${orderBy(named, !backward)} LIMIT 1)`;
  return compare(order, order.descending !== backward, false, last);
}

function compare(order: Order, less: boolean, orAt: boolean, other: Sql): RawBuilder<boolean> {
  return sql`${values(order)} ${sql.raw((less ? '<' : '>') + (orAt ? '=' : ''))} ${other}`;
}

/** The same order of rows that come from a subquery, where a key is `value` of its name. */
export function orderOf(order: Order, value: (name: string) => Sql): Order {
  return { ...order, keys: order.keys.map((key) => ({ ...key, value: value(key.name) })) };
}

/** SQL for ORDER BY, in the order's direction or `backward`. */
export function orderBy(order: Order, backward = false): Sql {
  const direction = order.descending === backward ? sql`` : sql` DESC`;
  return sql.join(order.keys.map(({ value }) => sql`${value}${direction}`));
}
