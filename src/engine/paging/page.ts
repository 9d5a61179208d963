import type { Row } from '../sql/columns.js';
import type { Order } from '../sql/order.js';
import type { PageRow, Window } from '../sql/page-shape.js';
import type { Position } from '../sql/ranges.js';

/** A row and its position in a connection. */
export interface Edge {
  readonly node: Row;
  readonly order: Order;
}

/** A page, in the connection's order. */
export interface Page {
  readonly edges: readonly Edge[];
  /** Undefined if it was not requested and the statement did not return it anyway. */
  readonly hasPreviousPage: boolean | undefined;
  readonly hasNextPage: boolean | undefined;
  /** The number of rows in the whole list; undefined if it was not requested. */
  readonly totalCount: number | undefined;
}

/** The position of an edge's node, which its cursor encodes. */
export function positionOf({ node, order }: Edge): Position {
  return order.keys.map(({ name }) => node[name]);
}

/** Converts the rows that `pageStatement` returned for one parent into a page. */
export function toPage(
  rows: readonly PageRow[],
  order: Order,
  { size, backward, after, before }: Window,
): Page {
  // The row of a parent with an empty page has no node; any other row has the columns of a node.
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
