import { type RawBuilder, sql } from 'kysely';
import { all, type Condition } from './conditions.js';
import { isBeyond, type Order, orderBy, orderOf } from './order.js';
import { columnsOf, type RowSource, type Way } from './row-source.js';

/**
 * How many nodes are walked for all parents together, for each row of a page. Measured on 20 parents with 1.5 % to 55 % of
 * 200,000 nodes each: 50 fill all their pages but one, in 0.4 of the time that each takes by itself.
 */
const together = 50;
/** Of how many parents a node tells all; of one that has more, it is asked for those that are wanted. */
const fewParents = 100;

/** SQL for a statement in which the parents that walk do so together at first. */
export interface SharedWalk {
  /** For WITH: `shared`, the rows that are found together, each with its `_parent`. They need a table `parent`. */
  readonly tables: RawBuilder<unknown>;
  /** The ways to the rows that are missing then. */
  readonly ways: readonly Way[];
  /** For FROM: `parent`, with what those ways need. */
  readonly parents: RawBuilder<unknown>;
}

/**
 * Where a source has a walk: the first `limit` rows of each parent that takes it, found among the first nodes that meet
 * `conditions`, in the order or `backward`, by asking each node once for its parents, not once for each parent. A parent
 * whose page is not full then goes on by itself behind them.
 */
export function shareWalk(
  { node, ways }: RowSource,
  order: Order,
  backward: boolean,
  limit: number,
  conditions: readonly Condition[],
): SharedWalk | undefined {
  const way = ways.find(({ walk }) => walk);
  if (!way?.walk) return undefined;
  const { chosen, parents } = way.walk;
  const columns = columnsOf(node, 'node');
  const named = orderOf(order, sql.id);
  const walking = sql`ARRAY(SELECT key FROM parent WHERE ${chosen})`;
  const first = [sql`EXISTS (SELECT FROM parent WHERE ${chosen})`, ...conditions];
  const tables = sql`
    nearest AS MATERIALIZED (
      SELECT ${columns}, ARRAY(${parents} LIMIT ${sql.lit(fewParents + 1)}) AS parents
      FROM ${way.from} WHERE ${all(first)} ORDER BY ${orderBy(order, backward)} LIMIT ${sql.lit(together * limit)}
    ),
    found AS (
      SELECT of.key AS "_parent", ${columns} FROM nearest AS node CROSS JOIN unnest(node.parents) AS of(key)
      WHERE cardinality(node.parents) <= ${sql.lit(fewParents)} AND of.key = ANY(${walking})
      UNION ALL
      SELECT of.key, ${columns} FROM nearest AS node
      CROSS JOIN LATERAL (SELECT key FROM (${parents}) AS of WHERE key = ANY(${walking}) OFFSET 0) AS of
      WHERE cardinality(node.parents) > ${sql.lit(fewParents)}
    ),
    shared AS MATERIALIZED (
      SELECT * FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent" ORDER BY ${orderBy(named, backward)}) AS place FROM found) AS found
      WHERE place <= ${sql.lit(limit)}
    )`;
  const goesOn = [sql`parent.open`, isBeyond(order, sql`nearest`, backward)];
  return {
    tables,
    ways: ways.map((each) => (each === way ? { ...way, where: [...way.where, ...goesOn] } : each)),
    parents: sql`(
      SELECT parent.*, parent.key NOT IN (SELECT "_parent" FROM shared WHERE place = ${sql.lit(limit)}) AS open FROM parent OFFSET 0
    ) AS parent`,
  };
}
