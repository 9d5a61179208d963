import type { EngineContext } from '../context.js';
import { costOfRows, type FieldCost, lengthOf, rowCost, rowsCost, withCost } from '../cost/cost.js';
import { encodeGlobalId, type GlobalId, type GlobalIds } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import { loadNode } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import type { Builder, ObjectFields, ObjectType } from './builder.js';
import { type RelayPlugin, relayPluginOf, setNodeCosts } from './relay-plugin.js';

const idDescription = 'Globally unique ID.';

/** The cost of `nodes`. */
const nodesCost: FieldCost = (args, inner) =>
  costOfRows(0, lengthOf(args.ids), rowsCost(args, inner));

/** Adds the object type of a table, whose rows implement `Node`, to a schema. `fields` are those other than `id`. */
export type AddNode = (
  table: Table,
  description: string,
  fields: ObjectFields<Row>,
) => ObjectType<Row>;

/**
 * Adds the interface `Node` and the queries `node` and `nodes` to a schema
 * (https://relay.dev/docs/guides/graphql-server-specification/#object-identification). If the builder has `@pothos/plugin-relay`,
 * they are the plugin's, and return rows of the engine as well as the builder's own nodes.
 */
export function nodeInterface(
  builder: Builder,
  tables: ReadonlyMap<string, Table>,
  ids: GlobalIds,
): AddNode {
  const relay = relayPluginOf(builder);
  return relay ? nodesOfPlugin(builder, relay, ids) : ownNodes(builder, tables, ids);
}

function nodesOfPlugin(builder: Builder, relay: RelayPlugin, ids: GlobalIds): AddNode {
  const { engine } = builder;
  setNodeCosts(builder, { node: rowCost, nodes: nodesCost });
  return (table, description, fields) =>
    relay
      .nodeRef(table.name, {
        id: { description: idDescription, resolve: ({ id }) => String(id) },
        brandLoadedObjects: true,
        // The engine caches rows, and removes them after a mutation.
        loadManyWithoutCache: (keys, context) => {
          const sent = keys.map((key) => encodeGlobalId(table.name, key));
          return Promise.all(
            ids
              .find(sent, 'ids')
              .map((id) => (id ? loadNode(table, id.key, engine.contextOf(context)) : null)),
          );
        },
      })
      .implement({ description, fields });
}

function ownNodes(builder: Builder, tables: ReadonlyMap<string, Table>, ids: GlobalIds): AddNode {
  const { contextOf, fields: options } = builder.engine;
  const node = builder.interfaceRef<Row>('Node').implement({
    description: 'An object with a globally unique ID.',
    resolveType: ({ __typename }) => String(__typename),
    fields: (t) => ({
      // Each type resolves this itself, because a row does not contain its type.
      id: t.id({ description: idDescription, resolve: ({ id }) => String(id) }),
    }),
  });

  const load = async (id: GlobalId | undefined, context: EngineContext): Promise<Row | null> => {
    const table = id && tables.get(id.type);
    const row = table ? await loadNode(table, id.key, context) : null;
    return row && { ...row, __typename: id?.type };
  };

  builder.queryFields((t) => ({
    node: t.field({
      ...options.query,
      type: node,
      nullable: true,
      description: 'The object with this ID, or null if there is none.',
      args: { id: t.arg.id({ required: true, description: 'The ID of an object of any type.' }) },
      ...withCost(rowCost),
      resolve: (_, { id }, context) => load(ids.decode([id], 'id')[0], contextOf(context)),
    }),
    nodes: t.field({
      ...options.query,
      type: [node],
      nullable: { list: false, items: true },
      description:
        'The objects with these IDs, in the same order, with null where there is none or the ID is malformed.',
      args: {
        ids: t.arg.idList({
          required: true,
          description: 'IDs of objects of any type, at most 10,000.',
        }),
      },
      ...withCost(nodesCost),
      resolve: (_, args, context) =>
        Promise.all(ids.find(args.ids, 'ids').map((id) => load(id, contextOf(context)))),
    }),
  }));

  return ({ name }, description, fields) =>
    builder.objectRef<Row>(name).implement({
      description,
      interfaces: [node],
      isTypeOf: (value) => typeof value === 'object',
      fields: (t) => ({
        id: t.id({
          description: idDescription,
          resolve: ({ id }) => encodeGlobalId(name, id),
        }),
        ...fields(t),
      }),
    });
}
