import type pg from 'pg';
import { schemaOfUrl, setSearchPath } from './schema-name.js';

/** How a connection is set up before its first statement. */
export interface SessionOptions {
  /** `postgres://…`; its `schema`, if it has one, is the search path unless another is given. */
  readonly url: string;
  /** The schemas in which tables are looked up; the first is the one that holds them. */
  readonly searchPath?: readonly string[] | undefined;
  /** How long PostgreSQL lets a statement take, in milliseconds; as long as it likes, unless given. */
  readonly statementTime?: number | undefined;
}

/**
 * How each connection has PostgreSQL plan. By default it takes a row found through an index to be four times as dear as
 * one found in a row, as on a turning disk, and reads a table to save looking up a page. And a bitmap gathers all links of
 * a relation before it gives the first, where a page wants a few. And where it can compile plans, as Debian's can, it takes
 * seconds to compile one that looks dear and runs for milliseconds. Rows that match a filter across a relation are kept in a hash
 * table, which it uses for those only that it expects to fit: two million keys with this, and 260,000 by default.
 */
const planning =
  'SET random_page_cost = 1.1; SET enable_bitmapscan = off; SET jit = off; SET hash_mem_multiplier = 16';

/** How each connection sees what others do, whatever the database's own default: changes of links wait, and then look again. */
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

/** The SQL that has a connection use its schema; empty where the user's own search_path decides. */
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
