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

/** Adapts Prisma's adapter of `pool` for migrations. Shadow databases are created on the server at `url`. */
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
 * Executes a script as one transaction. Prisma's own adapter splits it at every semicolon, including those in comments and
 * function bodies, and sends the parts separately, so that a failed migration is partly applied.
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
