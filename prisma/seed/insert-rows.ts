import { sql } from 'kysely';
import type { Executor } from '../../src/engine/database.js';
import type { ColumnModel } from '../../src/engine/model/column.js';
import { run } from '../../src/engine/sql/statement.js';
import type { Row } from './row-maker.js';

/** The number of rows that one statement inserts. */
export const batch = 5_000;

/** Inserts rows, except those that violate a unique constraint, and returns the keys of the inserted ones. */
export async function insertRows(
  executor: Executor,
  table: string,
  key: string,
  columns: readonly Pick<ColumnModel, 'name' | 'column'>[],
  rows: readonly Row[],
): Promise<string[]> {
  const target = sql.table(table);
  const returning = sql`ON CONFLICT DO NOTHING RETURNING ${sql.ref(key)}::text AS key`;
  const inserted: { key: string }[] = [];
  if (columns.length === 0) {
    for (const _ of rows)
      inserted.push(
        ...(await run(
          executor,
          sql<{ key: string }>`INSERT INTO ${target} DEFAULT VALUES ${returning}`,
        )),
      );
  } else if (rows.length > 0) {
    const names = sql.join(columns.map(({ column }) => sql.ref(column)));
    // PostgreSQL converts the JSON to the types of the table's columns.
    inserted.push(
      ...(await run(
        executor,
        sql<{ key: string }>`INSERT INTO ${target} (${names})
        SELECT ${names} FROM json_populate_recordset(NULL::${target}, ${inDatabase(columns, rows)}::json) ${returning}`,
      )),
    );
  }
  return inserted.map((row) => row.key);
}

/** Sets one column of existing rows. */
export async function updateRows(
  executor: Executor,
  table: string,
  key: string,
  column: string,
  rows: readonly { readonly key: string; readonly value: string }[],
): Promise<void> {
  const [target, set, by] = [sql.table(table), sql.ref(column), sql.ref(key)];
  const values = JSON.stringify(rows.map((row) => ({ [key]: row.key, [column]: row.value })));
  await run(
    executor,
    sql`UPDATE ${target} AS row SET ${set} = new.${set}
    FROM json_populate_recordset(NULL::${target}, ${values}::json) AS new WHERE row.${by} = new.${by}`,
  );
}

function inDatabase(
  columns: readonly Pick<ColumnModel, 'name' | 'column'>[],
  rows: readonly Row[],
): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ name, column }) => [column, row[name]]))),
  );
}
