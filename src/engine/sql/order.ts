import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import { columnOf, type ListRelation, listsOf, type Table } from '../model/tables.js';
import { linkColumnName } from './columns.js';
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

/** SQL: the stored value of a key as it is compared. */
export const compared = ({ value, column }: OrderKey): Sql =>
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
