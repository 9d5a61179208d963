import { type RawBuilder, sql } from 'kysely';
import { keyRef, passedColumns, storedColumns, tableRef } from './columns.js';
import { all } from './conditions.js';
import { isBeyond, type Order, orderBy, orderOf, type Range } from './order.js';
import type { RowSource, Way } from './row-source.js';

/**
 * How many nodes are walked for all parents, for each row of a page. Measured on 20 parents with 1.5 % to 55 % of
 * 200,000 nodes each: 50 fill all their pages but one, in 0.4 of the time that each takes by itself.
 */
const nodesPerRow = 50;
/** Of how many parents a node tells all; of one that has more, it is asked for those that are wanted. */
const fewParents = 100;

/** SQL for a statement in which many parents walk together at first. */
export interface SharedWalk {
  /** For WITH: `shared`, the rows that are found together, each with its `_parent`. They need a table `parent`. */
  readonly tables: RawBuilder<unknown>;
  /** The ways to the rows that are missing then. */
  readonly ways: readonly Way[];
  /** For FROM: `parent`, those of which rows are missing, with what those ways need, and how many: `missing`. */
  readonly parents: RawBuilder<unknown>;
}

/**
 * Where a source has a walk, and any parent takes it: the first `limit` rows of each parent, found among the first nodes that
 * are in `ranges`, in the order or `backward`, by asking each node once for its parents, not once for each parent. A parent
 * whose page is not full then goes on by itself behind them, and only then is it asked which way it takes.
 */
export function shareWalk(
  { table, ways, choice }: RowSource,
  order: Order,
  backward: boolean,
  limit: number,
  ranges: readonly Range[],
): SharedWalk | undefined {
  const way = ways.find(({ walk }) => walk);
  const [range] = ranges;
  // `isBeyond` compares values that are not known here, and with null no comparison is true.
  const mayBeNull = order.keys.some(({ column }) => column.nullable);
  if (!way?.walk || !choice || !range || mayBeNull) return undefined;
  const { chosen, parents } = way.walk;
  const columns = passedColumns(table, 'node');
  const named = orderOf(order, sql.id);
  const wanted = sql`(SELECT key FROM parent)`;
  // Asks one parent after the other, until one walks.
  const anyWalks = sql`EXISTS (SELECT FROM (SELECT parent.*, ${choice} FROM parent) AS parent WHERE ${chosen})`;
  const tables = sql`
    nearest AS MATERIALIZED (
      SELECT ${storedColumns(table, 'node')}, ARRAY(${parents(keyRef(table, 'node'))} LIMIT ${sql.lit(fewParents + 1)}) AS _parents
      FROM ${tableRef(table)} AS node WHERE ${all([anyWalks, ...range.conditions])} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(nodesPerRow * limit)}
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
  // Where none walks, nothing has been found. Not so for the walk, whose index could not begin behind what has.
  const beyondIfAny = sql`(NOT EXISTS (SELECT FROM nearest) OR ${beyond})`;
  return {
    tables,
    // Only the walk ends sooner for it. PostgreSQL takes a few rows to be enough for a LIMIT that it does not know, and would
    // have others walk too.
    ways: ways.map((each) =>
      each === way
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
