/** What a failed statement means to its caller, whichever of pg, Kysely and Prisma reports it. */
export type Failure = 'lost race' | 'missing row' | 'unreachable' | 'unexpected';

/**
 * Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), of Prisma
 * (https://www.prisma.io/docs/orm/reference/error-reference) and of Node.
 */
const failures: Record<Exclude<Failure, 'unexpected'>, RegExp> = {
  'lost race': /^(40001|40P01|P2034)$/,
  'missing row': /^(23503|P2003|P2025)$/,
  unreachable: /^(08...|57P0[123]|53300|P1001|P1002|P1008|P1017|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/,
};

/** pg gives these no code. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Says what kind of failure an error of the database is. */
export function failureOf(error: unknown): Failure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    for (const code of codesOf(cause)) {
      // Object.entries widens the keys to string.
      for (const [failure, codes] of Object.entries(failures)) if (codes.test(code)) return failure as Failure;
    }
    if (lostConnection.test(cause.message)) return 'unreachable';
  }
  return 'unexpected';
}

/** An error's own code, and the one of PostgreSQL that Prisma's errors have in their depths. */
function codesOf(error: Error): string[] {
  const { code, meta } = error as Error & {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter((found) => typeof found === 'string');
}
