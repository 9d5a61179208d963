import { type RawBuilder, sql } from 'kysely';

/** The name that the key of a pair's related row has in a result. No GraphQL field is called so. */
export const pairKey = '_related';

/** A column that an order compares: as SQL, by its name in a result, and the type of its values. */
export interface OrderKey {
  readonly column: RawBuilder<unknown>;
  readonly name: string;
  readonly type: 'text' | 'key';
}

/** A total order of rows: all keys run in the same direction, and the last tells any two rows apart. */
export interface Order {
  /** Names the order in its cursors: type, field, direction, and what makes pairs of rows where `distinct` is false. */
  readonly tag: string;
  readonly keys: readonly OrderKey[];
  readonly descending: boolean;
}

/** Where a row stands in an order: its value for each key. */
export type Position = readonly (string | number)[];

/** A position as SQL: a value for each key. */
export type Place = readonly RawBuilder<unknown>[];

const row = (values: Place) => sql`(${sql.join(values)})`;
const columns = (order: Order) => row(order.keys.map((key) => key.column));

/** SQL: the row stands after `place`, or at it where `orAt`. */
export function isAfter(order: Order, place: Place, orAt = false): RawBuilder<boolean> {
  return compare(order, order.descending, orAt, row(place));
}

/** SQL: the row comes after all of `rows`, in the order or `backward`; never where there are none. */
export function isBeyond(
  order: Order,
  rows: RawBuilder<unknown>,
  backward: boolean,
): RawBuilder<boolean> {
  const named = orderOf(order, (name) => sql.id(name));
  const keys = named.keys.map(({ column }) => column);
  const last = sql`(SELECT ${sql.join(keys)} FROM ${rows} ORDER BY ${orderBy(named, !backward)} LIMIT 1)`;
  return compare(order, order.descending !== backward, false, last);
}

function compare(
  order: Order,
  less: boolean,
  orAt: boolean,
  other: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql`${columns(order)} ${sql.raw((less ? '<' : '>') + (orAt ? '=' : ''))} ${other}`;
}

/** The same order of rows that come from elsewhere, where a key is `column` of its name. */
export function orderOf(order: Order, column: (name: string) => RawBuilder<unknown>): Order {
  return { ...order, keys: order.keys.map((key) => ({ ...key, column: column(key.name) })) };
}

/** SQL: the row stands before `place`, or at it where `orAt`. */
export function isBefore(order: Order, place: Place, orAt = false): RawBuilder<boolean> {
  return isAfter({ ...order, descending: !order.descending }, place, orAt);
}

/** SQL for ORDER BY, in the order's direction or `backward`. */
export function orderBy(order: Order, backward = false): RawBuilder<unknown> {
  const direction = order.descending === backward ? sql`` : sql` DESC`;
  return sql.join(order.keys.map(({ column }) => sql`${column}${direction}`));
}
