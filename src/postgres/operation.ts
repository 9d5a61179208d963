/** The statements of an operation were stopped because of its time limit, or because its client is gone. */
export class OperationStopped extends Error {
  constructor(readonly reason: 'time' | 'client gone') {
    super(reason === 'time' ? 'the time limit of the operation is exceeded' : 'the client is gone');
  }
}

/** The tolerance between PostgreSQL's clock and this process's, in milliseconds. */
const tolerance = 50;

/** A group of statements with a common time limit, which are stopped when their client is gone. */
export class Operation {
  readonly #waiting = new Set<() => void>();
  #startedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped: OperationStopped | undefined;
  #ended = false;

  /**
   * `time` is the time limit in milliseconds. `onGone` registers a callback for when the client disconnects, and calls it
   * immediately if it has. Neither is used before the first statement.
   */
  constructor(
    readonly time: number,
    readonly onGone: (stop: () => void) => void,
  ) {}

  /** The reason why the operation was stopped; undefined if it was not. */
  get stopped(): OperationStopped | undefined {
    return this.#stopped;
  }

  /**
   * Whether its time limit is exceeded. PostgreSQL has the same limit for a single statement, and may cancel it a moment before
   * this process stops the operation.
   */
  get isOver(): boolean {
    const { stopped } = this;
    if (stopped) return stopped.reason === 'time';
    return (
      this.#startedAt !== undefined && performance.now() - this.#startedAt >= this.time - tolerance
    );
  }

  /** Must be called before each statement. Throws OperationStopped if the operation was stopped. */
  check(): void {
    if (this.#startedAt === undefined) this.#start();
    if (this.#stopped) throw this.#stopped;
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
    this.#timer = setTimeout(() => this.#stop('time'), this.time);
    // The timer alone must not keep the process running.
    this.#timer.unref();
    this.onGone(() => this.#stop('client gone'));
  }

  #stop(reason: OperationStopped['reason']): void {
    // Every client disconnects in the end, and creating an error takes longer than sending a statement.
    if (this.#stopped || this.#ended) return;
    this.#stopped = new OperationStopped(reason);
    this.end();
    for (const stop of this.#waiting) stop();
  }
}
