import type { Executor } from '../../engine/database.js';
import type { Model } from '../../engine/model/model.js';
import { liveTablesOf } from './live-tables.js';
import { functionName } from './triggers.js';

/** Throws an error with a one-line message if the database does not record the changes of a live table of `model`. */
export async function requireTriggers(model: Model, database: Executor): Promise<void> {
  const functions = await database.run<{ table: string; name: string }>({
    text: `SELECT DISTINCT c.relname AS table, p.proname AS name
           FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid
           WHERE c.oid = ANY(SELECT to_regclass(quote_ident(name))::oid FROM unnest($1::text[]) AS name)`,
    values: [liveTablesOf(model).map(({ table }) => table)],
  });
  const missing = liveTablesOf(model).find(
    ({ table }) =>
      !functions.some((each) => each.table === table && each.name === functionName(table)),
  );
  if (missing) {
    throw new Error(
      `the database does not record the changes of ${missing.table}, which is @live: run "npm run migration -- live_changes" and apply the migration`,
    );
  }
}
