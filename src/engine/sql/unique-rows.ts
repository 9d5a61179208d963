import { sql } from 'kysely';
import type { Executor } from '../database.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Table } from '../model/tables.js';
import { type Row, selectedColumns, tableRef } from './columns.js';
import { parameter, StatementTemplate } from './statement.js';

/** A row, and the value by which it was found. */
export interface FoundRow extends Row {
  /** The index of the value in the list, from 1. */
  readonly _place: number;
}

const statements = new WeakMap<ColumnModel, StatementTemplate<readonly unknown[], FoundRow>>();

/**
 * Reads the rows of `table` that have one of `values` in a unique column, in any order. The values are parameters, as the
 * kind's `input` returns them. The result has the index of the value for each row, because equal values can have different forms.
 */
export function readUniqueRows(
  table: Table,
  column: ColumnModel,
  values: readonly unknown[],
  executor: Executor,
): Promise<readonly FoundRow[]> {
  const type = sql.raw(kindOf(column).parameterType(column));
  const wanted = parameter<readonly unknown[]>((values) => values);
  const statement =
    statements.get(column) ??
    new StatementTemplate<readonly unknown[], FoundRow>(
      () => sql`
        SELECT _wanted._place::int AS _place, ${selectedColumns(table, 'node')}
        FROM unnest(${wanted}::${type}[]) WITH ORDINALITY AS _wanted(_value, _place)
        JOIN ${tableRef(table)} AS node ON ${sql.id('node', column.column)} = _wanted._value`,
      { prepare: true },
    );
  statements.set(column, statement);
  return statement.run(executor, values);
}
