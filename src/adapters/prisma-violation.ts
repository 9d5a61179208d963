import type { Executor } from '../engine/database.js';

/** The table of a unique index and its columns; no columns if one of them is an expression. */
interface UniqueIndex {
  readonly table: string;
  readonly columns: readonly string[];
}

/** PostgreSQL's code for a violated unique constraint. */
const uniqueViolation = '23505';

const text = `
  SELECT owner.relname::text AS "table", ARRAY(
    SELECT attname::text
    FROM unnest(index.indkey) WITH ORDINALITY AS part(attnum, place)
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = owner.oid AND attribute.attnum = part.attnum
    WHERE place <= index.indnkeyatts AND NOT 0 = ANY(index.indkey) ORDER BY place
  ) AS columns
  FROM pg_catalog.pg_class AS named
  JOIN pg_catalog.pg_index AS index ON index.indexrelid = named.oid
  JOIN pg_catalog.pg_class AS owner ON owner.oid = index.indrelid
  WHERE named.relname = $1 AND pg_catalog.pg_table_is_visible(named.oid)`;

/**
 * Runs a change. If it violates a unique constraint, adds the constraint's table and columns to the error, which Prisma leaves
 * out. They are looked up when the change has been rolled back: a failed transaction runs no statements.
 */
export async function withTable<Result>(
  executor: Executor,
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    const { code, constraint } = Object(error) as { code?: unknown; constraint?: unknown };
    if (code === uniqueViolation && typeof constraint === 'string')
      Object.assign(error as Error, await find(executor, constraint));
    throw error;
  }
}

/** The index of a unique constraint, which has its name; undefined if it cannot be read. */
async function find(executor: Executor, constraint: string): Promise<UniqueIndex | undefined> {
  try {
    const [found] = await executor.run<UniqueIndex>({ text, values: [constraint] });
    return found;
  } catch {
    // The violation is more important.
    return undefined;
  }
}
