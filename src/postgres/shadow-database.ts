import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { readingCatalogs } from './reading-catalogs.js';

/** An empty database that is dropped once its adapter is disposed of. */
interface ShadowDatabase {
  readonly adapter: SqlDriverAdapter;
  readonly pool: pg.Pool;
}

/**
 * Creates a database on the same server as the one at `url`, in which the schema engine applies migrations to determine their
 * result. Prisma's own adapter creates one, but then connects to the database of the URL.
 */
export async function openShadowDatabase(url: string): Promise<ShadowDatabase> {
  const name = `bothends_shadow_${randomUUID()}`;
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  await server.query(`CREATE DATABASE "${name}"`);
  const pool = new pg.Pool({ connectionString: shadow.href });
  const adapter: SqlDriverAdapter = readingCatalogs(await new PrismaPg(pool).connect(), pool);
  adapter.dispose = async () => {
    await pool.end();
    await server.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await server.end();
  };
  return { adapter, pool };
}
