import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { ColumnModel } from '../model/column.js';
import type { End, ListReference, ListRelation } from '../model/tables.js';
import { keyRef, keyType, tableRef } from './columns.js';
import { all as allOf, type Condition } from './conditions.js';
import type { Order } from './order.js';
import type { LinksOfRows, RowSource, Rows } from './row-source.js';

/**
 * How many targets a parent may have for them to be fetched and sorted. Of one that has more, the targets are walked
 * in the index of their order, each asked whether it is the parent's, until the page is full: with so many that is soon.
 * Measured on 200,000 targets: the last of 2,000 parents (some 100 links each) take 15 ms for 20 pages where PostgreSQL,
 * left to itself, walks for 470 ms; and no parent's page reads all of its links, as sorting the largest would.
 */
const fewTargets = 1_000;

/** The targets of a parent, `parent.key`, as SQL. */
interface Parts {
  /** The targets, under the alias `node`. */
  readonly rows: Rows;
  /** As many rows. */
  readonly counted: Rows;
  /** For FROM: the targets again, found by their parent whatever the planner takes for quicker. */
  readonly fetched: Sql;
  /** All nodes, and conditions by which each is one of the targets. Not where the order is that of the links. */
  readonly walked: Rows | undefined;
  /** A SELECT of `key`: the parents of the row with this key. */
  readonly parents: (key: Sql) => Sql;
  /** Whether an index has the targets of each parent in the order. */
  readonly isIndexed: boolean;
  readonly links?: LinksOfRows;
}

/** The targets of each parent that meet `conditions`. */
export function targetsOf(
  relation: ListRelation,
  conditions: readonly Condition[],
  order: Order,
): RowSource {
  const { owner, target } = relation;
  const { rows, counted, fetched, walked, parents, isIndexed, links } =
    relation.through === 'join table' ? linked(relation, order) : referring(relation, order);
  const filtered = conditions.length > 0;
  const all = { from: rows.from, where: [...rows.where, ...conditions] };
  const of = {
    table: target,
    parentType: keyType(owner),
    filtered,
    // Every link has its target: without a filter, the links alone can be counted.
    counted: filtered ? all : counted,
    ...(links && { links }),
  };
  if (isIndexed) return { ...of, ways: [all] };
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

/** The rows of a join table that are the parent's, and what they lead to. */
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
    : // OFFSET 0 keeps PostgreSQL from making a join of it.
      { from: nodes, where: [sql`EXISTS (SELECT ${tie})`] };
  return {
    rows: { from: sql`${links} JOIN ${nodes} ON ${isTarget}`, where: [owned] },
    counted: { from: links, where: [owned] },
    // OFFSET 0 keeps PostgreSQL to the way: it plans for a parent with an average number of links, and few have that.
    fetched: sql`(${fetched}) AS link JOIN ${nodes} ON ${isTarget}`,
    walked: byLink ? undefined : walked,
    parents: (key) =>
      sql`SELECT ${sql.id('link', ownerColumn)} AS key FROM ${links} WHERE ${sql.id('link', targetColumn)} = ${key}`,
    // By key alone, the links' own index has the order. By a column of theirs, PostgreSQL sorts the links that have the same value.
    isIndexed: byLink
      ? isIndexed(link?.indexes ?? [], [ownerColumn, byLink.column])
      : order.keys.length === 1,
    ...(link && {
      links: {
        link,
        joined: (parent: Sql, key: Sql) =>
          sql` JOIN ${links} ON ${sql.id('link', ownerColumn)} = ${parent} AND ${sql.id('link', targetColumn)} = ${key}`,
      },
    }),
  };
}

/** The column of the links that an order begins with; undefined where it is one of the targets themselves. */
function linkColumnOf({ link }: End, { keys: [first] }: Order): ColumnModel | undefined {
  return [...(link?.fields.values() ?? [])].find((column) => column === first?.column);
}

/** Whether an index begins with these columns. */
const isIndexed = (indexes: readonly (readonly string[])[], columns: readonly string[]) =>
  indexes.some((index) => columns.every((name, at) => index[at] === name));

/** The rows that refer to the parent. */
function referring({ target, targetColumn }: ListReference, { keys }: Order): Parts {
  const nodes = sql`${tableRef(target)} AS node`;
  const owned = sql`${sql.id('node', targetColumn.column)} = parent.key`;
  const rows = { from: nodes, where: [owned] };
  return {
    rows,
    counted: rows,
    fetched: sql`(SELECT * FROM ${nodes} WHERE ${owned} OFFSET 0) AS node`,
    // OFFSET 0 keeps PostgreSQL from making a condition on the row of it.
    walked: { from: nodes, where: [sql`EXISTS (SELECT WHERE ${owned} OFFSET 0)`] },
    // Not called `node`, which is what `key` may be a column of.
    parents: (key) =>
      sql`SELECT ${sql.id('link', targetColumn.column)} AS key FROM ${tableRef(target)} AS link WHERE ${keyRef(target, 'link')} = ${key}`,
    isIndexed: isIndexed(target.indexes, [
      targetColumn.name,
      ...keys.map(({ column }) => column.name),
    ]),
  };
}
