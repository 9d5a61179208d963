import type { EngineContext } from '../context.js';
import { fieldCost, listCost, rowCost, rowsCost, withCost } from '../cost/cost.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import { type LinkEvent, linksPerEvent } from '../live/change-feed.js';
import { encodePosition, type Position } from '../live/position.js';
import { encodeGlobalId } from '../model/global-id.js';
import { type End, hasLinkColumns } from '../model/tables.js';
import { fieldNames, subscriptionNames, typeNames } from '../naming.js';
import { loadNode } from '../paging/node-loader.js';
import type { Edge } from '../paging/page.js';
import { readLinkedTargets } from '../sql/linked-targets.js';
import { readTargetOrder } from '../sql/order.js';
import type { Builder } from './builder.js';
import { itemsOf } from './live-events.js';
import type { EndTypes } from './node-type.js';
import { subscriptionField } from './subscription-field.js';

/** A change of an owner's links, as the API shows it. */
interface ChangedLinks {
  readonly owner: Key;
  readonly position: Position;
  readonly added: readonly Key[];
  readonly removed: readonly Key[];
  readonly updated: readonly Key[];
}

/**
 * Adds to the schema the subscription to the changes of one owner's links.
 *
 * A change is told after it was committed, when other changes may have followed. Counts and IDs are those of the change itself.
 * Edges are read when the event is sent: those of links that are gone by then are left out, and a later event tells their
 * removal.
 */
export function linkSubscription(builder: Builder, end: End, types: EndTypes): void {
  const { owner, target, field, singular } = end;
  const { contextOf } = builder.engine;
  const { ids } = types.owner;
  const name = subscriptionNames.ofLinks(owner.one, field);
  const idName = fieldNames.id(owner.one);
  const order = readTargetOrder(end);
  const edges = async (
    { owner }: ChangedLinks,
    keys: readonly Key[],
    { database }: EngineContext,
  ): Promise<readonly Edge[]> => {
    const rows = keys.length === 0 ? [] : await readLinkedTargets(end, owner, keys, database);
    return rows.map((node) => ({ node, order }));
  };
  const type = builder.objectRef<ChangedLinks>(typeNames.payload(name)).implement({
    description: `A change of the ${field} of one ${owner.one}, by any writer.`,
    fields: (t) => ({
      [owner.one]: t.field({
        type: types.owner.object,
        nullable: true,
        description: `The ${owner.one} as it is now. Null if it is deleted.`,
        ...withCost(rowCost),
        resolve: (links, _, context) => loadNode(owner, links.owner, contextOf(context)),
      }),
      [fieldNames.addedEdges(singular)]: t.field({
        type: [types.list.edge],
        description: `The ${field} that were linked, in the default order, without those that are no longer linked.`,
        ...withCost(rowsCost),
        resolve: (links, _, context) => edges(links, links.added, contextOf(context)),
      }),
      addedCount: t.int({
        description: `The number of ${field} that were linked.`,
        ...withCost(fieldCost),
        resolve: ({ added }) => added.length,
      }),
      [fieldNames.removedIds(singular)]: t.idList({
        description: `The IDs of the ${field} that were unlinked.`,
        ...withCost(listCost),
        resolve: ({ removed }) => removed.map((key) => encodeGlobalId(target.name, key)),
      }),
      removedCount: t.int({
        description: `The number of ${field} that were unlinked.`,
        ...withCost(fieldCost),
        resolve: ({ removed }) => removed.length,
      }),
      ...(hasLinkColumns(end) && {
        [fieldNames.updatedEdges(singular)]: t.field({
          type: [types.list.edge],
          description: `The ${field} whose links were updated, in the default order, without those that are no longer linked.`,
          ...withCost(listCost),
          resolve: (links, _, context) => edges(links, links.updated, contextOf(context)),
        }),
      }),
      cursor: t.string({
        description: 'The place after this change, for `after`.',
        resolve: ({ position }) => encodePosition(position),
      }),
    }),
  });
  const keysOf = (texts: readonly string[]): Key[] =>
    texts
      .map((text) => kindOf(target.key).key?.parse(text, target.key))
      .filter((key) => key !== undefined);

  const read = (owner: Key, { position, ...event }: LinkEvent): ChangedLinks | undefined => {
    const [added, removed] = [keysOf(event.added), keysOf(event.removed)];
    const updated = hasLinkColumns(end) ? keysOf(event.updated) : [];
    const isShown = added.length + removed.length + updated.length > 0;
    return isShown ? { owner, position, added, removed, updated } : undefined;
  };

  subscriptionField<ChangedLinks>(builder, {
    name,
    description: `The changes of the ${field} of one ${owner.one}, by any writer and from either end. A change of more than ${linksPerEvent} links comes in several events.`,
    id: { name: idName, description: `The ID of the ${owner.one}.` },
    type,
    async subscribe(feed, id = '', after) {
      const key = ids.key(owner.name, id, idName);
      const { table, ownerColumn } = end;
      const events = await feed.links({ table, ownerColumn, owner: String(key) }, after);
      return itemsOf(events, (event) => read(key, event));
    },
  });
}
