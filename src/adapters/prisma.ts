import type { Database, Executor, Statement } from '../engine/database.js';
import { retrying } from '../postgres/transaction.js';

/** What `prismaDatabase` uses of a transaction of a Prisma client. */
export interface PrismaStatements {
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): PromiseLike<Rows>;
}

/** What it uses of a Prisma client of PostgreSQL. */
export interface PrismaClient extends PrismaStatements {
  $transaction<Result>(
    work: (transaction: PrismaStatements) => Promise<Result>,
    options: { readonly isolationLevel: 'ReadCommitted' },
  ): Promise<Result>;
}

/** A Prisma client as the engine's database. Prisma prepares no statements by name; with `bothends/pg`, pages are faster. */
export function prismaDatabase(prisma: PrismaClient): Database {
  return {
    run: (statement) => retrying(() => executor(prisma).run(statement)),
    transaction: (work) =>
      retrying(() =>
        withSqlState(
          prisma.$transaction((transaction) => work(executor(transaction)), {
            isolationLevel: 'ReadCommitted',
          }),
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

/** What a driver adapter of Prisma tells of PostgreSQL's error. */
interface DriverError {
  readonly cause?: { readonly originalCode?: string; readonly originalMessage?: string };
}

/** Throws an error of PostgreSQL with its SQLSTATE as `code`, in place of Prisma's. */
async function withSqlState<Result>(result: PromiseLike<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    const cause = driverErrorOf(error)?.cause;
    if (!cause?.originalCode) throw error;
    const { originalCode: code, originalMessage: message = '' } = cause;
    // Of the constraint, Prisma passes on what the message says.
    const [, constraint] = / constraint "([^"]+)"/.exec(message) ?? [];
    throw Object.assign(new Error(message, { cause: error }), { code, constraint });
  }
}

function driverErrorOf(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  // The driver's error comes inside Prisma's, or, from a transaction, itself.
  const { meta } = error as { readonly meta?: { readonly driverAdapterError?: DriverError } };
  return meta?.driverAdapterError ?? (error as DriverError);
}
