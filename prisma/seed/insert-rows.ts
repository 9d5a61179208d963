import { sql } from 'kysely';
import type { Executor } from '../../src/engine/database.js';
import type { ColumnModel } from '../../src/engine/model/column.js';
import { run } from '../../src/engine/sql/statement.js';
import type { Row } from './row-maker.js';

/** How many rows one statement inserts. */
export const batch = 5_000;

/** Inserts rows, but for those that collide with what is there, and returns the keys of those that it has inserted. */
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
    // The types are the table's own: of each value JSON has a form that PostgreSQL reads as it.
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

/** Sets one column of rows that are there. */
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
