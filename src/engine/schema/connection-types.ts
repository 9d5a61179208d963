import { countCost, pageCost, rowsCost, withCost } from '../cost/cost.js';
import type { Table } from '../model/tables.js';
import { typeNames } from '../naming.js';
import type { Connection } from '../paging/connection.js';
import { encodeCursor } from '../paging/cursor.js';
import { type Edge, positionOf } from '../paging/page.js';
import type { Row } from '../sql/columns.js';
import type { Builder, ObjectType } from './builder.js';

const cursorOf = (edge: Edge | undefined) =>
  edge ? encodeCursor(edge.order, positionOf(edge)) : null;

/** Adds `PageInfo` to the schema. */
export function pageInfoType(builder: Builder): ObjectType<Connection> {
  return builder.objectRef<Connection>('PageInfo').implement({
    description: 'Where a page stands in its list, and whether the list goes on beyond it.',
    fields: (t) => ({
      hasNextPage: t.boolean({
        description: 'Whether the list has anything after this page.',
        resolve: (page) => page.hasNextPage(),
      }),
      hasPreviousPage: t.boolean({
        description: 'Whether the list has anything before this page.',
        resolve: (page) => page.hasPreviousPage(),
      }),
      startCursor: t.string({
        nullable: true,
        description:
          'The cursor of the first edge, to page backward with `before`. Null if the page is empty.',
        resolve: async (page) => cursorOf((await page.edges()).at(0)),
      }),
      endCursor: t.string({
        nullable: true,
        description:
          'The cursor of the last edge, to page forward with `after`. Null if the page is empty.',
        resolve: async (page) => cursorOf((await page.edges()).at(-1)),
      }),
    }),
  });
}

/** Adds `…Edge` and `…Connection` of a table to the schema. */
export function connectionTypes(
  builder: Builder,
  pageInfo: ObjectType<Connection>,
  object: ObjectType<Row>,
  { name, one }: Table,
) {
  const edge = builder.objectRef<Edge>(typeNames.edge(name)).implement({
    description: `The ${one} at one place of a connection.`,
    fields: (t) => ({
      cursor: t.string({
        description:
          'Marks this place for `after` and `before`, also once the row is renamed or deleted. Opaque, and bound to its order.',
        resolve: (edge) => encodeCursor(edge.order, positionOf(edge)),
      }),
      node: t.field({ type: object, description: `The ${one}.`, resolve: (edge) => edge.node }),
    }),
  });
  const connection = builder.objectRef<Connection>(typeNames.connection(name)).implement({
    description: `A page of a list of ${name}, after the Relay Cursor Connections specification.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The page, with a cursor for each place.',
        ...withCost(rowsCost),
        resolve: (page) => page.edges(),
      }),
      nodes: t.field({
        type: [object],
        description: 'The page without cursors.',
        ...withCost(rowsCost),
        resolve: async (page) => (await page.edges()).map(({ node }) => node),
      }),
      pageInfo: t.field({
        type: pageInfo,
        description: 'Where the page stands in the list.',
        ...withCost(pageCost),
        resolve: (page) => page,
      }),
      totalCount: t.int({
        description:
          'How many edges all pages have together. Costs a count of its own, so select it only where it is shown.',
        ...withCost(countCost),
        resolve: (page) => page.totalCount(),
      }),
    }),
  });
  return { edge, connection };
}
