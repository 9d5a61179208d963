import { encodeGlobalId } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import type { Row } from '../sql/columns.js';
import type { LinkChange } from '../sql/link-statements.js';
import { readOrder, readTargetOrder } from '../sql/order.js';
import type { Payload, PayloadField } from './mutation-field.js';
import type { EndList, EndTypes, NodeType } from './node-type.js';

/** The payload field of the edge of a changed row, for the lists of the rows that it was linked to. */
export function edgeField({ table, edge }: NodeType): Record<string, PayloadField> {
  return {
    [fieldNames.edge(table.one)]: {
      type: edge,
      description: `The edge of the ${table.one} in the default order, to add to the lists of the rows that it was linked to.`,
    },
  };
}

/** The payload fields for the owner and for the parts of the change in `tells`. */
export function changeFields(
  end: End,
  { owner: ownerType, list }: EndTypes,
  tells: readonly (keyof LinkChange)[],
): Record<string, PayloadField> {
  const { owner, field } = end;
  const added: Record<string, PayloadField> = {
    ...edgeField(ownerType),
    [fieldNames.addedEdges(end.singular)]: {
      type: [list.edge],
      description: `The ${field} that this mutation linked, in the default order. It does not contain those that were linked before.`,
    },
    addedCount: { type: 'Int', description: `The number of ${field} that this mutation linked.` },
  };
  const removed: Record<string, PayloadField> = {
    [fieldNames.removedIds(end.singular)]: {
      type: ['ID'],
      description: `The IDs of the ${field} that this mutation unlinked, in the default order.`,
    },
    removedCount: {
      type: 'Int',
      description: `The number of ${field} that this mutation unlinked.`,
    },
  };
  return {
    [owner.one]: {
      type: ownerType.object,
      description: `The ${owner.one} after the change.`,
    },
    ...(tells.includes('added') && added),
    ...(tells.includes('removed') && removed),
  };
}

/** The payload of a mutation after `change`, a change of the links of `owner`. */
export function changePayload(
  end: End,
  owner: Row,
  { added, removed }: Partial<LinkChange>,
): Payload {
  const order = readTargetOrder(end);
  return {
    [end.owner.one]: owner,
    ...(added && {
      [fieldNames.edge(end.owner.one)]: { node: owner, order: readOrder(end.owner) },
      [fieldNames.addedEdges(end.singular)]: added.map((node) => ({ node, order })),
      addedCount: added.length,
    }),
    ...(removed && {
      [fieldNames.removedIds(end.singular)]: removed.map((key) =>
        encodeGlobalId(end.target.name, key),
      ),
      removedCount: removed.length,
    }),
  };
}

/** The payload fields of a mutation that changes links along several ends. */
export function changesFields(lists: readonly EndList[]): Record<string, PayloadField> {
  return Object.fromEntries(
    lists.flatMap(({ end: { singular, field }, list }): [string, PayloadField][] => [
      [
        fieldNames.addedEdges(singular),
        {
          type: [list.edge],
          description: `The ${field} that this mutation linked, in the default order. Empty if it does not change these links.`,
        },
      ],
      [
        fieldNames.addedCount(singular),
        { type: 'Int', description: `The number of ${field} that this mutation linked.` },
      ],
      [
        fieldNames.removedIds(singular),
        {
          type: ['ID'],
          description: `The IDs of the ${field} that this mutation unlinked, in the default order.`,
        },
      ],
      [
        fieldNames.removedCount(singular),
        { type: 'Int', description: `The number of ${field} that this mutation unlinked.` },
      ],
    ]),
  );
}

/** The payload of a mutation after the changes of the links along `ends`. */
export function changesPayload(
  ends: readonly End[],
  changed: ReadonlyMap<End, Partial<LinkChange>>,
): Payload {
  return Object.fromEntries(
    ends.flatMap((end): [string, unknown][] => {
      const { target, singular } = end;
      const { added = [], removed = [] } = changed.get(end) ?? {};
      const order = readTargetOrder(end);
      return [
        [fieldNames.addedEdges(singular), added.map((node) => ({ node, order }))],
        [fieldNames.addedCount(singular), added.length],
        [fieldNames.removedIds(singular), removed.map((key) => encodeGlobalId(target.name, key))],
        [fieldNames.removedCount(singular), removed.length],
      ];
    }),
  );
}
