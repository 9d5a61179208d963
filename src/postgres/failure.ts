import { OperationStopped, ReadLimitExceeded } from './operation.js';

/**
 * The kind of a failed statement. After `broken connection`, the change may have been made, and even committed. After any other
 * kind but `unexpected` and `too large`, nothing was changed.
 * - `stopped`: cancelled because of the time limit, because its client is gone, or by an administrator;
 * - `too large`: ReadLimitExceeded, which knows whether the change was made;
 * - `lost race`: rolled back by PostgreSQL in favour of another transaction: a deadlock or a serialization failure;
 * - `stale statement`: a prepared statement that must be prepared again, because a table was altered;
 * - `unreachable`: the statement was not sent, because there was no connection;
 * - `read only`: the database is read-only, as a standby or the former primary after a failover;
 * - `unavailable`: the database lacked disk space, memory or a lock, or ended an idle transaction.
 */
export type Failure =
  | 'stopped'
  | 'too large'
  | 'lost race'
  | 'stale statement'
  | 'unreachable'
  | 'read only'
  | 'unavailable'
  | 'broken connection'
  | 'unexpected';

/**
 * Error codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), of Node, and of Prisma
 * (https://www.prisma.io/docs/orm/reference/error-reference). The first match counts.
 */
const failures: Record<Exclude<Failure, 'unexpected' | 'stale statement' | 'too large'>, RegExp> = {
  stopped: /^57014$/,
  // The outcome is unknown. 57P01, 57P02 and 57P04 may come after a commit, before its response.
  'broken connection':
    /^(40003|08(?!001|004)...|57P0[124]|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|P1008|P1017)$/,
  'lost race': /^(40...|P2034)$/,
  // A role or a database that was dropped, or a changed password, is reported when a connection is made.
  unreachable:
    /^(08001|08004|28...|3D000|57P03|53300|ECONNREFUSED|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|P1000|P1001|P1002|P1003|P1010|P1011|P2024|P2037)$/,
  'read only': /^25006$/,
  // P2028: a transaction of Prisma's that did not begin or end in time, and was rolled back.
  unavailable: /^(53...|55...|58...|25P03|25P04|57P05|P2028)$/,
};

/** Messages of pg's errors without a code. */
const messages: readonly (readonly [RegExp, Failure])[] = [
  // No connection was free, or none was made, in time.
  [
    /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout|timeout expired)/,
    'unreachable',
  ],
  [/^(Connection terminated|Client has encountered a connection error)/, 'broken connection'],
];

/** The kind of failure of a database error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OperationStopped) return 'stopped';
  if (error instanceof ReadLimitExceeded) return 'too large';
  if (isStale(error)) return 'stale statement';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    // Object.entries widens the keys to string.
    for (const [failure, codes] of Object.entries(failures))
      if (typeof code === 'string' && codes.test(code)) return failure as Failure;
    const { message } = cause;
    const match = messages.find(([pattern]) => pattern.test(message));
    if (match) return match[1];
  }
  return 'unexpected';
}

/** Whether a prepared statement failed because its result type changed or it was deallocated. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Only errors of PostgreSQL have these.
  const { code, routine } = error as { readonly code?: unknown; readonly routine?: unknown };
  // Other errors have the same code, and the message is localized.
  const hasChangedType = code === '0A000' && routine === 'RevalidateCachedQuery';
  return hasChangedType || code === '26000';
}
