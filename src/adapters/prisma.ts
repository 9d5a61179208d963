import type { Database, Executor, Statement } from '../engine/database.js';
import { retrying } from '../postgres/transaction.js';

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

/** PostgreSQL's error as Prisma's driver adapter reports it. */
interface DriverError {
  readonly cause?: { readonly originalCode?: string; readonly originalMessage?: string };
}

/** Replaces Prisma's error by one with PostgreSQL's SQLSTATE as `code`. */
async function withSqlState<Result>(result: PromiseLike<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    const cause = driverErrorOf(error)?.cause;
    if (!cause?.originalCode) throw error;
    const { originalCode: code, originalMessage: message = '' } = cause;
    // Prisma reports the constraint only in the message.
    const [, constraint] = / constraint "([^"]+)"/.exec(message) ?? [];
    throw Object.assign(new Error(message, { cause: error }), { code, constraint });
  }
}

function driverErrorOf(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  // Outside of a transaction, the driver's error is wrapped in Prisma's.
  const { meta } = error as { readonly meta?: { readonly driverAdapterError?: DriverError } };
  return meta?.driverAdapterError ?? (error as DriverError);
}
