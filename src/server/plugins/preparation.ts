/** CPU time that requests have taken and that was not charged yet, in milliseconds, by their contexts. */
const spent = new WeakMap<object, number>();

/**
 * Runs what prepares an operation: parsing, validation, computing its cost, compiling, reading variables. It takes as long as
 * the client likes, before anything has a price; so its CPU time is charged.
 */
export function prepare<Result>(context: object, work: () => Result): Result {
  const began = process.cpuUsage();
  try {
    return work();
  } finally {
    const { user, system } = process.cpuUsage(began);
    spent.set(context, (spent.get(context) ?? 0) + (user + system) / 1_000);
  }
}

/** The CPU time that the request with this context took since this was last called, in milliseconds. */
export function takePreparation(context: object): number {
  const time = spent.get(context) ?? 0;
  spent.delete(context);
  return time;
}
