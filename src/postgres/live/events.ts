import { type LinkEvent, linksPerEvent, type RowEvent } from '../../engine/live/change-feed.js';
import { isAfter, type Position } from '../../engine/live/position.js';
import type { ChangeRow } from './change-row.js';

const changes = { INSERT: 'CREATED', UPDATE: 'UPDATED', DELETE: 'DELETED' } as const;

/** The events of all rows of a table in a change, or of those that `isWanted`, after a position. */
export function rowEvents(
  { seq, operation, keys }: ChangeRow,
  after: Position | undefined,
  isWanted: (key: string) => boolean = () => true,
): RowEvent[] {
  if (operation === 'TRUNCATE') return [];
  const change = changes[operation];
  return keys.flatMap((key, index) => {
    const position = { seq, rows: index + 1 };
    return isWanted(key) && isPast(position, after) ? [{ position, change, key }] : [];
  });
}

/** The part of a change that is about the links of one owner. */
export interface OwnerChange {
  readonly seq: bigint;
  readonly transaction: string;
  readonly operation: ChangeRow['operation'];
  /** The targets, and their places in the change. */
  readonly targets: readonly { readonly key: string; readonly index: number }[];
}

/** An event that may still grow. */
interface OpenEvent {
  readonly transaction: string;
  position: Position;
  readonly added: Set<string>;
  readonly removed: Set<string>;
  readonly updated: Set<string>;
}

/**
 * The events of an owner's links, after a position. Changes of one transaction are told in one event, as the payload of a mutation
 * tells them, unless they are many.
 */
export function linkEvents(
  parts: readonly OwnerChange[],
  after: Position | undefined,
): LinkEvent[] {
  const events: OpenEvent[] = [];
  for (const { seq, transaction, operation, targets } of parts) {
    for (const { key, index } of targets) {
      const position = { seq, rows: index + 1 };
      if (!isPast(position, after)) continue;
      let event = events.at(-1);
      if (event?.transaction !== transaction || sizeOf(event) >= linksPerEvent) {
        event = {
          transaction,
          position,
          added: new Set(),
          removed: new Set(),
          updated: new Set(),
        };
        events.push(event);
      }
      event.position = position;
      addTo(event, operation, key);
    }
  }
  return events
    .filter((event) => sizeOf(event) > 0)
    .map(({ position, added, removed, updated }) => ({
      position,
      added: [...added],
      removed: [...removed],
      updated: [...updated],
    }));
}

/** The number of links in an event. */
export const linksOf = ({ added, removed, updated }: LinkEvent): number =>
  added.length + removed.length + updated.length;

const sizeOf = ({ added, removed, updated }: OpenEvent) => added.size + removed.size + updated.size;

/** What a link was before and after all changes of an event counts, not what was between. */
function addTo(
  { added, removed, updated }: OpenEvent,
  operation: ChangeRow['operation'],
  key: string,
): void {
  if (operation === 'INSERT') {
    if (removed.delete(key)) updated.add(key);
    else added.add(key);
  } else if (operation === 'DELETE') {
    updated.delete(key);
    if (!added.delete(key)) removed.add(key);
  } else if (operation === 'UPDATE' && !added.has(key)) {
    updated.add(key);
  }
}

const isPast = (position: Position, after: Position | undefined) =>
  after === undefined || isAfter(position, after);
