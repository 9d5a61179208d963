import type { InputRef } from '@pothos/core';
import type { Filter } from '../filters/filter-scope.js';
import type { ColumnModel } from '../model/column.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End, Table } from '../model/tables.js';
import type { Connection } from '../paging/connection.js';
import type { Edge } from '../paging/page.js';
import type { Row } from '../sql/columns.js';
import type { OrderInput } from '../sql/order.js';
import type { ObjectType } from './builder.js';

/** The GraphQL types of a list of rows of a table. */
export interface ListType {
  readonly table: Table;
  readonly ids: GlobalIds;
  readonly edge: ObjectType<Edge>;
  readonly connection: ObjectType<Connection>;
  readonly filter: InputRef<Filter>;
  readonly order: InputRef<OrderInput>;
  /** The column of the links with the order of the list; undefined if the default order is that of the table. */
  readonly position?: ColumnModel | undefined;
}

/** The GraphQL types of a table, whose rows implement `Node`. */
export interface NodeType extends ListType {
  readonly object: ObjectType<Row>;
}

/** The types of an end of a many-to-many relation. */
export interface EndTypes {
  readonly owner: NodeType;
  readonly target: NodeType;
  /** Of the list of an owner's targets. */
  readonly list: ListType;
}

/** An end of a many-to-many relation, with the types of its list. */
export interface EndList {
  readonly end: End;
  readonly list: ListType;
}

/** The node types of a schema, by the name of their table. Complete after all tables have been added. */
export type NodeTypes = ReadonlyMap<string, NodeType>;

/** The node type of a table. Throws if the schema has none. */
export function nodeTypeOf(types: NodeTypes, { name }: Table): NodeType {
  const type = types.get(name);
  if (!type) throw new Error(`the schema has no type ${name}`);
  return type;
}
