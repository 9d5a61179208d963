import type { Database, Executor, Statement } from '../engine/database.js';
import { retrying } from '../postgres/transaction.js';
import { withTable } from './prisma-violation.js';

/** The part of a Prisma transaction that `prismaDatabase` uses. */
export interface PrismaStatements {
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): PromiseLike<Rows>;
}

/** The part of a Prisma client for PostgreSQL that `prismaDatabase` uses. */
export interface PrismaClient extends PrismaStatements {
  $transaction<Result>(
    work: (transaction: PrismaStatements) => Promise<Result>,
    options: { readonly isolationLevel: 'ReadCommitted' },
  ): Promise<Result>;
}

/** A Prisma client as the engine's database. With `bothends/pg`, pages are faster, because Prisma has no named prepared statements. */
export function prismaDatabase(prisma: PrismaClient): Database {
  const lookUp = executor(prisma);
  return {
    run: (statement) => withTable(lookUp, () => retrying(() => lookUp.run(statement))),
    transaction: (work) =>
      withTable(lookUp, () =>
        retrying(() =>
          withSqlState(
            prisma.$transaction((transaction) => work(executor(transaction)), {
              isolationLevel: 'ReadCommitted',
            }),
          ),
        ),
      ),
  };
}

function executor(prisma: PrismaStatements): Executor {
  return {
    run: <Row>({ text, values }: Statement) =>
      withSqlState(prisma.$queryRawUnsafe<readonly Row[]>(text, ...values)),
  };
}

/** What a driver adapter of Prisma reports of an error. It has PostgreSQL's code and message, if it is an error of PostgreSQL. */
interface DriverError {
  readonly cause?: {
    readonly kind?: string;
    readonly originalCode?: string;
    readonly originalMessage?: string;
  };
}

/** The part of Prisma's errors that is used here. */
interface PrismaError {
  readonly code?: string;
  readonly meta?: {
    readonly driverAdapterError?: DriverError;
    /** PostgreSQL's code and message, of an error P2010 without a driver adapter. */
    readonly code?: unknown;
    readonly message?: unknown;
  };
}

/** Prisma's codes for errors of connections, which are P2010 like any other where a raw query fails. */
const codesOfKinds: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'P1001',
  SocketTimeout: 'P1008',
  TlsConnectionError: 'P1011',
  ConnectionClosed: 'P1017',
  TransactionAlreadyClosed: 'P2028',
};

/**
 * Throws an error of PostgreSQL with its SQLSTATE as `code`, in place of Prisma's, and one of the connection with Prisma's own code
 * for it.
 */
async function withSqlState<Result>(result: PromiseLike<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code, message } = described(error);
    if (code === undefined) throw error;
    // Prisma reports the constraint and its table only in the message. In that of a foreign key, the table that
    // has it is the last.
    const [, constraint] = / constraint "([^"]+)"/.exec(message) ?? [];
    const [, table] = /.* table "([^"]+)"/.exec(message) ?? [];
    throw Object.assign(new Error(message, { cause: error }), { code, constraint, table });
  }
}

/** The code of a failed statement and its message; no code if the error is neither of PostgreSQL nor of the connection. */
function described(error: Error & PrismaError): { code?: string | undefined; message: string } {
  const { meta } = error;
  // Outside of a transaction, the driver's error is wrapped in Prisma's.
  const driver = meta?.driverAdapterError ?? (error as DriverError);
  const { kind = '', originalCode, originalMessage = '' } = driver.cause ?? {};
  if (originalCode !== undefined) return { code: originalCode, message: originalMessage };
  if (error.code === 'P2010' && typeof meta?.code === 'string' && meta.code !== 'N/A')
    return { code: meta.code, message: String(meta.message ?? '') };
  return { code: codesOfKinds[kind], message: error.message };
}
