import pg from 'pg';
import { connectTime } from './migration-history.js';
import { searchPathSettings } from './session.js';

/** Improvements to a database that was not created from a Prisma schema. */
export interface SchemaAdvice {
  /** The statements that create the missing indexes of join tables. */
  readonly indexes: readonly string[];
  /** The text columns that are not sorted by code point: `table.column`. */
  readonly collations: readonly string[];
}

/** Finds the improvements to the database at `url`. */
export async function schemaAdvice(url: string): Promise<SchemaAdvice> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  client.on('error', () => {});
  await client.connect();
  try {
    const settings = searchPathSettings({ url });
    if (settings !== '') await client.query(settings);
    const indexes = await client.query<{ statement: string }>(missingIndexes);
    const collations = await client.query<{ name: string }>(otherCollations);
    return {
      indexes: indexes.rows.map(({ statement }) => statement),
      collations: collations.rows.map(({ name }) => name),
    };
  } finally {
    await client.end();
  }
}

/** A join table has a key of two foreign keys. Pages of the second end need an index that begins with the second one. */
const missingIndexes = `
  SELECT format('CREATE INDEX ON %I (%I, %I);', t.relname, b.attname, a.attname) AS statement
  FROM pg_constraint AS key
  JOIN pg_class AS t ON t.oid = key.conrelid
  JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = key.conkey[1]
  JOIN pg_attribute AS b ON b.attrelid = t.oid AND b.attnum = key.conkey[2]
  WHERE key.contype = 'p' AND cardinality(key.conkey) = 2 AND t.relnamespace = current_schema()::regnamespace
    AND (SELECT count(*) FROM pg_constraint AS f WHERE f.conrelid = t.oid AND f.contype = 'f'
         AND f.conkey IN (ARRAY[a.attnum], ARRAY[b.attnum])) >= 2
    AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = t.oid AND i.indisvalid AND i.indpred IS NULL
                    AND i.indkey[0] = b.attnum AND i.indkey[1] = a.attnum)
  ORDER BY t.relname`;

const otherCollations = `
  SELECT t.relname || '.' || c.attname AS name
  FROM pg_attribute AS c
  JOIN pg_class AS t ON t.oid = c.attrelid
  JOIN pg_collation AS l ON l.oid = c.attcollation
  JOIN pg_database AS d ON d.datname = current_database()
  WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND c.attnum > 0 AND NOT c.attisdropped
    AND t.relname <> '_prisma_migrations' AND c.atttypid IN ('text'::regtype, 'varchar'::regtype)
    AND l.collname NOT IN ('C', 'POSIX', 'C.UTF-8', 'pg_c_utf8', 'ucs_basic')
    AND NOT (l.collname = 'default' AND d.datlocprovider <> 'i' AND (d.datcollate IN ('C', 'POSIX') OR d.datcollate ILIKE 'C.UTF%8'))
  ORDER BY 1`;
