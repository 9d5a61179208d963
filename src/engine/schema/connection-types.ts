import { countCost, pageCost, rowsCost, withCost } from '../cost/cost.js';
import type { Table } from '../model/tables.js';
import { typeNames } from '../naming.js';
import type { Connection } from '../paging/connection.js';
import { encodeCursor } from '../paging/cursor.js';
import { type Edge, positionOf } from '../paging/page.js';
import { PageInfo } from '../paging/page-info.js';
import type { Row } from '../sql/columns.js';
import type { Builder, ObjectFields, ObjectType } from './builder.js';
import { located } from './field-error.js';
import { relayPluginOf } from './relay-plugin.js';

/** The type `PageInfo`: that of `@pothos/plugin-relay` if the builder has it; otherwise it is added to the schema. */
export function pageInfoType(builder: Builder): ObjectType<PageInfo> {
  const relay = relayPluginOf(builder);
  if (relay) return relay.pageInfoRef();
  return builder.objectRef<PageInfo>('PageInfo').implement({
    description: 'The position of a page in its list.',
    fields: (t) => ({
      hasNextPage: t.boolean({
        description: 'Whether the list has rows after this page.',
        resolve: (page, _args, _context, info) => located(page.hasNextPage, info),
      }),
      hasPreviousPage: t.boolean({
        description: 'Whether the list has rows before this page.',
        resolve: (page, _args, _context, info) => located(page.hasPreviousPage, info),
      }),
      startCursor: t.string({
        nullable: true,
        description:
          'The cursor of the first edge, for `before` of the previous page. Null if the page is empty.',
        resolve: (page, _args, _context, info) => located(page.startCursor, info),
      }),
      endCursor: t.string({
        nullable: true,
        description:
          'The cursor of the last edge, for `after` of the next page. Null if the page is empty.',
        resolve: (page, _args, _context, info) => located(page.endCursor, info),
      }),
    }),
  });
}

/** The definition of the types of a connection. */
export interface ConnectionParts {
  /** The first part of their names: `Article`. */
  readonly name: string;
  /** The table of the rows, and their type. */
  readonly table: Table;
  readonly object: ObjectType<Row>;
  /** The description of the connection. */
  readonly description: string;
  /** The description of an edge. */
  readonly edge: string;
  /** Makes further fields of an edge. */
  readonly edgeFields?: ObjectFields<Edge>;
}

/** Adds `…Edge` and `…Connection` to the schema. */
export function connectionTypes(
  builder: Builder,
  pageInfo: ObjectType<PageInfo>,
  parts: ConnectionParts,
) {
  const { name, table, object, edgeFields } = parts;
  const edge = builder.objectRef<Edge>(typeNames.edge(name)).implement({
    description: parts.edge,
    fields: (t) => ({
      ...edgeFields?.(t),
      cursor: t.string({
        description:
          'An opaque position in the order of the list, for `after` and `before`. It remains valid when the row is updated or deleted.',
        resolve: (edge) => encodeCursor(edge.order, positionOf(edge)),
      }),
      node: t.field({
        type: object,
        description: `The ${table.one}.`,
        resolve: (edge) => edge.node,
      }),
    }),
  });
  const connection = builder.objectRef<Connection>(typeNames.connection(name)).implement({
    description: parts.description,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The rows of the page, with their cursors.',
        ...withCost(rowsCost),
        resolve: (page, _args, _context, info) => located(page.edges(), info),
      }),
      nodes: t.field({
        type: [object],
        description: 'The rows of the page.',
        ...withCost(rowsCost),
        resolve: async (page, _args, _context, info) =>
          (await located(page.edges(), info)).map(({ node }) => node),
      }),
      pageInfo: t.field({
        type: pageInfo,
        description: 'The position of the page in the list.',
        ...withCost(pageCost),
        resolve: (page) => new PageInfo(page),
      }),
      totalCount: t.int({
        description:
          'The number of edges of all pages. The whole list is counted for it, so select it only if it is needed.',
        ...withCost(countCost),
        resolve: (page, _args, _context, info) => located(page.totalCount(), info),
      }),
    }),
  });
  return { edge, connection };
}
