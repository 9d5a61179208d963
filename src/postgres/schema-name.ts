import pg from 'pg';

/** The requirement on the schema of a connection URL, for error messages. */
export const schemaRule =
  'a URL with at most one schema, whose name has 1 to 63 bytes, is not "$user" and does not begin with "pg_"';

/**
 * The schema in a connection URL (`?schema=tenant_a`, the convention of Prisma); undefined if there is none, so that the user's
 * own search_path applies. Throws if PostgreSQL would interpret the name as another one.
 */
export function schemaOfUrl(url: string): string | undefined {
  // Not `new URL`: pg also accepts URLs that Node does not, such as those with several hosts.
  const query = url.replace(/#.*$/s, '').split('?').slice(1).join('?');
  const [name, ...more] = new URLSearchParams(query).getAll('schema');
  if (name === undefined) return undefined;
  // PostgreSQL truncates longer names, so two of them could mean the same schema, and replaces "$user" by the user's name.
  const isName = name !== '' && Buffer.byteLength(name) <= 63 && !name.includes('\0');
  if (!isName || more.length > 0 || name === '$user' || name.startsWith('pg_'))
    throw new Error(`the connection URL must be ${schemaRule}`);
  return name;
}

/** SQL that sets the search_path to `schemas`: unqualified names are looked up in all of them, and created in the first. */
export function setSearchPath(schemas: readonly string[]): string {
  return `SET search_path = ${schemas.map((name) => pg.escapeIdentifier(name)).join(', ')}`;
}
