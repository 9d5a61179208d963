import type pg from 'pg';
import { schemaOfUrl, setSearchPath } from './schema-name.js';

/** How a connection is set up. */
export interface SessionOptions {
  /** `postgres://…`. Its `schema` parameter, if present, is the default of `searchPath`. */
  readonly url: string;
  /** The schemas in which tables are looked up; the first is the one that holds them. */
  readonly searchPath?: readonly string[] | undefined;
  /** PostgreSQL's `statement_timeout`, in milliseconds; the database's default if undefined. */
  readonly statementTime?: number | undefined;
}

/**
 * Planner settings of each connection:
 * - `random_page_cost`: the default of 4 is for rotating disks, and makes PostgreSQL scan a table instead of an index for a page;
 * - `enable_bitmapscan`: a bitmap scan reads all links of a relation before it returns the first, but a page needs only a few;
 * - `jit`: compiling a plan that seems expensive can take seconds, for a statement of milliseconds;
 * - `hash_mem_multiplier`: filters across a relation use a hash table of keys, but only if the planner expects it to fit: two
 *   million keys with this value, and 260,000 by default.
 */
const planning =
  'SET random_page_cost = 1.1; SET enable_bitmapscan = off; SET jit = off; SET hash_mem_multiplier = 16';

/** Link mutations lock rows and then read the current state, so they need READ COMMITTED, whatever the database's default. */
const isolation = `SET default_transaction_isolation = 'read committed'`;

/** How PostgreSQL writes dates and floats, whatever the database's own default: the engine reads ISO 8601, and all digits. */
const writing = 'SET DateStyle = ISO; SET extra_float_digits = 1';

/** The SQL that sets up a connection. */
export function sessionSettings({ url, searchPath, statementTime }: SessionOptions): string {
  const settings = [planning, isolation, writing];
  if (statementTime !== undefined) settings.push(`SET statement_timeout = ${statementTime}`);
  const schema = searchPathSettings({ url, searchPath });
  if (schema !== '') settings.push(schema);
  return settings.join('; ');
}

/** The SQL that sets the search_path of a connection; empty if the user's own search_path applies. */
export function searchPathSettings({ url, searchPath }: SessionOptions): string {
  const schema = schemaOfUrl(url);
  const schemas = searchPath ?? (schema === undefined ? [] : [schema]);
  return schemas.length > 0 ? setSearchPath(schemas) : '';
}

/** The schemas, existing and accessible, in which a connection looks up tables, in order. */
export async function currentSchemas(client: pg.ClientBase | pg.Pool): Promise<string[]> {
  const { rows } = await client.query<{ schemas: string[] }>(
    'SELECT current_schemas(false)::text[] AS schemas',
  );
  return rows[0]?.schemas ?? [];
}
