/** CPU time of requests that was not charged yet, in milliseconds, by context. */
const spent = new WeakMap<object, number>();

/**
 * Runs a step that prepares an operation, such as parsing or validation, and measures its CPU time. The time depends on the
 * client's document, and is not part of the operation's cost, so it is charged separately.
 * `context` is that of the operation, or the request before there is one: see `passPreparation`.
 */
export function prepare<Result>(context: object, work: () => Result): Result {
  const start = process.cpuUsage();
  try {
    return work();
  } finally {
    const { user, system } = process.cpuUsage(start);
    spent.set(context, (spent.get(context) ?? 0) + (user + system) / 1_000);
  }
}

/** Moves the CPU time measured for a request to the context of its operation. */
export function passPreparation(request: object, context: object): void {
  const time = takePreparation(request);
  if (time > 0) spent.set(context, (spent.get(context) ?? 0) + time);
}

/** Returns the CPU time measured for this context since the last call, in milliseconds. */
export function takePreparation(context: object): number {
  const time = spent.get(context) ?? 0;
  spent.delete(context);
  return time;
}
