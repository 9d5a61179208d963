import type { Row } from '../sql/columns.js';
import type { Order, Position } from '../sql/order.js';
import type { PageRow, Window } from '../sql/page-shape.js';

/** A row in its place in a connection. */
export interface Edge {
  readonly node: Row;
  readonly order: Order;
}

/** A page, in the connection's order. */
export interface Page {
  readonly edges: readonly Edge[];
  /** Undefined where it was not asked for and did not come for free. */
  readonly hasPreviousPage: boolean | undefined;
  readonly hasNextPage: boolean | undefined;
  /** How many rows the whole list has; undefined where it was not asked for. */
  readonly totalCount: number | undefined;
}

/** Where an edge's node stands: what its cursor holds. */
export function positionOf({ node, order }: Edge): Position {
  return order.keys.map(({ name }) => node[name]);
}

/** Makes a page of the rows that `pageStatement` gave for one parent. */
export function toPage(
  rows: readonly PageRow[],
  order: Order,
  { size, backward, after, before }: Window,
): Page {
  // Without a node it is the row of a parent with an empty page; with one it has the columns of a row.
  const nodes = rows.filter((row) => row.id !== null) as unknown as Row[];
  const edges = nodes.slice(0, size).map((node) => ({ node, order }));
  const goesOn = nodes.length > size;
  const [first] = rows;
  const outsideAfter = after ? first?._outsideAfter : false;
  const outsideBefore = before ? first?._outsideBefore : false;
  return {
    edges: backward ? edges.reverse() : edges,
    hasPreviousPage: backward && goesOn ? true : outsideAfter,
    hasNextPage: !backward && goesOn ? true : outsideBefore,
    totalCount: first?._totalCount,
  };
}
