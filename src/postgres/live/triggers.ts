import { createHash } from 'node:crypto';
import pg from 'pg';
import { changeTable, keysPerChange } from './change-table.js';
import type { LiveTable } from './live-tables.js';

/** PostgreSQL's longest name, in bytes. */
const longestName = 63;

/** The first part of the names of the trigger functions. */
export const functionPrefix = `${changeTable}_of_`;

/** The name of the function that records the changes of a table. */
export function functionName(table: string): string {
  const name = `${functionPrefix}${table}`;
  if (Buffer.byteLength(name) <= longestName) return name;
  return `${functionPrefix}${createHash('sha256').update(table).digest('hex').slice(0, 32)}`;
}

/** The triggers of each live table: the operation, and the name of the table's rows in the function. */
const triggers = [
  ['insert', 'REFERENCING NEW TABLE AS new_rows '],
  ['update', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '],
  ['delete', 'REFERENCING OLD TABLE AS old_rows '],
  ['truncate', ''],
] as const;

/**
 * The body of the function that records the changes of a table in `schema`, which is the name of a schema as SQL. It adds a row
 * for each statement that changes anything. An update of a key counts as a deletion and an insertion.
 */
export function functionBody({ table, keys }: LiveTable, schema: string): string {
  const columns = keys.map((key) => pg.escapeIdentifier(key));
  const arrays = keys.map((_, index) => `array_agg(k${index + 1})`).join(', ');
  const named = columns.map((column, index) => `${column}::text AS k${index + 1}`).join(', ');
  const names = keys.map((_, index) => `k${index + 1}`).join(', ');
  const into = `INSERT INTO ${schema}.${changeTable} ("table", operation, keys${keys.length > 1 ? ', target_keys' : ''})`;
  const record = (operation: string, rows: string) => `
    ${into}
    SELECT ${pg.escapeLiteral(table)}, '${operation}', ${arrays}
    FROM (SELECT ${names}, (row_number() OVER () - 1) / ${keysPerChange} AS part FROM (${rows}) AS changed) AS changed
    GROUP BY part ORDER BY part;`;
  const all = (rows: string) => `SELECT ${named} FROM ${rows}`;
  return `
BEGIN
  IF TG_OP = 'INSERT' THEN${record('INSERT', all('new_rows'))}
  ELSIF TG_OP = 'DELETE' THEN${record('DELETE', all('old_rows'))}
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (${all('old_rows')} EXCEPT ${all('new_rows')}) THEN${record('UPDATE', all('new_rows'))}
    ELSE${record('DELETE', `${all('old_rows')} EXCEPT ${all('new_rows')}`)}${record('UPDATE', `${all('new_rows')} INTERSECT ${all('old_rows')}`)}${record('INSERT', `${all('new_rows')} EXCEPT ${all('old_rows')}`)}
    END IF;
  ELSE
    INSERT INTO ${schema}.${changeTable} ("table", operation) VALUES (${pg.escapeLiteral(table)}, 'TRUNCATE');
  END IF;
  RETURN NULL;
END
`;
}

/**
 * SQL that creates the function and the triggers that record the changes of a table.
 *
 * The function has the privileges of its owner, so that whoever may change the table needs none on the change table. It therefore
 * has a search_path of its own, and names the change table with its schema, which is known only when the migration is applied.
 */
export function createTriggers(live: LiveTable): string {
  const name = pg.escapeIdentifier(functionName(live.table));
  const body = functionBody(live, '%1$s').replace(/%(?!1\$s)/g, '%%');
  const create = triggers.map(
    ([operation, rows]) =>
      `CREATE TRIGGER ${changeTable}_${operation} AFTER ${operation.toUpperCase()} ON ${pg.escapeIdentifier(live.table)} ${rows}FOR EACH STATEMENT EXECUTE FUNCTION ${name}();`,
  );
  return `-- Records the changes of ${JSON.stringify(live.table)}.
DO $migration$ BEGIN
EXECUTE format($create$CREATE FUNCTION ${name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$${body}$body$$create$, quote_ident(current_schema()));
END $migration$;
${create.join('\n')}`;
}

/** SQL that drops a function of `functionName` with the triggers that call it. */
export function dropTriggers(name: string): string {
  return `-- Its triggers are dropped too.\nDROP FUNCTION ${pg.escapeIdentifier(name)}() CASCADE;`;
}
