import pg from 'pg';
import { OperationStopped } from './operation.js';

/**
 * What a failed statement means to its caller, whichever of pg, Kysely and Prisma reports it. Of an unreachable database the
 * statement never came to it; where the connection broke, it may have been run, and even committed; one that was stopped, as
 * its time was over or its client gone, has changed nothing. A stale statement was prepared before something that it reads was
 * altered, and can be prepared again.
 */
export type Failure =
  | 'stopped'
  | 'lost race'
  | 'stale statement'
  | 'missing row'
  | 'unreachable'
  | 'broken connection'
  | 'unexpected';

/**
 * Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), of Prisma
 * (https://www.prisma.io/docs/orm/reference/error-reference) and of Node.
 */
const failures: Record<Exclude<Failure, 'unexpected' | 'stale statement'>, RegExp> = {
  stopped: /^57014$/,
  'lost race': /^(40001|40P01|P2034)$/,
  'missing row': /^(23503|P2003|P2025)$/,
  unreachable:
    /^(57P03|53300|P1001|P1002|ECONNREFUSED|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN)$/,
  'broken connection': /^(08...|57P0[125]|P1008|P1017|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT)$/,
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
    for (const code of codesOf(cause)) {
      // Object.entries widens the keys to string.
      for (const [failure, codes] of Object.entries(failures))
        if (codes.test(code)) return failure as Failure;
    }
    const { message } = cause;
    const told = messages.find(([pattern]) => pattern.test(message));
    if (told) return told[1];
  }
  return 'unexpected';
}

/** Whether a statement failed because it, as it was prepared, no longer fits or isn't there any more. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  // Much else has this code, and the message comes in the database's language.
  const isMisfit = error.code === '0A000' && error.routine === 'RevalidateCachedQuery';
  return isMisfit || error.code === '26000';
}

/** An error's own code, and the one of PostgreSQL that Prisma's errors have in their depths. */
function codesOf(error: Error): string[] {
  // Errors of three libraries, which may or may not have these.
  const { code, meta } = error as Error & {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter(
    (found) => typeof found === 'string',
  );
}
