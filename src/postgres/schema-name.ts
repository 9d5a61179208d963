import pg from 'pg';

/** What a schema in a connection URL may be called, as an error message says it. */
export const schemaRule =
  'a URL whose "schema" is given once, has 1 to 63 bytes, and is neither "$user" nor begins with "pg_"';

/**
 * The schema that a connection URL names (`?schema=tenant_a`, the convention of Prisma); undefined where it names none, and
 * the user's own search_path decides. Throws where PostgreSQL would take the name for another one.
 */
export function schemaOfUrl(url: string): string | undefined {
  // Not `new URL`: pg also takes URLs that are none to Node, such as those with several hosts.
  const query = url.replace(/#.*$/s, '').split('?').slice(1).join('?');
  const [name, ...more] = new URLSearchParams(query).getAll('schema');
  if (name === undefined) return undefined;
  // PostgreSQL cuts a longer name off, so that two of them could mean one schema, and replaces "$user" by the user's name.
  const isName = name !== '' && Buffer.byteLength(name) <= 63 && !name.includes('\0');
  if (!isName || more.length > 0 || name === '$user' || name.startsWith('pg_'))
    throw new Error(`the database may be named by ${schemaRule}`);
  return name;
}

/** SQL that makes `schemas` the only ones in which unqualified names are looked up, and the first the one to create in. */
export function setSearchPath(schemas: readonly string[]): string {
  return `SET search_path = ${schemas.map((name) => pg.escapeIdentifier(name)).join(', ')}`;
}
