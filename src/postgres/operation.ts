/** Why the statements of an operation were stopped: they took too long, or nobody waits for the answer any more. */
export class OperationStopped extends Error {
  constructor(readonly reason: 'time' | 'client gone') {
    super(reason === 'time' ? 'the time for the operation is over' : 'the client is gone');
  }
}

/** By how much two clocks may differ, in milliseconds. */
const tolerance = 50;

/** An operation as the database sees it: how long its statements may take together, and who waits for them. */
export class Operation {
  readonly #waiting = new Set<() => void>();
  #startedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped: OperationStopped | undefined;
  #ended = false;

  /**
   * `time` in milliseconds; `onGone` takes what is to be called when the client goes away, and calls it at once if it has. Neither
   * costs anything before the first statement.
   */
  constructor(
    readonly time: number,
    readonly onGone: (stop: () => void) => void,
  ) {}

  /** Why the operation was stopped; undefined while it was not. */
  get stopped(): OperationStopped | undefined {
    return this.#stopped;
  }

  /**
   * Whether its time is over. PostgreSQL, which has the same time limit for a single statement, may find it out a moment before
   * the operation is stopped for that.
   */
  get isOver(): boolean {
    const { stopped } = this;
    if (stopped) return stopped.reason === 'time';
    return (
      this.#startedAt !== undefined && performance.now() - this.#startedAt >= this.time - tolerance
    );
  }

  /** Called before each statement, so that none starts any more once the operation was stopped: throws OperationStopped then. */
  check(): void {
    if (this.#startedAt === undefined) this.#start();
    if (this.#stopped) throw this.#stopped;
  }

  /** Called where work for the operation begins: if it is stopped before `done`, `stop` is called, once, and is to see to it that the work ends. */
  begin(stop: () => void): void {
    this.#waiting.add(stop);
  }

  /** Called when the work that began with `stop` has ended. */
  done(stop: () => void): void {
    this.#waiting.delete(stop);
  }

  /** To be called when the operation has been answered: its time does not run any longer. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => this.#stop('time'), this.time);
    // What waits for the database keeps the process alive, not the clock.
    this.#timer.unref();
    this.onGone(() => this.#stop('client gone'));
  }

  #stop(reason: OperationStopped['reason']): void {
    // Each client goes away in the end, and an error takes longer to make than a statement to send.
    if (this.#stopped || this.#ended) return;
    this.#stopped = new OperationStopped(reason);
    this.end();
    for (const stop of this.#waiting) stop();
  }
}
