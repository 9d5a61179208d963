import { type RawBuilder, sql } from 'kysely';
import { all, type Condition } from './conditions.js';
import { isAfter, isBefore, type Order, orderBy, pairKey } from './order.js';
import { columnsOf, type Row, type RowSource } from './row-source.js';
import type { Window } from './window.js';

/** What a page can be asked beyond its rows. */
export type Need = 'hasPreviousPage' | 'hasNextPage';

/** A row of a page of one parent. A parent whose page is empty has one, without a node. */
export type PageRow = { readonly [column in keyof Row]: unknown } & {
  readonly _parent: number;
  readonly _outsideAfter?: boolean;
  readonly _outsideBefore?: boolean;
};

/**
 * SQL: the same window of the list of each of `parents`, one row more than its size to tell whether the list goes on, in
 * the direction in which the window is counted. With `needs`, also whether rows lie outside of its two positions.
 *
 * LATERAL makes each page a query of its own with its own LIMIT, so the cost is that of the pages, not of the lists.
 */
export function pageStatement(
  source: RowSource,
  order: Order,
  window: Window,
  needs: ReadonlySet<Need>,
  parents: readonly number[],
): RawBuilder<PageRow> {
  const { after, before, backward, size } = window;
  const rows = (conditions: readonly Condition[]) => sql`FROM ${source.from} WHERE ${all([...source.where, ...conditions])}`;
  const exists = (...conditions: Condition[]) => sql`EXISTS (SELECT ${rows(conditions)})`;

  // A row outside may lie within the other position's side too, where `after` is beyond `before`: it only counts where it
  // is on the far side of the page from where the page stands.
  const outside: { name: keyof PageRow & string; exists: Condition }[] = [];
  if (needs.has('hasPreviousPage') && after) {
    const beyond = backward && before ? [isBefore(order, before)] : [];
    outside.push({ name: '_outsideAfter', exists: exists(isBefore(order, after, true), ...beyond) });
  }
  if (needs.has('hasNextPage') && before) {
    const beyond = !backward && after ? [isAfter(order, after)] : [];
    outside.push({ name: '_outsideBefore', exists: exists(isAfter(order, before, true), ...beyond) });
  }

  const keys = sql`unnest(${parents}::int[]) AS parent(key)`;
  const inside = [...(after ? [isAfter(order, after)] : []), ...(before ? [isBefore(order, before)] : [])];
  const pair = source.pair ? sql`, ${source.pair} AS ${sql.id(pairKey)}` : sql``;
  const result = { ...order, keys: order.keys.map((key) => ({ ...key, column: sql.id('item', key.name) })) };
  const flags = outside.length === 0 ? sql`` : sql`${sql.join(outside.map(({ name }) => sql.id('parent', name)))}, `;
  const asked = outside.map(({ name, exists }) => sql`${exists} AS ${sql.id(name)}`);
  return sql<PageRow>`
    SELECT parent.key AS "_parent", ${flags}item.*
    FROM ${outside.length === 0 ? keys : sql`(SELECT key, ${sql.join(asked)} FROM ${keys} OFFSET 0) AS parent`}
    LEFT JOIN LATERAL (
      SELECT ${columnsOf(source.node, 'node')}${pair} ${rows(inside)}
      ORDER BY ${orderBy(order, backward)} LIMIT ${size + 1}
    ) AS item ON true
    ORDER BY parent.key, ${orderBy(result, backward)}`;
}
