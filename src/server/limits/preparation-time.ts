/** Time of requests that was not charged yet, in milliseconds, by context. */
const spent = new WeakMap<object, number>();

/** A time that is not charged, in milliseconds: every request costs more than this at least. */
const negligible = 0.02;

/**
 * Runs a step that prepares an operation, such as parsing or validation, and measures how long it blocks the event loop. The
 * time depends on the client's document, and is not part of the operation's cost, so it is charged separately. It is elapsed
 * time, as reading the CPU time of the process takes a fifth of a small request.
 * `context` is that of the operation, or the request before there is one: see `passPreparation`.
 */
export function prepare<Result>(context: object, work: () => Result): Result {
  const start = performance.now();
  try {
    return work();
  } finally {
    const time = performance.now() - start;
    if (time > negligible) spent.set(context, (spent.get(context) ?? 0) + time);
  }
}

/** Moves the time measured for a request to the context of its operation. */
export function passPreparation(request: object, context: object): void {
  const time = takePreparation(request);
  if (time > 0) spent.set(context, (spent.get(context) ?? 0) + time);
}

/** Returns the time measured for this context since the last call, in milliseconds. */
export function takePreparation(context: object): number {
  const time = spent.get(context) ?? 0;
  spent.delete(context);
  return time;
}
