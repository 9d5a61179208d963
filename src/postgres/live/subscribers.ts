import {
  ChangesLost,
  type LinkEvent,
  type LinkTopic,
  type RowEvent,
  type RowTopic,
} from '../../engine/live/change-feed.js';
import { isAfter, type Position } from '../../engine/live/position.js';
import type { ChangeRow } from './change-row.js';
import { EventQueue } from './event-queue.js';
import { linkEvents, linksOf, type OwnerChange, rowEvents } from './events.js';
import type { LiveTable } from './live-tables.js';

/** A subscriber, and the place up to which it has all changes; undefined if it gets whatever is published. */
interface Subscriber<Event> {
  readonly queue: EventQueue<Event>;
  readonly after: Position | undefined;
}

type Group<Event> = Set<Subscriber<Event>>;

/** Subscribers by the key of their row or owner. */
type Groups<Event> = Map<string, Group<Event>>;

/** The subscribers to one table: to its rows, or to the links of owners whose keys are in one of its columns. */
interface TableSubscribers {
  readonly keys: LiveTable['keys'];
  readonly allRows: Group<RowEvent>;
  readonly rows: Groups<RowEvent>;
  /** For each of the columns of a join table. */
  readonly links: readonly Groups<LinkEvent>[];
}

/** The subscribers of this process, to whom changes are published. Subscribers to the same topic share the events. */
export class Subscribers {
  readonly #tables: ReadonlyMap<string, TableSubscribers>;
  readonly #buffer: number;
  readonly #queues = new Set<{ fail(error: Error): void }>();

  /** `buffer` is the maximum number of changed rows or links that wait for one subscriber. */
  constructor(tables: readonly LiveTable[], buffer: number) {
    this.#buffer = buffer;
    this.#tables = new Map(
      tables.map(({ table, keys }) => [
        table,
        { keys, allRows: new Set(), rows: new Map(), links: keys.map(() => new Map()) },
      ]),
    );
  }

  /** The number of subscribers. */
  get count(): number {
    return this.#queues.size;
  }

  addRows({ table, key }: RowTopic, after: Position | undefined): EventQueue<RowEvent> {
    const { allRows, rows } = this.#of(table);
    return key === undefined
      ? this.#add(allRows, after, () => 1)
      : this.#addTo(rows, key, after, () => 1);
  }

  addLinks(topic: LinkTopic, after: Position | undefined): EventQueue<LinkEvent> {
    const groups = this.#of(topic.table).links[this.columnOf(topic)];
    if (!groups) throw new Error(`${topic.table} is no join table with ${topic.ownerColumn}`);
    return this.#addTo(groups, topic.owner, after, linksOf);
  }

  /** Which of the two columns of a join table has the keys of the owners. */
  columnOf({ table, ownerColumn }: LinkTopic): number {
    return this.#of(table).keys.indexOf(ownerColumn);
  }

  /** Sends changes, in their order, to the subscribers that they are about. */
  publish(changes: readonly ChangeRow[]): void {
    const parts = new Map<Group<LinkEvent>, OwnerChange[]>();
    for (const change of changes) {
      const table = this.#tables.get(change.table);
      if (!table) continue;
      if (change.operation === 'TRUNCATE') failAll(table);
      else if (table.keys.length === 1) publishRows(table, change);
      else collectLinks(table, change, parts);
    }
    for (const [group, changes] of parts) publishLinks(group, changes);
  }

  /** Ends all streams with this error. */
  fail(error: Error): void {
    for (const queue of this.#queues) queue.fail(error);
  }

  #of(table: string): TableSubscribers {
    const found = this.#tables.get(table);
    if (!found) throw new Error(`the changes of ${table} are not recorded`);
    return found;
  }

  #addTo<Event>(
    groups: Groups<Event>,
    key: string,
    after: Position | undefined,
    sizeOf: (event: Event) => number,
  ): EventQueue<Event> {
    const group = groups.get(key) ?? new Set();
    groups.set(key, group);
    return this.#add(group, after, sizeOf, () => {
      if (group.size === 0 && groups.get(key) === group) groups.delete(key);
    });
  }

  #add<Event>(
    group: Group<Event>,
    after: Position | undefined,
    sizeOf: (event: Event) => number,
    onEnd = () => {},
  ): EventQueue<Event> {
    const queue = new EventQueue<Event>(this.#buffer, sizeOf, () => {
      group.delete(subscriber);
      this.#queues.delete(queue);
      onEnd();
    });
    const subscriber = { queue, after };
    group.add(subscriber);
    this.#queues.add(queue);
    return queue;
  }
}

function failAll({ allRows, rows, links }: TableSubscribers): void {
  const error = new ChangesLost('All rows were removed at once, by TRUNCATE.');
  const groups = [allRows, ...rows.values(), ...links.flatMap((each) => [...each.values()])];
  for (const group of groups) for (const { queue } of [...group]) queue.fail(error);
}

function publishRows({ allRows, rows }: TableSubscribers, change: ChangeRow): void {
  if (allRows.size > 0) send(allRows, rowEvents(change, undefined));
  if (rows.size === 0) return;
  const events = rowEvents(change, undefined, (key) => rows.has(key));
  for (const event of events) send(rows.get(event.key) ?? new Set(), [event]);
}

function send(group: Group<RowEvent>, events: readonly RowEvent[]): void {
  // A queue that fails removes its subscriber from the group.
  for (const { queue, after } of [...group])
    for (const event of events)
      if (after === undefined || isAfter(event.position, after)) queue.push(event);
}

/** Adds to `parts` what a change of links means for each group of subscribers. */
function collectLinks(
  { links }: TableSubscribers,
  change: ChangeRow,
  parts: Map<Group<LinkEvent>, OwnerChange[]>,
): void {
  for (const [column, groups] of links.entries()) {
    if (groups.size === 0) continue;
    for (const [owner, part] of ownerChanges(change, column, (key) => groups.has(key))) {
      const group = groups.get(owner);
      if (!group) continue;
      const ofGroup = parts.get(group) ?? [];
      parts.set(group, ofGroup);
      ofGroup.push(part);
    }
  }
}

function publishLinks(group: Group<LinkEvent>, changes: readonly OwnerChange[]): void {
  const [first] = changes;
  const shared = linkEvents(changes, undefined);
  for (const { queue, after } of [...group]) {
    // A subscriber that comes from another server may have a part of these changes already.
    const hasPart = after !== undefined && first !== undefined && after.seq >= first.seq;
    for (const event of hasPart ? linkEvents(changes, after) : shared) queue.push(event);
  }
}

/** The parts of a change of links by owner; the owners' keys are in this column of the join table. */
export function ownerChanges(
  { seq, transaction, operation, keys, targetKeys }: ChangeRow,
  column: number,
  isWanted: (owner: string) => boolean,
): Map<string, OwnerChange> {
  const [owners, targets] = column === 0 ? [keys, targetKeys] : [targetKeys, keys];
  const found = new Map<string, { key: string; index: number }[]>();
  for (const [index, owner] of owners.entries()) {
    if (!isWanted(owner)) continue;
    const ofOwner = found.get(owner) ?? [];
    found.set(owner, ofOwner);
    ofOwner.push({ key: targets[index] ?? '', index });
  }
  return new Map(
    [...found].map(([owner, targets]) => [owner, { seq, transaction, operation, targets }]),
  );
}
