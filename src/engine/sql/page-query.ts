import { type RawBuilder, sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import {
  passedColumns,
  selectedAgain,
  selectedKey,
  selectedLinkAgain,
  storedColumns,
  storedLinkColumns,
} from './columns.js';
import { firstOf } from './first-rows.js';
import { factsOf, type ListFact } from './list-facts.js';
import {
  intersection,
  type Order,
  orderBy,
  orderOf,
  pairKey,
  rangesAfter,
  rangesBefore,
} from './order.js';
import type { PageRow, PageShape } from './page-shape.js';
import { extended, parentKeys } from './parent-keys.js';
import { positionsOf } from './positions.js';
import type { RowSource, Way } from './row-source.js';
import { shareWalk } from './shared-walk.js';

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
export function pageQuery(source: RowSource, order: Order, shape: PageShape): RawBuilder<PageRow> {
  const { backward, size, parents } = shape;
  const { table, choice, links } = source;
  const pair = source.pair ? sql`, ${source.pair.key} AS ${sql.id(pairKey)}` : sql``;
  const linkColumns = links ? sql`, ${storedLinkColumns(links.link, 'link')}` : sql``;
  const position = positionsOf(shape);
  const inside = intersection([
    ...(position.after ? [rangesAfter(order, position.after)] : []),
    ...(position.before ? [rangesBefore(order, position.before)] : []),
  ]);
  const facts = factsOf(source, order, shape);
  const outside = facts.filter(({ name }) => name !== '_totalCount');
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
