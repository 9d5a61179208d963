import { type RawBuilder, sql } from 'kysely';
import { all, any, type Condition } from './conditions.js';
import {
  isAfter,
  isBefore,
  type Order,
  orderBy,
  orderOf,
  type Place,
  type Position,
  pairKey,
} from './order.js';
import { columnsOf, type Row, type RowSource, type Way } from './row-source.js';
import { shareWalk } from './shared-walk.js';
import { parameter } from './statement.js';

/** What a page can be asked beyond its rows. */
export type Need = 'hasPreviousPage' | 'hasNextPage';

/** What makes one statement for pages differ from another of the same list. */
export interface PageShape {
  readonly size: number;
  readonly backward: boolean;
  /** Whether the page lies behind a position, and before one. */
  readonly after: boolean;
  readonly before: boolean;
  readonly needs: ReadonlySet<Need>;
  /** Whether it is for one parent or for more. */
  readonly parents: Parents;
}

/** How many parents a statement is for. A single one comes alone: of a list, PostgreSQL takes it to be longer. */
export type Parents = 'one' | 'many';

/** What a statement for parents is run with. */
export interface ParentValues {
  readonly parents: readonly number[];
}

/** What a statement for pages is run with. */
export interface PageValues extends ParentValues {
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** A row of a page of one parent. A parent whose page is empty has one, without a node. */
export type PageRow = { readonly [column in keyof Row]: unknown } & {
  readonly _parent: number;
  readonly _outsideAfter?: boolean;
  readonly _outsideBefore?: boolean;
};

/** Whether rows lie outside of one of a window's positions: its name in the result, and the SQL that says so. */
interface Outside {
  readonly name: keyof PageRow & string;
  readonly exists: Condition;
}

/**
 * SQL, to be run with PageValues: the same window of the list of each parent, one row more than its size to tell whether the
 * list goes on, in the direction in which the window is counted. With `needs`, also whether rows lie outside of its two
 * positions.
 *
 * LATERAL makes each page a query of its own with its own LIMIT, so the cost is that of the pages, not of the lists.
 */
export function pageStatement(
  source: RowSource,
  order: Order,
  shape: PageShape,
): RawBuilder<PageRow> {
  const { backward, size, parents } = shape;
  const pair = source.pair ? sql`, ${source.pair} AS ${sql.id(pairKey)}` : sql``;
  const { after, before } = placesOf(order, shape);
  const inside = [
    ...(after ? [isAfter(order, after)] : []),
    ...(before ? [isBefore(order, before)] : []),
  ];
  const asked = outsideOf(source, order, shape);
  const outside = asked.map(({ name, exists }) => sql`${exists} AS ${sql.id(name)}`);
  const names = asked.map(({ name }) => sql.id('parent', name));
  const flags = sql.join([sql`parent.key AS "_parent"`, ...names]);
  const pages = (ways: readonly Way[], from: RawBuilder<unknown>) => sql`
    SELECT ${flags}, item.*
    FROM ${from}
    LEFT JOIN LATERAL (${sql.join(
      firstOf(
        ways,
        order,
        sql`${columnsOf(source.node, 'node')}${pair}`,
        inside,
        backward,
        size + 1,
      ),
      sql` UNION ALL `,
    )}) AS item ON true`;
  const ordered = sql`ORDER BY "_parent", ${orderBy(orderOf(order, sql.id), backward)}`;
  const { choice } = source;
  const from = extended(extended(parentKeys(parents), choice ? [choice] : []), outside);
  const shared =
    parents === 'many' && !source.filtered
      ? shareWalk(source, order, backward, size + 1, inside)
      : undefined;
  if (!shared) return sql<PageRow>`${pages(source.ways, from)} ${ordered}`;
  // Most parents need not choose a way then.
  const sharing = outside.length === 0 ? parentKeys(parents) : from;
  return sql<PageRow>`
    WITH parent AS MATERIALIZED (SELECT ${sql.join([sql`parent.key`, ...names])} FROM ${sharing}), ${shared.tables}
    ${pages(shared.ways, shared.parents)}
    UNION ALL SELECT ${flags}, ${columnsOf(source.node, 'shared')} FROM shared JOIN parent ON parent.key = shared."_parent"
    ${ordered}`;
}

/** SQL, one SELECT for each way of the source: the first rows that meet `conditions`, in the order or `backward`. */
function firstOf(
  ways: readonly Way[],
  order: Order,
  columns: RawBuilder<unknown>,
  conditions: readonly Condition[],
  backward: boolean,
  limit: number,
): RawBuilder<unknown>[] {
  return ways.map(({ from, where, missing }) => {
    const first = sql`(SELECT ${columns} FROM ${from} WHERE ${all([...where, ...conditions])} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(limit)})`;
    // Within, the LIMIT that PostgreSQL knows, to plan for.
    return missing ? sql`(SELECT * FROM ${first} AS item LIMIT ${missing})` : first;
  });
}

/** SQL for FROM: `parent` with more columns. */
function extended(
  from: RawBuilder<unknown>,
  columns: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  // OFFSET 0 has each column computed once for a parent, not again for each row of its page.
  return columns.length === 0
    ? from
    : sql`(SELECT parent.*, ${sql.join(columns)} FROM ${from} OFFSET 0) AS parent`;
}

/** SQL for FROM: `parent.key`, each of the parents of what a statement is run with. */
export function parentKeys(parents: Parents): RawBuilder<unknown> {
  return parents === 'one'
    ? sql`(SELECT ${parameter<ParentValues>(({ parents }) => parents[0])}::int AS key) AS parent`
    : sql`unnest(${parameter<ParentValues>(({ parents }) => parents)}::int[]) AS parent(key)`;
}

/** SQL: the two positions of a window, where it has them. */
function placesOf(order: Order, shape: PageShape): Record<'after' | 'before', Place | undefined> {
  const place = (name: 'after' | 'before') =>
    shape[name]
      ? order.keys.map((_, index) => parameter<PageValues>((values) => values[name]?.[index]))
      : undefined;
  return { after: place('after'), before: place('before') };
}

function outsideOf(source: RowSource, order: Order, shape: PageShape): Outside[] {
  const { backward, needs } = shape;
  const { after, before } = placesOf(order, shape);
  // The nearest row will do, and to look for it from the position on costs no more than the page does.
  const exists = (conditions: readonly Condition[], towardStart: boolean) =>
    any(
      firstOf(source.ways, order, sql``, conditions, towardStart, 1).map(
        (nearest) => sql`EXISTS ${nearest}`,
      ),
    );
  const outside: Outside[] = [];
  // Where `after` lies beyond `before`, a row outside of the one may be within the other. It counts only where it is on the
  // far side of the position at which the page, empty then, stands.
  if (needs.has('hasPreviousPage') && after) {
    const beyond = backward && before ? [isBefore(order, before)] : [];
    outside.push({
      name: '_outsideAfter',
      exists: exists([isBefore(order, after, true), ...beyond], true),
    });
  }
  if (needs.has('hasNextPage') && before) {
    const beyond = !backward && after ? [isAfter(order, after)] : [];
    outside.push({
      name: '_outsideBefore',
      exists: exists([isAfter(order, before, true), ...beyond], false),
    });
  }
  return outside;
}
