/** The statements of an operation were stopped because of its time limit, or because its client is gone. */
export class OperationStopped extends Error {
  constructor(readonly reason: 'time' | 'client gone') {
    super(reason === 'time' ? 'the time limit of the operation is exceeded' : 'the client is gone');
  }
}

/** What a mutation knows of its change if its result could not be read. */
export type Change = 'made' | 'not made' | 'unknown';

/** An operation read more than `limit` bytes. */
export class ReadLimitExceeded extends Error {
  /** `change` is the outcome of the statement, or of its transaction. */
  constructor(
    readonly limit: number,
    readonly change: Change,
  ) {
    super(`the operation read more than ${limit} bytes`);
  }
}

/** The tolerance between PostgreSQL's clock and this process's, in milliseconds. */
const tolerance = 50;

/** A group of statements with common limits, which are stopped when they exceed one or when their client is gone. */
export class Operation {
  readonly #waiting = new Set<() => void>();
  #startedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped: OperationStopped | ReadLimitExceeded | undefined;
  #ended = false;
  #received = 0;
  #largestRow = 0;

  /**
   * `time` is the time limit in milliseconds, and `bytes` the maximum size of all rows together. `onGone` registers a callback for when the client disconnects, and calls it
   * immediately if it has. Neither is used before the first statement.
   */
  constructor(
    readonly time: number,
    readonly onGone: (stop: () => void) => void,
    readonly bytes = Number.POSITIVE_INFINITY,
  ) {}

  /** The reason why the operation was stopped; undefined if it was not. */
  get stopped(): OperationStopped | ReadLimitExceeded | undefined {
    return this.#stopped;
  }

  /** The size of the largest row so far, in bytes. */
  get largestRow(): number {
    return this.#largestRow;
  }

  /**
   * Whether its time limit is exceeded. PostgreSQL has the same limit for a single statement, and may cancel it a moment before
   * this process stops the operation.
   */
  get isOver(): boolean {
    const { stopped } = this;
    if (stopped) return stopped instanceof OperationStopped && stopped.reason === 'time';
    return (
      this.#startedAt !== undefined && performance.now() - this.#startedAt >= this.time - tolerance
    );
  }

  /** Must be called before each statement. Throws OperationStopped if the operation was stopped. */
  check(): void {
    if (this.#startedAt === undefined) this.#start();
    if (this.#stopped) throw this.#stopped;
  }

  /** Must be called with the size of each row. Returns false if the operation has read too much, and stops it. */
  receive(bytes: number): boolean {
    this.#received += bytes;
    if (bytes > this.#largestRow) this.#largestRow = bytes;
    if (this.#received <= this.bytes) return true;
    this.#stop(new ReadLimitExceeded(this.bytes, 'not made'));
    return false;
  }

  /** Must be called when work begins. If the operation is stopped before `done`, calls `stop` once, which must end the work. */
  begin(stop: () => void): void {
    this.#waiting.add(stop);
  }

  /** Must be called when the work that began with `stop` has ended. */
  done(stop: () => void): void {
    this.#waiting.delete(stop);
  }

  /** Must be called when the operation has been executed. Stops its timer. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => this.#stop(new OperationStopped('time')), this.time);
    // The timer alone must not keep the process running.
    this.#timer.unref();
    this.onGone(() => {
      // Every client disconnects in the end, and creating an error takes longer than sending a statement.
      if (!this.#ended) this.#stop(new OperationStopped('client gone'));
    });
  }

  #stop(reason: OperationStopped | ReadLimitExceeded): void {
    if (this.#stopped || this.#ended) return;
    this.#stopped = reason;
    this.end();
    for (const stop of this.#waiting) stop();
  }
}
