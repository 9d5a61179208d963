import { rowCost, withCost } from '../cost/cost.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { RowEvent } from '../live/change-feed.js';
import { encodePosition, type Position } from '../live/position.js';
import { encodeGlobalId } from '../model/global-id.js';
import { fieldNames, subscriptionNames, typeNames } from '../naming.js';
import { loadNode } from '../paging/node-loader.js';
import type { Builder, EnumType } from './builder.js';
import { itemsOf } from './live-events.js';
import type { NodeType } from './node-type.js';
import { subscriptionField } from './subscription-field.js';

/** The enum of the changes of a row. */
export type RowChangeType = EnumType<RowEvent['change']>;

/** Adds the enum of the changes of a row to the schema. */
export function rowChangeEnum(builder: Builder): RowChangeType {
  return builder.enumType('RowChange', {
    description: 'How a row was changed.',
    values: {
      CREATED: { description: 'The row was created.' },
      UPDATED: { description: 'Columns of the row were updated.' },
      DELETED: { description: 'The row was deleted.' },
    } as const,
  });
}

/** A change of a row, as the API shows it. */
interface ChangedRow {
  readonly change: RowEvent['change'];
  readonly key: Key;
  readonly position: Position;
}

/** Adds to the schema the subscriptions to the changes of one row of a table, and of all. */
export function rowSubscriptions(builder: Builder, change: RowChangeType, node: NodeType): void {
  const { table, ids, object } = node;
  const { name, one, many } = table;
  const { contextOf } = builder.engine;
  const { ofRow, ofRows } = subscriptionNames;
  const type = builder.objectRef<ChangedRow>(typeNames.payload(ofRow(one))).implement({
    description: `A change of a row of ${name}, by any writer.`,
    fields: (t) => ({
      change: t.field({
        type: change,
        description: 'How the row was changed.',
        resolve: (row) => row.change,
      }),
      [one]: t.field({
        type: object,
        nullable: true,
        description: `The ${one} as it is now. Null if it is deleted, also by a later change.`,
        ...withCost(rowCost),
        resolve: (row, _, context) =>
          row.change === 'DELETED' ? null : loadNode(table, row.key, contextOf(context)),
      }),
      [fieldNames.id(one)]: t.id({
        description: `The ID of the ${one}.`,
        resolve: ({ key }) => encodeGlobalId(name, key),
      }),
      cursor: t.string({
        description: 'The place after this change, for `after`.',
        resolve: ({ position }) => encodePosition(position),
      }),
    }),
  });
  const read = ({ change, key: text, position }: RowEvent): ChangedRow | undefined => {
    const key = kindOf(table.key).key?.parse(text, table.key);
    return key === undefined ? undefined : { change, key, position };
  };
  subscriptionField<ChangedRow>(builder, {
    name: ofRow(one),
    description: `The changes of one ${one}: each update of its columns, and its deletion.`,
    id: { name: 'id', description: `The ID of the ${one}.` },
    type,
    async subscribe(feed, id = '', after) {
      const key = String(ids.key(name, id, 'id'));
      return itemsOf(await feed.rows({ table: table.table, key }, after), read);
    },
  });
  subscriptionField<ChangedRow>(builder, {
    name: ofRows(many),
    description: `The changes of all ${many}: each creation, update and deletion of a row.`,
    type,
    subscribe: async (feed, _, after) =>
      itemsOf(await feed.rows({ table: table.table }, after), read),
  });
}
