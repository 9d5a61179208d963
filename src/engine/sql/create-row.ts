import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { Table } from '../model/tables.js';
import { assigned, valuesOfNew } from './column-values.js';
import { type Row, rowAsJson, storedColumns, tableRef } from './columns.js';
import { all } from './conditions.js';
import { type NewLinks, NewLinkTables } from './new-link-tables.js';
import { columnValues, type NewValues } from './new-values.js';
import { type NewForeignKey, ReferencedRows } from './referenced-rows.js';
import { run } from './statement.js';

/** The result of creating a row. */
export interface Creation {
  /** Undefined if a linked or referenced row does not exist: then nothing was created. */
  readonly row: Row | undefined;
  /** Its foreign keys whose row does not exist. */
  readonly missing: readonly NewForeignKey[];
  /** The links of the row, for each relation. */
  readonly links: readonly {
    /** The targets that exist, with the columns of their links if these were made and are `returned`. */
    readonly targets: readonly Row[];
    readonly missing: readonly Key[];
  }[];
}

/**
 * Inserts a row and its links in one statement. The linked and the referenced rows are locked against
 * deletion.
 */
export async function createRow(
  table: Table,
  given: NewValues,
  links: readonly NewLinks[],
  executor: Executor,
): Promise<Creation> {
  const values = valuesOfNew([table.key, ...table.columns], columnValues(given));
  const referenced = new ReferencedRows(given.foreignKeys);
  const named = links.map((link, index) => new NewLinkTables(link, index));
  // Without a list of columns, all columns have their defaults.
  const columns =
    values.length === 0
      ? sql``
      : sql`(${sql.join(values.map(({ column }) => sql.id(column.column)))})`;
  const isComplete = all([
    sql`true`,
    ...referenced.conditions,
    ...named.map((link) => link.isComplete),
  ]);
  const tables = [
    ...referenced.tables,
    ...named.map((link) => link.locked()),
    sql`_created AS (
      INSERT INTO ${tableRef(table)} AS node ${columns} SELECT ${values.length === 0 ? sql`` : sql.join(values.map(assigned))} WHERE ${isComplete}
      RETURNING ${storedColumns(table, 'node')}
    )`,
    ...named.flatMap((link) => link.inserted()),
  ];
  const results = [
    sql`(SELECT ${rowAsJson(table, '_created')} FROM _created) AS row`,
    ...(referenced.tables.length > 0 ? [sql`${referenced.found} AS found`] : []),
    ...named.flatMap((link) => link.results()),
  ];
  const [result] = await run<Record<string, unknown>>(
    executor,
    sql`WITH ${sql.join(tables)} SELECT ${sql.join(results)}`,
  );
  // Each has the type of its SQL above.
  return {
    row: (result?.row ?? undefined) as Row | undefined,
    missing: referenced.missing((result?.found ?? []) as boolean[]),
    links: named.map(({ index }) => ({
      targets: (result?.[`targets${index}`] ?? []) as Row[],
      missing: (result?.[`missing${index}`] ?? []) as Key[],
    })),
  };
}
