import { type RawBuilder, sql } from 'kysely';
import { keyRef, passedColumns, storedColumns, tableRef } from './columns.js';
import { all } from './conditions.js';
import { type Order, orderBy, orderOf } from './order.js';
import { isBeyond, type Range } from './ranges.js';
import type { AccessPath, RowSource } from './row-source.js';

/**
 * The number of nodes that are scanned for all parents, for each row of a page. Measured on 20 parents with 1.5 % to 55 % of
 * 200,000 nodes each: 50 fill all pages but one, in 0.4 of the time of a scan for each parent.
 */
const nodesPerRow = 50;
/** Up to this number of parents, all parents of a node are read; of a node with more, only the requested parents are looked up. */
const fewParents = 100;

/** SQL for a statement that first scans the nodes once for many parents. */
export interface BatchedScan {
  /** For WITH: `shared`, the rows that the common scan found, each with its `_parent`. It needs a table `parent`. */
  readonly tables: RawBuilder<unknown>;
  /** The access paths to the remaining rows. */
  readonly paths: readonly AccessPath[];
  /**
   * For FROM: `parent`, the parents with remaining rows, with the columns that those paths need and the number of rows:
   * `missing`.
   */
  readonly parents: RawBuilder<unknown>;
}

/**
 * If a source has an ordered scan and any parent chooses it: the first `limit` rows of each parent among the first nodes that
 * are in `ranges`, in the order or `backward`. The parents of each node are looked up once, not once for each parent. A parent
 * whose page is not full then continues alone after these nodes, and only then chooses its access path.
 */
export function batchedScan(
  { table, paths, choice }: RowSource,
  order: Order,
  backward: boolean,
  limit: number,
  ranges: readonly Range[],
): BatchedScan | undefined {
  const path = paths.find(({ orderedScan }) => orderedScan);
  const [range] = ranges;
  // `isBeyond` compares values that are not known here, and a comparison with null is never true.
  const mayBeNull = order.keys.some(({ column }) => column.nullable);
  if (!path?.orderedScan || !choice || !range || mayBeNull) return undefined;
  const { chosen, parents } = path.orderedScan;
  const columns = passedColumns(table, 'node');
  const named = orderOf(order, sql.id);
  const wanted = sql`(SELECT key FROM parent)`;
  // Checks one parent after the other, until one chooses the ordered scan.
  const anyScans = sql`EXISTS (SELECT FROM (SELECT parent.*, ${choice} FROM parent) AS parent WHERE ${chosen})`;
  const tables = sql`
    nearest AS MATERIALIZED (
      SELECT ${storedColumns(table, 'node')}, ARRAY(${parents(keyRef(table, 'node'))} LIMIT ${sql.lit(fewParents + 1)}) AS _parents
      FROM ${tableRef(table)} AS node WHERE ${all([anyScans, ...range.conditions])} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(nodesPerRow * limit)}
    ),
    found AS (
      SELECT * FROM (
        SELECT unnest(node._parents) AS "_parent", ${columns} FROM nearest AS node WHERE cardinality(node._parents) <= ${sql.lit(fewParents)}
      ) AS node WHERE "_parent" IN ${wanted}
      UNION ALL
      SELECT of.key, ${columns} FROM nearest AS node
      CROSS JOIN LATERAL (SELECT key FROM (${parents(sql`node.id`)}) AS of WHERE key = ANY(ARRAY${wanted}) OFFSET 0) AS of
      WHERE cardinality(node._parents) > ${sql.lit(fewParents)}
    ),
    shared AS MATERIALIZED (
      SELECT * FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent" ORDER BY ${orderBy(named, backward)}) AS _place FROM found) AS found
      WHERE _place <= ${sql.lit(limit)}
    )`;
  const beyond = isBeyond(order, sql`nearest`, backward);
  // If no parent chooses the ordered scan, no row has been found. The scan itself does not need this condition, which would keep it from starting
  // in the middle of the index.
  const beyondIfAny = sql`(NOT EXISTS (SELECT FROM nearest) OR ${beyond})`;
  return {
    tables,
    // Only the ordered scan ends sooner with a LIMIT. PostgreSQL assumes that a LIMIT that it does not know needs few rows, and
    // would scan in order for the other paths too.
    paths: paths.map((each) =>
      each === path
        ? { ...each, where: [...each.where, beyond], missing: sql`parent.missing` }
        : { ...each, where: [...each.where, beyondIfAny] },
    ),
    parents: sql`(
      SELECT parent.*, ${choice}, ${sql.lit(limit)} - coalesce(had.count, 0) AS missing
      FROM parent LEFT JOIN (SELECT "_parent", count(*) FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
      WHERE coalesce(had.count, 0) < ${sql.lit(limit)} OFFSET 0
    ) AS parent`,
  };
}
