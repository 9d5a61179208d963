import { OperationStopped } from './operation.js';

/**
 * What a failed statement means to its caller. Whether something was changed is
 * unknown for `broken connection` alone: the statement may have been run, and even committed. For every other one but
 * `unexpected`, nothing was.
 * - `stopped`: cancelled, as its time was over or its client gone, or by an administrator of the database;
 * - `lost race`: given up by PostgreSQL for the sake of another transaction;
 * - `stale statement`: prepared before something that it reads was altered, and can be prepared again;
 * - `unreachable`: it never came to the database;
 * - `read only`: the database takes no changes, as a standby does, and the former primary after a failover;
 * - `unavailable`: the database couldn't run it then, for lack of disk space, memory or a lock, or ended its idle transaction.
 */
export type Failure =
  | 'stopped'
  | 'lost race'
  | 'stale statement'
  | 'missing row'
  | 'unreachable'
  | 'read only'
  | 'unavailable'
  | 'broken connection'
  | 'unexpected';

/**
 * Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) and of Node. The first that fits counts.
 */
const failures: Record<Exclude<Failure, 'unexpected' | 'stale statement'>, RegExp> = {
  stopped: /^57014$/,
  // Neither PostgreSQL nor a pooler knows what became of these. 57P01, P02 and P04 may come after a commit, before its answer.
  'broken connection':
    /^(40003|08(?!001|004)...|57P0[124]|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT)$/,
  'lost race': /^40...$/,
  'missing row': /^23503$/,
  // A role or a database that is gone, or a changed password, is found when a connection is made.
  unreachable:
    /^(08001|08004|28...|3D000|57P03|53300|ECONNREFUSED|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN)$/,
  'read only': /^25006$/,
  unavailable: /^(53...|55...|58...|25P03|25P04|57P05)$/,
};

/** pg gives these no code. */
const messages: readonly (readonly [RegExp, Failure])[] = [
  // No connection was free, or none was made, in time.
  [
    /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout|timeout expired)/,
    'unreachable',
  ],
  [/^(Connection terminated|Client has encountered a connection error)/, 'broken connection'],
];

/** Says what kind of failure an error of the database is. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OperationStopped) return 'stopped';
  if (isStale(error)) return 'stale statement';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    // Object.entries widens the keys to string.
    for (const [failure, codes] of Object.entries(failures))
      if (typeof code === 'string' && codes.test(code)) return failure as Failure;
    const { message } = cause;
    const told = messages.find(([pattern]) => pattern.test(message));
    if (told) return told[1];
  }
  return 'unexpected';
}

/** Whether a statement failed because it, as it was prepared, no longer fits or isn't there any more. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Only errors of PostgreSQL have these.
  const { code, routine } = error as { readonly code?: unknown; readonly routine?: unknown };
  // Much else has this code, and the message comes in the database's language.
  const isMisfit = code === '0A000' && routine === 'RevalidateCachedQuery';
  return isMisfit || code === '26000';
}
