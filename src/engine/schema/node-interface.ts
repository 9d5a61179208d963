import type { RelayContext } from '../context.js';
import { costOfRows, lengthOf, rowCost, rowsCost, withCost } from '../cost/cost.js';
import type { GlobalId, GlobalIds } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import { loadNode } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import type { Builder } from './builder.js';

/**
 * Adds the interface `Node` and the queries `node` and `nodes` to a schema, after
 * https://relay.dev/docs/guides/graphql-server-specification/#object-identification.
 */
export function nodeInterface(
  builder: Builder,
  tables: ReadonlyMap<string, Table>,
  ids: GlobalIds,
) {
  const node = builder.interfaceRef<Row>('Node').implement({
    description: 'An object with a globally unique ID.',
    resolveType: ({ __typename }) => String(__typename),
    fields: (t) => ({
      // Each type answers this itself: a row alone does not know its type.
      id: t.id({
        description: 'Globally unique ID.',
        resolve: ({ id }) => String(id),
      }),
    }),
  });

  const load = async (id: GlobalId | undefined, context: RelayContext): Promise<Row | null> => {
    const table = id && tables.get(id.type);
    const row = table ? await loadNode(table, id.key, context) : null;
    return row && { ...row, __typename: id?.type };
  };

  builder.queryFields((t) => ({
    node: t.field({
      type: node,
      nullable: true,
      description: 'The object with this ID, or null if there is none.',
      args: { id: t.arg.id({ required: true, description: 'The ID of an object of any type.' }) },
      ...withCost(rowCost),
      resolve: (_, { id }, context) => load(ids.find([id], 'id')[0], context),
    }),
    nodes: t.field({
      type: [node],
      nullable: { list: false, items: true },
      description: 'The objects with these IDs, in the same order, with null where there is none.',
      args: {
        ids: t.arg.idList({
          required: true,
          description: 'IDs of objects of any type, at most 10,000.',
        }),
      },
      ...withCost((args, inner) => costOfRows(0, lengthOf(args.ids), rowsCost(args, inner))),
      resolve: (_, args, context) =>
        Promise.all(ids.find(args.ids, 'ids').map((id) => load(id, context))),
    }),
  }));
  return node;
}
