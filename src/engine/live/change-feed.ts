import type { Position } from './position.js';

/** The rows of a table whose changes a subscriber gets. Names and keys are those in the database, keys as text. */
export interface RowTopic {
  readonly table: string;
  /** One row; all rows if undefined. */
  readonly key?: string | undefined;
}

/** The links of one owner whose changes a subscriber gets. */
export interface LinkTopic {
  /** The join table. */
  readonly table: string;
  /** The column of the owner's key. */
  readonly ownerColumn: string;
  readonly owner: string;
}

/** A change of one row. */
export interface RowEvent {
  /** The place after the change. */
  readonly position: Position;
  readonly change: 'CREATED' | 'UPDATED' | 'DELETED';
  readonly key: string;
}

/** A change of the links of one owner, by the keys of their targets. A target is in one of the lists at most. */
export interface LinkEvent {
  readonly position: Position;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Links whose columns were changed. */
  readonly updated: readonly string[];
}

/** The maximum number of links in an event. A larger change is told in several. */
export const linksPerEvent = 100;

/** Events of one subscriber, in order. MUST be iterated once. `return` ends the subscription. */
export type Events<Event> = AsyncIterableIterator<Event>;

/**
 * The changes of all live tables, by whichever writer. Each subscriber gets every change once. Changes of the same row, and of the
 * links of the same owner, come in the order in which they were committed.
 */
export interface ChangeFeed {
  /**
   * Subscribes to changes that are committed from now on, or to those after a position. Throws ChangesLost if changes after it
   * are no longer known; the iterator throws it if the subscriber must read the current state again.
   */
  rows(topic: RowTopic, after?: Position): Promise<Events<RowEvent>>;
  links(topic: LinkTopic, after?: Position): Promise<Events<LinkEvent>>;
  /** Must be called after a change by this process was committed, so that it is told at once. */
  wake(): void;
}

/** A subscriber cannot get all changes, and must read the current state again. */
export class ChangesLost extends Error {}

/** The feed is being closed, because its process stops. */
export class FeedClosed extends Error {}
