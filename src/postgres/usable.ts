import pg from 'pg';
import { connectTime } from './migration-history.js';
import { requireSessions } from './pooler.js';
import { schemaOfUrl } from './schema-name.js';
import { currentSchemas, sessionSettings } from './session.js';

/** The properties of a database that were checked. */
export interface UsableDatabase {
  /** The schemas in which tables are looked up; the first is the one that holds them. */
  readonly searchPath: readonly string[];
}

/**
 * Checks that the database at `url`, from DATABASE_URL, can be used: it can be reached, its schema exists, and each connection is a
 * session of its own. Throws an error with a one-line message otherwise.
 */
export async function requireUsable(url: string): Promise<UsableDatabase> {
  try {
    const searchPath = await findSchemas(url);
    await requireSessions(url);
    return { searchPath };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the database at DATABASE_URL cannot be used: ${reason}`, { cause: error });
  }
}

async function findSchemas(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  // The query fails as well, and without a listener the event would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sessionSettings({ url }));
    const schemas = await currentSchemas(client);
    if (schemas.length > 0) return schemas;
    const name = schemaOfUrl(url);
    if (name === undefined) {
      throw new Error(
        `the search_path of its user has no schema that exists and can be used: set one, or add "?schema=…" to the URL`,
      );
    }
    const found = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [name]);
    throw new Error(
      found.rowCount === 0
        ? `it has no schema ${JSON.stringify(name)}: run "npm run migrate", which creates it`
        : `its user may not use the schema ${JSON.stringify(name)}: GRANT USAGE on it`,
    );
  } finally {
    await client.end();
  }
}
