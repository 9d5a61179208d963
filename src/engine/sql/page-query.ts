import { type RawBuilder, sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import { batchedScan } from './batched-scan.js';
import {
  passedColumns,
  selectedAgain,
  selectedLinkAgain,
  storedColumns,
  storedLinkColumns,
} from './columns.js';
import { firstOf } from './first-rows.js';
import { factsOf, type ListFact } from './list-facts.js';
import { type Order, type OrderKey, orderBy, orderOf } from './order.js';
import type { PageRow, PageShape } from './page-shape.js';
import { extended, parentKeys } from './parent-keys.js';
import { positionsOf } from './positions.js';
import { intersection, rangesAfter, rangesBefore } from './ranges.js';
import type { AccessPath, RowSource } from './row-source.js';

/**
 * SQL with the parameters PageValues: the same window of the list of each parent, with one row more than its size to show
 * whether the list continues, in the direction of the window. With `needs`, also whether rows are outside its two positions, and
 * the number of rows in the whole list: one statement is one snapshot. For one parent, and a list with one access path:
 *
 *     SELECT parent.key AS "_parent", item.*
 *     FROM (SELECT $1::int AS key) AS parent
 *     LEFT JOIN LATERAL (
 *       (SELECT node.id, node.title FROM "Publication" AS node
 *        WHERE (node.title, node.id) > ($2, $3) ORDER BY node.title, node.id LIMIT 11)
 *     ) AS item ON true
 *     ORDER BY "_parent", title, id
 *
 * With LATERAL, each page is a subquery with its own LIMIT, so the cost depends on the size of the pages, not of the lists.
 * tests/golden-sql has every statement. They rely on these rules:
 *
 * - `parent` has a `key`, the columns of `source.choice`, and names that begin with an underscore, but no column of a row.
 * - `node` is the table, with the names of the database. Every subquery above it (`item`, `nearest`, `shared`, `_page`)
 *   has stored values under the names of the API, none of which begins with an underscore; all other columns have a name
 *   that does. So no column of a table is mistaken for one of the statement.
 * - Exactly one of `source.paths` returns the whole list of a parent. A path with an `orderedScan` needs `source.choice`.
 * - Values are compared and ordered as stored. Only the outermost query selects them as the API needs them.
 */
export function pageQuery(source: RowSource, order: Order, shape: PageShape): RawBuilder<PageRow> {
  const { backward, size, parents } = shape;
  const { table, choice, links } = source;
  const added = addedKeys(order).map(({ value, name }) => sql`, ${value} AS ${sql.id(name)}`);
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
  const pages = (paths: readonly AccessPath[], from: Sql) => sql`
    SELECT ${ofParent}, item.*
    FROM ${from}
    LEFT JOIN LATERAL (${sql.join(
      firstOf(
        paths,
        order,
        sql`${storedColumns(table, 'node')}${sql.join(added, sql``)}${linkColumns}`,
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
      ? batchedScan(source, order, backward, size + 1, inside)
      : undefined;
  if (!shared) {
    const rows = pages(source.paths, extended(chosen, factColumns));
    return selectedRows(source, order, shape, facts, rows);
  }
  const sharedLinks = links?.joined(sql`parent.key`, sql`shared.id`) ?? sql``;
  // Then most parents do not choose an access path, unless rows outside the window are looked for.
  const sharing = extended(outside.length === 0 ? keys : chosen, factColumns);
  const rows = sql`${pages(shared.paths, shared.parents)}
    UNION ALL SELECT ${ofParent}, ${passedColumns(table, 'shared')}${linkColumns} FROM shared JOIN parent ON parent.key = shared."_parent"${sharedLinks}`;
  return sql<PageRow>`
    WITH parent AS MATERIALIZED (SELECT ${sql.join([sql`parent.key`, ...names])} FROM ${sharing}), ${shared.tables}
    ${selectedRows(source, order, shape, facts, rows)}`;
}

/** SQL: the selected values of the rows of all pages, in order. `rows` is a SELECT of their stored values. */
function selectedRows(
  { table, links }: RowSource,
  order: Order,
  { backward }: PageShape,
  facts: readonly ListFact[],
  rows: Sql,
): RawBuilder<PageRow> {
  // Selected values may have another type and another order.
  const inPage = (name: string) => sql.id('_page', name);
  const columns = [
    inPage('_parent'),
    ...facts.map(({ name }) => inPage(name)),
    selectedAgain(table, '_page'),
    ...(links ? [selectedLinkAgain(links.link, '_page')] : []),
    ...addedKeys(order).map(({ name, column }) => {
      const value = inPage(name);
      return sql`${kindOf(column).select?.(value, column) ?? value} AS ${sql.id(name)}`;
    }),
  ];
  return sql<PageRow>`SELECT ${sql.join(columns)} FROM (${rows}) AS _page ORDER BY ${inPage('_parent')}, ${orderBy(orderOf(order, inPage), backward)}`;
}

/** The keys of an order that only pages in this order select. */
const addedKeys = ({ keys }: Order): readonly OrderKey[] => keys.filter(({ added }) => added);
