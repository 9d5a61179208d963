import { sql } from 'kysely';
import { generated, now } from '../kinds/generators.js';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';

/** What a column of a row is set to: a value that its kind's `input` gave, SQL, or null. */
export interface ColumnValue {
  readonly column: ColumnModel;
  readonly value: unknown;
}

/** SQL: the value of a column, to be assigned. */
export const assigned = ({ column, value }: ColumnValue): Sql =>
  sql`${value}::${sql.raw(kindOf(column).parameterType(column))}`;

/** What a new row with these columns is given, `values` and what the engine makes itself; the database makes the rest. */
export function valuesOfNew(
  columns: readonly ColumnModel[],
  values: readonly ColumnValue[],
): ColumnValue[] {
  const made = columns.flatMap((column): ColumnValue[] => {
    if (has(values, column) && !column.updatedAt) return [];
    const value = madeValue(column);
    return value === undefined ? [] : [{ column, value }];
  });
  return [...values, ...made];
}

/** What the engine sets a column of a new row to that is given no value; undefined where the database makes it. */
export function madeValue(column: ColumnModel): unknown {
  const { default: byDefault, updatedAt } = column;
  if (updatedAt) return now(column);
  if (byDefault === undefined || byDefault === 'database') return undefined;
  return generated(column, byDefault);
}

/** What a row with these columns that gets `values` is given: nothing where there are none. */
export function valuesOfChanged(
  columns: readonly ColumnModel[],
  values: readonly ColumnValue[],
): readonly ColumnValue[] {
  if (values.length === 0) return values;
  const changed = columns.filter(({ updatedAt }) => updatedAt);
  return [...values, ...changed.map((column) => ({ column, value: now(column) }))];
}

const has = (values: readonly ColumnValue[], { column }: ColumnModel) =>
  values.some((each) => each.column.column === column);
