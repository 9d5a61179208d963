/** What an operation and a client may take. */
export interface OperationLimits {
  /** What an operation may cost, in units of about one row read. */
  readonly cost: number;
  /** How long its statements may take together, in milliseconds. */
  readonly time: number;
  /** What a client's operations may cost together in a minute; undefined for any amount. */
  readonly rate: number | undefined;
  /** What a millisecond of CPU time costs that is spent before an operation runs: it counts for the rate alone. */
  readonly preparation?: number;
}

/** The limits where nothing is set. In production `rate` is twenty times `cost`, too. */
export const defaultOperationLimits: Required<OperationLimits> = {
  cost: 30_000,
  time: 10_000,
  rate: undefined,
  // So the rate in production lets a client take six seconds a minute.
  preparation: 100,
};
