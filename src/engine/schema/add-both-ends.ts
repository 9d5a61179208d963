import type { ObjectRef, SchemaTypes } from '@pothos/core';
import { connectTables } from '../model/connect-tables.js';
import { GlobalIds } from '../model/global-id.js';
import type { Model } from '../model/model.js';
import {
  type End,
  hasLinkColumns,
  hasPositions,
  type ListRelation,
  listsOf,
  type Table,
} from '../model/tables.js';
import type { Row } from '../sql/columns.js';
import { type Builder, engineBuilder, type ObjectType } from './builder.js';
import { connectionTypes, pageInfoType } from './connection-types.js';
import { createTarget } from './create-target.js';
import { deleteManyMutation } from './delete-many.js';
import { endType } from './end-type.js';
import { FilterInputs } from './filter-inputs.js';
import { LinkColumnInputs } from './link-column-inputs.js';
import { linkMove } from './link-move.js';
import { linkMutations } from './link-mutations.js';
import { linkSubscription } from './link-subscription.js';
import { linkUpdate } from './link-update.js';
import { NamedRowInputs } from './named-row-inputs.js';
import { type AddNode, nodeInterface } from './node-interface.js';
import { nodeMutations } from './node-mutations.js';
import { type EndTypes, type ListType, type NodeType, nodeTypeOf } from './node-type.js';
import type { BothEndsOptions } from './options.js';
import { directionEnum, orderInput } from './order-input.js';
import { pairMutations } from './pair-mutations.js';
import { connectionField } from './relation-connection.js';
import { rootQueries } from './root-queries.js';
import { rowChangeEnum, rowSubscriptions } from './row-subscriptions.js';
import { toOneField } from './to-one-field.js';
import { uniqueQueries } from './unique-queries.js';
import { valueFields } from './value-fields.js';
import { inputsOf } from './value-inputs.js';
import { ValueTypes } from './value-types.js';

/** The types that `addBothEnds` has added to a builder, for fields and mutations of your own. */
export interface BothEndsTypes<Types extends SchemaTypes> {
  /** The object type of a table: `builder.objectField(types.object('Article'), …)`. Throws if there is none. */
  object(table: string): ObjectRef<Types, Row>;
  /** A table with its columns and relations. Throws if there is none. */
  table(name: string): Table;
  /**
   * Makes an input of `update…` required. By default all are optional, and omitted ones are not changed. Call it before the
   * schema is built. Throws if there is no such input.
   */
  requireInUpdate(table: string, column: string): void;
}

/**
 * Adds the whole API of a model to a Pothos builder: for each table its type, filter, order and connection, the queries for
 * one row and for all, and the mutations that create, update and delete rows; for each end of a many-to-many relation its
 * connection and the five mutations `add`, `remove`, `set`, `clear` and `create`; for each foreign key the field for its
 * target, and on the other side a connection, or a field if the foreign key is unique; and subscriptions to the changes of what is
 * `@live`, if the options have `changes`. Declare the builder's `queryType` and `mutationType` yourself, and its `subscriptionType`
 * if the model `hasLiveChanges`.
 */
