import { sql } from 'kysely';
import { generated, now } from '../kinds/generators.js';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Table } from '../model/tables.js';

/** What a column of a row is set to: a value that its kind's `input` gave, SQL, or null. */
export interface ColumnValue {
  readonly column: ColumnModel;
  readonly value: unknown;
}

/** SQL: the value of a column, to be assigned. */
export const assigned = ({ column, value }: ColumnValue): Sql =>
  sql`${value}::${sql.raw(kindOf(column).parameterType(column))}`;

/** What a new row is given, `values` and what the engine makes itself; the database makes the rest. */
export function valuesOfNew(
  { key, columns }: Table,
  values: readonly ColumnValue[],
): ColumnValue[] {
  const made = [key, ...columns].flatMap((column): ColumnValue[] => {
    const { default: byDefault, updatedAt } = column;
    if (updatedAt) return [{ column, value: now(column) }];
    if (byDefault === undefined || byDefault === 'database' || has(values, column)) return [];
    return [{ column, value: generated(column, byDefault) }];
  });
  return [...values, ...made];
}

/** What a row that gets `values` is given: nothing where there are none. */
export function valuesOfChanged(
  { columns }: Table,
  values: readonly ColumnValue[],
): readonly ColumnValue[] {
  if (values.length === 0) return values;
  const changed = columns.filter(({ updatedAt }) => updatedAt);
  return [...values, ...changed.map((column) => ({ column, value: now(column) }))];
}

const has = (values: readonly ColumnValue[], { column }: ColumnModel) =>
  values.some((each) => each.column.column === column);
