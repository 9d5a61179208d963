import { sql } from 'kysely';
import { generated, now } from '../kinds/generators.js';
import type { Sql } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';

/** The new value of a column: a value that its kind's `input` returned, SQL, or null. */
export interface ColumnValue {
  readonly column: ColumnModel;
  readonly value: unknown;
}

/** SQL: the new value of a column. */
export const assigned = ({ column, value }: ColumnValue): Sql =>
  sql`${value}::${sql.raw(kindOf(column).parameterType(column))}`;

/**
 * The values of a new row with these columns: `values`, and those that the engine generates. The database sets the other
 * columns.
 */
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

/** The value that the engine generates for a column of a new row without a value; undefined if the database sets it. */
export function madeValue(column: ColumnModel): unknown {
  const { default: byDefault, updatedAt } = column;
  if (updatedAt) return now(column);
  if (byDefault === undefined || byDefault === 'database') return undefined;
  return generated(column, byDefault);
}

/** The values of an updated row with these columns: none if `values` is empty. */
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
