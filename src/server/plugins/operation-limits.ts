/** What an operation and a client may take. */
export interface OperationLimits {
  /** What an operation may cost, in units of about one row read. */
  readonly cost: number;
  /** How long its statements may take together, in milliseconds. */
  readonly time: number;
  /** What a client's operations may cost together in a minute; undefined for any amount. */
  readonly rate: number | undefined;
  /** How many proxies stand before the server, each of which adds to `X-Forwarded-For` whom it serves. */
  readonly proxies: number;
}

/** The limits where nothing is set. In production `rate` is twenty times `cost`, too. */
export const defaultOperationLimits: OperationLimits = {
  cost: 30_000,
  time: 10_000,
  rate: undefined,
  proxies: 0,
};
