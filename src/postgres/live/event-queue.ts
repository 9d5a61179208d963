import { ChangesLost } from '../../engine/live/change-feed.js';

/** Reads the events of a subscriber from before it subscribed; undefined when there are no more. */
export type Backlog<Event> = () => Promise<readonly Event[] | undefined>;

/**
 * The events that a subscriber has not read yet, as its stream. They are limited: a subscriber that reads too slowly gets
 * ChangesLost in place of them, and holds no more memory.
 */
export class EventQueue<Event> implements AsyncIterableIterator<Event> {
  readonly #limit: number;
  readonly #sizeOf: (event: Event) => number;
  readonly #onEnd: () => void;
  #events: Event[] = [];
  /** The index of the next event. */
  #next = 0;
  #size = 0;
  #error: Error | undefined;
  #ended = false;
  #waiting: (() => void) | undefined;
  /** Events before the queue's own. Not an array that is shifted: for a long one, each shift copies all others. */
  #earlier: Iterator<Event> | undefined;
  #backlog: Backlog<Event> | undefined;

  /** `limit` is the maximum total size of the events, by `sizeOf`. `onEnd` is called once when the stream ends. */
  constructor(limit: number, sizeOf: (event: Event) => number, onEnd: () => void) {
    this.#limit = limit;
    this.#sizeOf = sizeOf;
    this.#onEnd = onEnd;
  }

  /** Must be called before the first event is read. */
  startWith(backlog: Backlog<Event>): void {
    this.#backlog = backlog;
  }

  push(event: Event): void {
    if (this.#ended) return;
    this.#size += this.#sizeOf(event);
    if (this.#size > this.#limit) {
      this.fail(new ChangesLost('Changes came faster than they were read.'));
      return;
    }
    this.#events.push(event);
    this.#wake();
  }

  /** Ends the stream with an error, which takes the place of the unread events. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#error = error;
    this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    for (;;) {
      if (this.#error) {
        const error = this.#error;
        this.#error = undefined;
        throw error;
      }
      if (this.#ended) return { done: true, value: undefined };
      const event = await this.#read();
      if (event !== undefined) return { done: false, value: event };
    }
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    if (!this.#ended) this.#end();
    return { done: true, value: undefined };
  }

  /** The next event; undefined if the stream must be looked at again. */
  async #read(): Promise<Event | undefined> {
    const earlier = this.#earlier?.next();
    if (earlier && !earlier.done) return earlier.value;
    this.#earlier = undefined;
    if (this.#backlog) {
      const events = await this.#backlog();
      if (this.#ended) return undefined;
      if (events) this.#earlier = events.values();
      else this.#backlog = undefined;
      return undefined;
    }
    const event = this.#events[this.#next];
    if (event === undefined) {
      await new Promise<void>((wake) => {
        this.#waiting = wake;
      });
      return undefined;
    }
    this.#next += 1;
    this.#size -= this.#sizeOf(event);
    if (this.#next === this.#events.length) {
      this.#events = [];
      this.#next = 0;
    }
    return event;
  }

  #end(): void {
    this.#ended = true;
    this.#events = [];
    this.#earlier = undefined;
    this.#backlog = undefined;
    this.#onEnd();
    this.#wake();
  }

  #wake(): void {
    const wake = this.#waiting;
    this.#waiting = undefined;
    wake?.();
  }
}
