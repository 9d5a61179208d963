import { setImmediate } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';

/** The parts of a subscription's stream of results. */
export interface StreamParts {
  /** The source stream of the operation. */
  readonly source: AsyncIterator<unknown>;
  /** Executes the operation for an item of the source. */
  readonly execute: (item: unknown) => Promise<ExecutionResult>;
  /** Called once when the stream ends, for whatever reason. */
  readonly onEnd: () => void;
}

/**
 * The results of a subscription. `fail` ends it with a last result.
 *
 * Not an async generator: its `return` would wait for the next event.
 */
export class SubscriptionStream implements AsyncIterableIterator<ExecutionResult> {
  readonly #parts: StreamParts;
  #last: ExecutionResult | undefined;
  #ended = false;

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  /** Ends the stream with this result. */
  fail(last: ExecutionResult): void {
    if (this.#ended) return;
    this.#last = last;
    // A pending `next` of the source then returns.
    void this.#endSource();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    const item = this.#last || this.#ended ? undefined : await this.#parts.source.next();
    if (this.#last) return this.#finish(this.#last);
    if (!item || item.done) return this.#finish();
    // Events that wait already would all be sent before any other request: nothing else here leaves the microtasks.
    await setImmediate();
    const result = await this.#parts.execute(item.value);
    // Refused or failed: the client has not got this event. It can subscribe again, after the last one that it got.
    if (result.data == null) {
      await this.#endSource();
      return this.#finish(result);
    }
    return { done: false, value: result };
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#last = undefined;
    await this.#endSource();
    return this.#finish();
  }

  #finish(last?: ExecutionResult): IteratorResult<ExecutionResult, undefined> {
    this.#last = undefined;
    if (!this.#ended) {
      this.#ended = true;
      this.#parts.onEnd();
    }
    return last ? { done: false, value: last } : { done: true, value: undefined };
  }

  async #endSource(): Promise<void> {
    await this.#parts.source.return?.();
  }
}