export function addBothEnds<Types extends SchemaTypes>(
  original: PothosSchemaTypes.SchemaBuilder<Types>,
  model: Model,
  options: BothEndsOptions<Types>,
): BothEndsTypes<Types> {
  const builder = engineBuilder(original, options);
  const tables = connectTables(model);
  const ids = new GlobalIds(tables);
  const values = new ValueTypes(builder);
  const linkInputs = new LinkColumnInputs(builder, values);
  const names = new NamedRowInputs(builder, values);
  const filters = new FilterInputs(builder, values);
  const addNode = nodeInterface(builder, tables, ids);
  const pageInfo = pageInfoType(builder);
  const direction = directionEnum(builder);

  const types = new Map<string, NodeType>();
  for (const table of tables.values()) {
    const object = objectType(values, addNode, table);
    types.set(table.name, {
      table,
      ids,
      object,
      ...connectionTypes(builder, pageInfo, {
        name: table.name,
        table,
        object,
        description: `A page of ${table.name} rows, as the Relay Cursor Connections specification defines it.`,
        edge: 'An edge of a connection: a row and its cursor.',
      }),
      filter: filters.ofTable(table),
      order: orderInput(builder, direction, table),
    });
  }
  const hasSubscriptions = builder.engine.changesOf !== undefined;
  const liveTypes = hasSubscriptions ? [...types.values()].filter(({ table }) => table.live) : [];
  const rowChange = liveTypes.length > 0 ? rowChangeEnum(builder) : undefined;
  for (const type of liveTypes) if (rowChange) rowSubscriptions(builder, rowChange, type);
  const shared = { values, filters, pageInfo, direction };
  const listTypeOf = (relation: ListRelation): ListType => {
    const target = nodeTypeOf(types, relation.target);
    return hasLinkColumns(relation) ? endType(builder, shared, relation, target) : target;
  };
  const withLists = [...types.values()].map((owner) => ({
    owner,
    lists: listsOf(owner.table).map((relation) => ({ relation, list: listTypeOf(relation) })),
  }));
  for (const { owner, lists } of withLists) {
    rootQueries(builder, owner);
    uniqueQueries(builder, values, owner);
    if (owner.table.readonly) continue;
    const ends = lists.flatMap(({ relation, list }) =>
      relation.through === 'join table' ? [{ end: relation, list }] : [],
    );
    nodeMutations(builder, values, linkInputs, names, owner, ends);
    deleteManyMutation(builder, owner);
  }
  for (const { owner, lists } of withLists) {
    const { table } = owner;
    for (const { relation, list } of lists) connectionField(builder, relation, owner, list);
    for (const relation of table.foreignKeyRelations.values()) {
      if (relation.side === 'list') continue;
      const target = nodeTypeOf(types, relation.target);
      toOneField(builder, relation, owner, target);
    }
    for (const { relation, list } of lists) {
      if (relation.through === 'foreign key') continue;
      const target = nodeTypeOf(types, relation.target);
      const endTypes = { owner, target, list };
      addEndMutations(builder, { values, linkInputs, names }, relation, endTypes);
      if (hasSubscriptions && relation.live) linkSubscription(builder, relation, endTypes);
    }
  }

  const typeOf = (name: string): NodeType => {
    const type = types.get(name);
    if (!type) throw new Error(`the model has no table ${name}`);
    return type;
  };
  return {
    // The same type as the caller's builder knows it.
    object: (name) => typeOf(name).object as unknown as ObjectRef<Types, Row>,
    table: (name) => typeOf(name).table,
    requireInUpdate(name, column) {
      const { table } = typeOf(name);
      const input = inputsOf(table).find((each) => each.name === column);
      if (!input || table.readonly) throw new Error(`update${name} has no input ${column}`);
      builder.engine.requiredInUpdate.add(input);
    },
  };
}

/** Adds the type of the rows of a table to the schema, without its relations. */
function objectType(values: ValueTypes, addNode: AddNode, table: Table): ObjectType<Row> {
  const { name, one, description = `A row of ${name}.`, fields } = table;
  return addNode(table, description, (t) =>
    valueFields(t, fields, one, values, (row, field) => row[field]),
  );
}

/** Adds the mutations of one end of a many-to-many relation to the schema. */
function addEndMutations(
  builder: Builder,
  {
    values,
    linkInputs,
    names,
  }: {
    readonly values: ValueTypes;
    readonly linkInputs: LinkColumnInputs;
    readonly names: NamedRowInputs;
  },
  end: End,
  types: EndTypes,
): void {
  linkMutations(builder, linkInputs, names, end, types);
  pairMutations(builder, values, linkInputs, end, types);
  if (hasPositions(end)) linkMove(builder, end, types);
  if (!end.target.readonly) createTarget(builder, values, linkInputs, end, types);
  if (hasLinkColumns(end)) linkUpdate(builder, values, end, types);
}
