import { GlobalIds } from '../model/global-id.js';
import type { Connection } from '../paging/connection.js';
import type { Row } from '../sql/row-source.js';
import type { Builder, EnumType, InterfaceType, ObjectType } from './builder.js';
import { pageInfoType } from './connection-types.js';
import { type ColumnFilters, columnFilters } from './filter-inputs.js';
import { nodeInterface } from './node-interface.js';
import type { NodeType } from './node-type.js';
import { type Direction, directionEnum } from './order-input.js';

/** What all entities of a schema share. `Tables` are the tables of its database, as Kysely knows them. */
export interface Relay<Tables = unknown> {
  readonly builder: Builder;
  /** Every entity declared so far, by type name. */
  readonly nodes: Map<string, NodeType>;
  readonly ids: GlobalIds;
  readonly node: InterfaceType<Row>;
  readonly pageInfo: ObjectType<Connection>;
  readonly direction: EnumType<Direction>;
  readonly columnFilters: ColumnFilters;
  /** Only a type: it is never there. */
  readonly tables?: Tables;
}

/** Adds to a schema what Relay's specifications want of it: `Node`, `node`, `nodes`, `PageInfo`; and the types that all entities use. */
export function relay<Tables>(builder: Builder): Relay<Tables> {
  const nodes = new Map<string, NodeType>();
  const ids = new GlobalIds(nodes);
  return {
    builder,
    nodes,
    ids,
    node: nodeInterface(builder, nodes, ids),
    pageInfo: pageInfoType(builder),
    direction: directionEnum(builder),
    columnFilters: columnFilters(builder),
  };
}
