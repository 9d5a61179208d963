import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { ColumnModel } from '../model/column.js';
import type { BackList, End, ListRelation } from '../model/tables.js';
import { keyRef, keyType, tableRef } from './columns.js';
import { all as allOf, type Condition } from './conditions.js';
import type { Order } from './order.js';
import { joinedCount } from './related-counts.js';
import type { LinksOfRows, RowSource, Rows, Way } from './row-source.js';

/**
 * The maximum number of targets of a parent that are fetched and sorted. If a parent has more, the targets are scanned
 * in the index of their order and checked for each whether it belongs to the parent, until the page is full, which is soon with
 * so many.
 * Measured on 200,000 targets: the last of 2,000 parents (some 100 links each) take 15 ms for 20 pages where PostgreSQL,
 * without this choice, scans for 470 ms; and no page reads all links of its parent, as sorting the largest lists would.
 */
const fewTargets = 1_000;

/** The targets of a parent, `parent.key`, as SQL. */
interface Parts {
  /** The targets, under the alias `node`. */
  readonly rows: Rows;
  /** As many rows. */
  readonly counted: Rows;
  /** For FROM: the targets, looked up by their parent, even if the planner estimates another plan as quicker. */
  readonly fetched: Sql;
  /** All nodes, and the conditions for one of the targets. Not if the order is that of the links. */
  readonly walked: Rows | undefined;
  /** A SELECT of `key`: the parents of the row with this key. */
  readonly parents: (key: Sql) => Sql;
  /** Whether an index has the targets of each parent in the order. */
  readonly hasIndex: boolean;
  /** The links alone, if they have the order: only those of a page need to have their targets looked up. */
  readonly ordered?: Way | undefined;
  readonly links?: LinksOfRows;
}

/** The targets of each parent that meet `conditions`. */
export function targetsOf(
  relation: ListRelation,
  conditions: readonly Condition[],
  order: Order,
): RowSource {
  const { owner, target } = relation;
  const { rows, counted, fetched, walked, parents, hasIndex, ordered, links } =
    relation.through === 'join table'
      ? linked(relation, order)
      : throughForeignKey(relation, order);
  const filtered = conditions.length > 0;
  const all = { from: rows.from, where: [...rows.where, ...conditions] };
  const of = {
    table: target,
    parentType: keyType(owner),
    filtered,
    // Every link has a target: without a filter, counting the links is enough.
    counted: filtered ? all : counted,
    ...(links && { links }),
  };
  // No index has this order: the targets of the parent are counted and sorted.
  if (order.counts) {
    const from = sql`${fetched}${joinedCount(order.counts, 'each')}`;
    return { ...of, ways: [{ from, where: conditions }] };
  }
  if (ordered && !filtered) return { ...of, ways: [ordered] };
  if (hasIndex) return { ...of, ways: [all] };
  if (!walked) return { ...of, ways: [{ from: fetched, where: conditions }] };

  const sorted = { from: fetched, where: [sql`parent.few`, ...conditions] };
  const walk = {
    from: walked.from,
    where: [sql`NOT parent.few`, ...conditions, ...walked.where],
    walk: { chosen: sql`NOT parent.few`, parents },
  };
  const choice = sql`NOT EXISTS (SELECT FROM ${counted.from} WHERE ${allOf(counted.where)} OFFSET ${sql.lit(fewTargets)}) AS few`;
  return { ...of, ways: [sorted, walk], choice };
}

/** The rows of a join table that belong to the parent, and their targets. */
function linked(end: End, order: Order): Parts {
  const { target, table, ownerColumn, targetColumn, link } = end;
  const links = sql`${sql.table(table)} AS link`;
  const nodes = sql`${tableRef(target)} AS node`;
  const owned = sql`${sql.id('link', ownerColumn)} = parent.key`;
  const isTarget = sql`${sql.id('link', targetColumn)} = ${keyRef(target, 'node')}`;
  const fetched = sql`SELECT ${link ? sql`*` : sql.id('link', targetColumn)} FROM ${links} WHERE ${owned} OFFSET 0`;
  const tie = sql`FROM ${links} WHERE ${owned} AND ${isTarget} OFFSET 0`;
  const byLink = linkColumnOf(end, order);
  const walked = link
    ? { from: sql`${nodes} CROSS JOIN LATERAL (SELECT * ${tie}) AS link`, where: [] }
    : // OFFSET 0 keeps PostgreSQL from rewriting the subquery as a join.
      { from: nodes, where: [sql`EXISTS (SELECT ${tie})`] };
  const joined = sql`${links} JOIN ${nodes} ON ${isTarget}`;
  // For an order by the key alone, the index of the links has the order. For one by a column of the links, PostgreSQL sorts
  // the links with equal values.
  const hasIndex = byLink
    ? isIndexed(link?.indexes ?? [], [ownerColumn, byLink.column])
    : order.keys.length === 1;
  const ordered = {
    ...(hasIndex
      ? { from: links, where: [owned] }
      : { from: sql`(${fetched}) AS link`, where: [] }),
    lookUp: sql`JOIN ${nodes} ON ${isTarget}`,
  };
  return {
    rows: { from: joined, where: [owned] },
    counted: { from: links, where: [owned] },
    // OFFSET 0 keeps PostgreSQL from choosing another plan: it plans for a parent with the average number of links, which few have.
    fetched: sql`(${fetched}) AS link JOIN ${nodes} ON ${isTarget}`,
    walked: byLink ? undefined : walked,
    parents: (key) =>
      sql`SELECT ${sql.id('link', ownerColumn)} AS key FROM ${links} WHERE ${sql.id('link', targetColumn)} = ${key}`,
    hasIndex,
    ordered: order.keys.length === 1 || byLink ? ordered : undefined,
    ...(link && {
      links: {
        link,
        joined: (parent: Sql, key: Sql) =>
          sql` JOIN ${links} ON ${sql.id('link', ownerColumn)} = ${parent} AND ${sql.id('link', targetColumn)} = ${key}`,
      },
    }),
  };
}

/** The column of the links that an order begins with; undefined if it begins with a column of the targets. */
function linkColumnOf({ link }: End, { keys: [first] }: Order): ColumnModel | undefined {
  return [...(link?.fields.values() ?? [])].find((column) => column === first?.column);
}

/** Whether an index begins with these columns. */
const isIndexed = (indexes: readonly (readonly string[])[], columns: readonly string[]) =>
  indexes.some((index) => columns.every((name, at) => index[at] === name));

/** The rows that refer to the parent. */
function throughForeignKey({ target, targetColumn }: BackList, { keys }: Order): Parts {
  const nodes = sql`${tableRef(target)} AS node`;
  const owned = sql`${sql.id('node', targetColumn.column)} = parent.key`;
  const rows = { from: nodes, where: [owned] };
  return {
    rows,
    counted: rows,
    fetched: sql`(SELECT * FROM ${nodes} WHERE ${owned} OFFSET 0) AS node`,
    // OFFSET 0 keeps PostgreSQL from rewriting the subquery as a condition on the row.
    walked: { from: nodes, where: [sql`EXISTS (SELECT WHERE ${owned} OFFSET 0)`] },
    // Not called `node`, because `key` may be a column of `node`.
    parents: (key) =>
      sql`SELECT ${sql.id('link', targetColumn.column)} AS key FROM ${tableRef(target)} AS link WHERE ${keyRef(target, 'link')} = ${key}`,
    hasIndex: isIndexed(target.indexes, [
      targetColumn.name,
      ...keys.map(({ column }) => column.name),
    ]),
  };
}
