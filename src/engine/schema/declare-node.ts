import type { TextField } from '../kinds/text.js';
import { encodeGlobalId } from '../model/global-id.js';
import { nodeName } from '../naming.js';
import type { Row } from '../sql/row-source.js';
import { connectionTypes } from './connection-types.js';
import { deleteManyMutation } from './delete-many.js';
import { nodeFilter } from './filter-inputs.js';
import { nodeMutations } from './node-mutations.js';
import type { NodeType, RelationField } from './node-type.js';
import { orderInput } from './order-input.js';
import type { Relay } from './relay.js';
import { rootQueries } from './root-queries.js';

/** What makes an entity of a table. */
export interface NodeDeclaration<Tables, Name extends keyof Tables & string, Field extends string> {
  /** The GraphQL type, the Prisma model and the table: `Article`. */
  readonly name: Name;
  /** The root field that lists them: `articles`. */
  readonly many: string;
  readonly description: string;
  /** Its texts, each a column of the same name. */
  readonly fields: { readonly [Key in Field]: Key extends keyof Tables[Name] ? TextField : never };
  /** The text by which connections are ordered unless asked otherwise. An index on (it, id) serves that order. */
  readonly defaultOrder: Field;
}

/**
 * Declares an entity: its type, filter, order and connection, the queries for one and for all, and the mutations that
 * create, update and delete. Its relations are declared elsewhere, and add to all of these.
 */
export function declareNode<Tables, Name extends keyof Tables & string, Field extends string>(
  relay: Relay<Tables>,
  declaration: NodeDeclaration<Tables, Name, Field>,
): NodeType {
  const { builder, ids } = relay;
  const { name, many, description, defaultOrder } = declaration;
  const fields: Readonly<Record<string, TextField>> = declaration.fields;
  const texts = Object.keys(fields);
  const one = nodeName(name);
  const relations = new Map<string, RelationField>();

  const object = builder.objectRef<Row>(name).implement({
    description,
    interfaces: [relay.node],
    isTypeOf: (value) => typeof value === 'object',
    fields: (t) => ({
      id: t.id({
        description: `Names the ${one} among all types, for good.`,
        resolve: ({ id }) => encodeGlobalId(name, id),
      }),
      ...Object.fromEntries(
        Object.entries(fields).map(([field, text]) => [
          field,
          t.string({
            description: `${text.description} 1 to ${text.maximum} characters.`,
            resolve: (row) => String(row[field]),
          }),
        ]),
      ),
    }),
  });

  const node: NodeType = {
    name,
    one,
    many,
    fields,
    defaultOrder,
    ids,
    relations,
    refs: {
      object,
      ...connectionTypes(builder, relay.pageInfo, object, name, one),
      filter: nodeFilter(builder, relay.columnFilters, name, many, texts, relations),
      order: orderInput(builder, relay.direction, name, many, texts),
    },
  };
  relay.nodes.set(name, node);
  rootQueries(builder, node);
  nodeMutations(builder, node);
  deleteManyMutation(builder, node);
  return node;
}
