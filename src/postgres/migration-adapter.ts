import type { PrismaPg } from '@prisma/adapter-pg';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { DatabaseError } from 'pg';
import { readingCatalogs } from './reading-catalogs.js';
import { openShadowDatabase } from './shadow-database.js';

/** Prisma's adapter of `pool`, made fit for migrations; a shadow database is created on the server at `url`. */
export function migrationAdapter(
  prisma: PrismaPg,
  pool: pg.Pool,
  url: string,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: prisma.provider,
    adapterName: prisma.adapterName,
    connect: async () => withWholeScripts(readingCatalogs(await prisma.connect(), pool), pool),
    connectToShadowDb: async () => {
      const { adapter, pool } = await openShadowDatabase(url);
      return withWholeScripts(adapter, pool);
    },
  };
}

/**
 * Makes a script one transaction. Prisma's own adapter splits it at every semicolon, those in comments and function bodies
 * included, and sends the parts one by one, so that a migration that fails is left half applied.
 */
function withWholeScripts<Adapter extends SqlDriverAdapter>(
  adapter: Adapter,
  pool: pg.Pool,
): Adapter {
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      throw error instanceof DatabaseError ? asPrismaError(error) : error;
    }
  };
  return adapter;
}

function asPrismaError({ code, severity, message, detail, column, hint }: DatabaseError) {
  return new DriverAdapterError({
    kind: 'postgres',
    code: code ?? 'XX000',
    severity: severity ?? 'ERROR',
    message,
    detail,
    column,
    hint,
  });
}
