/** The limits of operations and clients. */
export interface OperationLimits {
  /** The maximum cost of an operation, in units of about one row read. */
  readonly cost: number;
  /** The maximum time of all statements of an operation together, in milliseconds. */
  readonly time: number;
  /** The maximum size of all rows that an operation reads, and of its response, in bytes. */
  readonly bytes: number;
  /** The maximum cost of all operations of a client in a minute; undefined for no limit. */
  readonly rate: number | undefined;
  /** The cost of a millisecond of CPU time before an operation is executed. It counts only towards the rate. */
  readonly preparation?: number;
}

/** The default limits. In production, the default of `rate` is twenty times `cost`. */
export const defaultOperationLimits: Required<OperationLimits> = {
  cost: 30_000,
  time: 10_000,
  bytes: 50_000_000,
  rate: undefined,
  // With the default rate in production, a client can use six seconds of CPU time in a minute.
  preparation: 100,
};
