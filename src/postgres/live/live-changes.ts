import type { Executor } from '../../engine/database.js';
import {
  type ChangeFeed,
  ChangesLost,
  type Events,
  FeedClosed,
  type LinkEvent,
  type LinkTopic,
  type RowEvent,
  type RowTopic,
} from '../../engine/live/change-feed.js';
import type { Position } from '../../engine/live/position.js';
import type { Model } from '../../engine/model/model.js';
import { ChangeReader, type ReaderOptions } from './change-reader.js';
import type { ChangeRow } from './change-row.js';
import {
  type KeyColumn,
  lastNumber,
  oldestKept,
  type Run,
  readTableChanges,
} from './change-statements.js';
import type { EventQueue } from './event-queue.js';
import { linkEvents, rowEvents } from './events.js';
import { liveTablesOf } from './live-tables.js';
import { ownerChanges, Subscribers } from './subscribers.js';

/** The options of `openLiveChanges`. */
export interface LiveOptions extends Pick<ReaderOptions, 'url' | 'searchPath' | 'onFailure'> {
  readonly model: Model;
  /** Reads the changes that a subscriber has missed. */
  readonly database: Executor;
  /** How long changes are kept, in seconds. `liveDefaults` by default. */
  readonly keep?: number;
  /** The maximum number of changed rows or links that wait for one subscriber. `liveDefaults` by default. */
  readonly buffer?: number;
}

/** The default options. */
export const liveDefaults = { keep: 3_600, buffer: 20_000 };

/** The changes of the live tables of a PostgreSQL database. */
export interface LiveChanges extends ChangeFeed {
  /** Ends all streams with FeedClosed, and refuses further ones. */
  end(): void;
  /** Ends all streams, and closes the connection. */
  close(): Promise<void>;
}

/** Begins to read the changes of a model's live tables. Rejects if the database cannot be reached. */
export async function openLiveChanges(options: LiveOptions): Promise<LiveChanges> {
  const { keep = liveDefaults.keep, buffer = liveDefaults.buffer } = options;
  const subscribers = new Subscribers(liveTablesOf(options.model), buffer);
  const reader = new ChangeReader({
    ...options,
    keep,
    isWatched: () => subscribers.count > 0,
    onChanges: (changes) => subscribers.publish(changes),
    onLost: (error) => subscribers.fail(error),
  });
  await reader.start();
  return new DatabaseChanges(reader, subscribers, ({ text, values }) =>
    options.database.run({ text, values }),
  );
}

class DatabaseChanges implements LiveChanges {
  readonly #reader: ChangeReader;
  readonly #subscribers: Subscribers;
  readonly #run: Run;
  #ended = false;

  constructor(reader: ChangeReader, subscribers: Subscribers, run: Run) {
    this.#reader = reader;
    this.#subscribers = subscribers;
    this.#run = run;
  }

  rows(topic: RowTopic, after?: Position): Promise<Events<RowEvent>> {
    const { table, key } = topic;
    const isWanted = key === undefined ? undefined : (each: string) => each === key;
    return this.#subscribe(
      after,
      (from) => this.#subscribers.addRows(topic, from),
      table,
      key === undefined ? undefined : ['keys', key],
      (changes, from) => changes.flatMap((change) => rowEvents(change, from, isWanted)),
    );
  }

  links(topic: LinkTopic, after?: Position): Promise<Events<LinkEvent>> {
    const { table, owner } = topic;
    const column = this.#subscribers.columnOf(topic);
    const isWanted = (each: string) => each === owner;
    return this.#subscribe(
      after,
      (from) => this.#subscribers.addLinks(topic, from),
      table,
      [column === 0 ? 'keys' : 'target_keys', owner],
      (changes, from) => {
        const parts = changes.flatMap((each) => [...ownerChanges(each, column, isWanted).values()]);
        return linkEvents(parts, from);
      },
    );
  }

  wake(): void {
    this.#reader.wake();
  }

  end(): void {
    this.#ended = true;
    this.#subscribers.fail(new FeedClosed());
  }

  async close(): Promise<void> {
    this.end();
    await this.#reader.close();
  }

  /**
   * Adds a subscriber, who gets the changes between `after` and the reader's position from the table, and later ones as they are
   * published.
   */
  async #subscribe<Event>(
    after: Position | undefined,
    add: (from: Position | undefined) => EventQueue<Event>,
    table: string,
    key: readonly [KeyColumn, string] | undefined,
    eventsOf: (changes: readonly ChangeRow[], after: Position) => Event[],
  ): Promise<Events<Event>> {
    // Without subscribers, the reader may be a second behind.
    if (after) {
      await this.#checkKept(after);
      await this.#checkMade(after);
    } else if (this.#subscribers.count === 0) await this.#reader.refresh();
    const position = after ? await this.#reader.position() : 0n;
    if (this.#ended) throw new FeedClosed();
    // From here to the end is one step, in which no changes are published.
    if (!after) return add(undefined);
    const reached = { seq: position, rows: Number.MAX_SAFE_INTEGER };
    if (after.seq > position) return add(after);
    const queue = add(reached);
    let from: Position | undefined = after;
    queue.startWith(async () => {
      if (!from) return undefined;
      const changes: ChangeRow[] = await readTableChanges(this.#run, table, from, position, key);
      if (changes.some(({ operation }) => operation === 'TRUNCATE'))
        throw new ChangesLost('All rows were removed at once, by TRUNCATE.');
      // After they were read, as they may have been deleted meanwhile.
      await this.#checkKept(from);
      const events = eventsOf(changes, from);
      const last: bigint | undefined = changes.at(-1)?.seq;
      from = last === undefined ? undefined : { seq: last + 1n, rows: 0 };
      return events;
    });
    return queue;
  }

  /** Throws ChangesLost if changes after `position` have been deleted. */
  async #checkKept({ seq }: Position): Promise<void> {
    const oldest = await oldestKept(this.#run);
    if (oldest === undefined || oldest > seq)
      throw new ChangesLost('Changes after the cursor are no longer kept.');
  }

  /** Throws ChangesLost if the cursor is of a change that this database has not made: it was restored to an earlier state. */
  async #checkMade({ seq }: Position): Promise<void> {
    if (seq > (await lastNumber(this.#run)))
      throw new ChangesLost('The cursor is not of a change of this database.');
  }
}
