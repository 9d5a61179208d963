import type { Parameters } from 'fast-check';

/** How much a law is tried. */
export interface RunOptions {
  /** How many times, 100 by default. */
  readonly runs?: number;
  /** For how long at most, in milliseconds, 10,000 by default. After a failure, also for how long it is simplified. */
  readonly time?: number;
  /** The seed of a failure that is to be repeated, as fast-check prints it. */
  readonly seed?: number;
}

/** The same, for fast-check. */
export function runParameters({
  runs = 100,
  time = 10_000,
  seed,
}: RunOptions): Parameters<unknown> {
  return {
    numRuns: runs,
    interruptAfterTimeLimit: time,
    ...(seed !== undefined && { seed }),
  };
}
