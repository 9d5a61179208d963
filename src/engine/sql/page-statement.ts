import { type RawBuilder, sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import {
  passedColumns,
  type Row,
  selectedAgain,
  selectedKey,
  selectedLinkAgain,
  storedColumns,
  storedLinkColumns,
} from './columns.js';
import { all, any, type Condition } from './conditions.js';
import {
  intersection,
  type Order,
  orderBy,
  orderOf,
  type Position,
  type PositionValues,
  pairKey,
  type Range,
  rangesAfter,
  rangesBefore,
} from './order.js';
import type { RowSource, Way } from './row-source.js';
import { shareWalk } from './shared-walk.js';
import { parameter } from './statement.js';

/** What a page can be asked beyond its rows. */
export type Need = 'hasPreviousPage' | 'hasNextPage' | 'totalCount';

/** What makes one statement for pages differ from another of the same list. */
export interface PageShape {
  readonly size: number;
  readonly backward: boolean;
  /** The position behind which the page lies, and the one before which it does: of each of their values, whether it is null. */
  readonly after: PositionShape | undefined;
  readonly before: PositionShape | undefined;
  readonly needs: ReadonlySet<Need>;
  /** Whether it is for one parent or for more. */
  readonly parents: Parents;
}

/** Of each value of a position, whether it is null. */
export type PositionShape = readonly boolean[];

/** The shape of a position, where there is one. */
export function shapeOf(position: Position | undefined): PositionShape | undefined {
  return position?.map((value) => value === null);
}

/** How many parents a statement is for. A single one comes alone: of a list, PostgreSQL takes it to be longer. */
export type Parents = 'one' | 'many';

/** What a statement for parents is run with. */
export interface ParentValues {
  readonly parents: readonly Key[];
}

/** What a statement for pages is run with. */
export interface PageValues extends ParentValues {
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** A row of a page of one parent. A parent whose page is empty has one, without a node. */
export type PageRow = { readonly [column in keyof Row]: unknown } & {
  readonly _parent: Key;
  readonly _outsideAfter?: boolean;
  readonly _outsideBefore?: boolean;
  readonly _totalCount?: number;
};

/** What a statement tells of each parent's list beside its rows: its name in the result, and its SQL over `parent`. */
interface ListFact {
  readonly name: keyof PageRow & string;
  readonly value: Sql;
}

/**
 * SQL, to be run with PageValues: the same window of the list of each parent, one row more than its size to tell whether the
 * list goes on, in the direction in which the window is counted. With `needs`, also whether rows lie outside of its two
 * positions, and how many rows the whole list has: one statement is one snapshot. For one parent, and a list with one way to it:
 *
 *     SELECT parent.key AS "_parent", item.*
 *     FROM (SELECT $1::int AS key) AS parent
 *     LEFT JOIN LATERAL (
 *       (SELECT node.id, node.title FROM "Publication" AS node
 *        WHERE (node.title, node.id) > ($2, $3) ORDER BY node.title, node.id LIMIT 11)
 *     ) AS item ON true
 *     ORDER BY "_parent", title, id
 *
 * LATERAL makes each page a query of its own with its own LIMIT, so the cost is that of the pages, not of the lists.
 * tests/golden-sql has every statement as it is rendered. What they rely on:
 *
 * - `parent` has a `key`, what `source.choice` adds to it, and names that begin with an underscore; no column of a row.
 * - `node` is the table itself, with the names of the database. Every subquery above it (`item`, `nearest`, `shared`, `_page`)
 *   has stored values under the names of the API, none of which begins with an underscore; what is added to them has a name
 *   that does. So no column of anybody's tables is taken for one of the statement's.
 * - Each parent's whole list comes by exactly one of `source.ways`. A way with a `walk` needs `source.choice`.
 * - Values are compared and ordered as stored, and selected at the very end.
 */
export function pageStatement(
  source: RowSource,
  order: Order,
  shape: PageShape,
): RawBuilder<PageRow> {
  const { backward, size, parents } = shape;
  const { table, choice, links } = source;
  const pair = source.pair ? sql`, ${source.pair.key} AS ${sql.id(pairKey)}` : sql``;
  const linkColumns = links ? sql`, ${storedLinkColumns(links.link, 'link')}` : sql``;
  const position = positionsOf(shape);
  const inside = intersection([
    ...(position.after ? [rangesAfter(order, position.after)] : []),
    ...(position.before ? [rangesBefore(order, position.before)] : []),
  ]);
  const outside = outsideOf(source, order, shape);
  const facts = shape.needs.has('totalCount') ? [...outside, totalCount(source)] : outside;
  const names = facts.map(({ name }) => sql.id('parent', name));
  const ofParent = sql.join([sql`parent.key AS "_parent"`, ...names]);
  const pages = (ways: readonly Way[], from: Sql) => sql`
    SELECT ${ofParent}, item.*
    FROM ${from}
    LEFT JOIN LATERAL (${sql.join(
      firstOf(
        ways,
        order,
        sql`${storedColumns(table, 'node')}${pair}${linkColumns}`,
        inside,
        backward,
        size + 1,
      ),
      sql` UNION ALL `,
    )}) AS item ON true`;
  const factColumns = facts.map(({ name, value }) => sql`${value} AS ${sql.id(name)}`);
  const keys = parentKeys(source, parents);
  const chosen = extended(keys, choice ? [choice] : []);
  const shared =
    parents === 'many' && !source.filtered
      ? shareWalk(source, order, backward, size + 1, inside)
      : undefined;
  if (!shared) {
    const rows = pages(source.ways, extended(chosen, factColumns));
    return selectedRows(source, order, shape, facts, rows);
  }
  const sharedLinks = links?.joined(sql`parent.key`, sql`shared.id`) ?? sql``;
  // Most parents need not choose a way then, unless rows outside of the window are looked for.
  const sharing = extended(outside.length === 0 ? keys : chosen, factColumns);
  const rows = sql`${pages(shared.ways, shared.parents)}
    UNION ALL SELECT ${ofParent}, ${passedColumns(table, 'shared')}${linkColumns} FROM shared JOIN parent ON parent.key = shared."_parent"${sharedLinks}`;
  return sql<PageRow>`
    WITH parent AS MATERIALIZED (SELECT ${sql.join([sql`parent.key`, ...names])} FROM ${sharing}), ${shared.tables}
    ${selectedRows(source, order, shape, facts, rows)}`;
}

/** SQL: the rows of all pages in order, selected. `rows` is a SELECT of their stored values. */
function selectedRows(
  { table, pair, links }: RowSource,
  order: Order,
  { backward }: PageShape,
  facts: readonly ListFact[],
  rows: Sql,
): RawBuilder<PageRow> {
  // Selected values may be of another type, and of another order.
  const inPage = (name: string) => sql.id('_page', name);
  const columns = [
    inPage('_parent'),
    ...facts.map(({ name }) => inPage(name)),
    selectedAgain(table, '_page'),
    ...(links ? [selectedLinkAgain(links.link, '_page')] : []),
    ...(pair ? [sql`${selectedKey(pair.target, inPage(pairKey))} AS ${sql.id(pairKey)}`] : []),
  ];
  return sql<PageRow>`SELECT ${sql.join(columns)} FROM (${rows}) AS _page ORDER BY ${inPage('_parent')}, ${orderBy(orderOf(order, inPage), backward)}`;
}

/** SQL, one SELECT for each way of the source: its first rows in `ranges`, in the order or `backward`. */
function firstOf(
  ways: readonly Way[],
  order: Order,
  columns: Sql,
  ranges: readonly Range[],
  backward: boolean,
  limit: number,
): Sql[] {
  return ways.map(({ from, where, missing }) => {
    const firstIn = (conditions: readonly Condition[]) =>
      sql`(SELECT ${columns} FROM ${from} WHERE ${all([...where, ...conditions])} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(limit)})`;
    const [only, ...others] = ranges.map(({ conditions }) => firstIn(conditions));
    const first = only ?? firstIn([sql`false`]);
    // Within, the LIMIT that PostgreSQL knows, to plan for.
    if (others.length === 0)
      return missing ? sql`(SELECT * FROM ${first} AS item LIMIT ${missing})` : first;
    const named = orderOf(order, (name) => sql.id('item', name));
    return sql`(SELECT * FROM (${sql.join([first, ...others], sql` UNION ALL `)}) AS item ORDER BY ${orderBy(named, backward)} LIMIT ${missing ?? sql.lit(limit)})`;
  });
}

/** SQL: a row of the source is in one of `ranges`. The nearest will do, and to look for it from a position on costs no more than a page does. */
function existsIn(
  { ways }: RowSource,
  order: Order,
  ranges: readonly Range[],
  backward: boolean,
): Condition {
  const nearest = ranges.flatMap((range) => firstOf(ways, order, sql``, [range], backward, 1));
  return any(nearest.map((row) => sql`EXISTS ${row}`));
}

/** SQL for FROM: `parent` with more columns. */
function extended(from: Sql, columns: readonly Sql[]): Sql {
  // OFFSET 0 has each column computed once for a parent, not again for each row of its page.
  return columns.length === 0
    ? from
    : sql`(SELECT parent.*, ${sql.join(columns)} FROM ${from} OFFSET 0) AS parent`;
}

/** SQL for FROM: `parent.key`, each of the parents of what a statement is run with. */
export function parentKeys({ parentType }: RowSource, parents: Parents): Sql {
  const type = sql.raw(parentType);
  return parents === 'one'
    ? sql`(SELECT ${parameter<ParentValues>(({ parents }) => parents[0])}::${type} AS key) AS parent`
    : sql`unnest(${parameter<ParentValues>(({ parents }) => parents)}::${type}[]) AS parent(key)`;
}

/** SQL: the two positions of a window, where it has them. */
function positionsOf(shape: PageShape): Record<'after' | 'before', PositionValues | undefined> {
  const position = (name: 'after' | 'before') =>
    shape[name]?.map((isNull, index) =>
      isNull ? null : parameter<PageValues>((values) => values[name]?.[index]),
    );
  return { after: position('after'), before: position('before') };
}

/** How many rows the list of `parent` has. */
export function countOf({ counted }: RowSource): Sql {
  return sql`(SELECT count(*)::int FROM ${counted.from} WHERE ${all(counted.where)})`;
}

const totalCount = (source: RowSource): ListFact => ({
  name: '_totalCount',
  value: countOf(source),
});

/** Whether rows lie outside of the positions of a window, as far as it is asked for. */
function outsideOf(source: RowSource, order: Order, shape: PageShape): ListFact[] {
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
