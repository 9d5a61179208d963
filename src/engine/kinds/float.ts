import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import type { ColumnModel } from '../model/column.js';
import { orderedFilter } from './comparisons.js';
import type { Kind, Operands } from './kind.js';

/** Whether a column has 32 bits, so that values are rounded. */
const isSingle = ({ type }: ColumnModel) => type === 'float4';

/** A number as text, including -0. A value out of the range of the column becomes infinite. */
function written(value: number, column: ColumnModel): string {
  const number = isSingle(column) ? Math.fround(value) : value;
  return Object.is(number, -0) ? '-0' : String(number);
}

/** A value that GraphQL has coerced to a Float. graphql-js coerces a literal such as 1e999 to Infinity. */
function finite(value: unknown, argument: string): number {
  const number = value as number;
  if (Number.isFinite(number)) return number;
  throw badUserInput(`${argument} must be a number of 64 bits, got ${number}`, { argument });
}

const operands: Operands = {
  type: ({ type }) => type,
  value: (operand, column, path) => written(finite(operand, path), column),
};

/** `Float`: numbers of 64 bits, or 32. */
export const float: Kind = {
  type: 'Float',
  parameterType: operands.type,
  // JSON has no NaN, and JavaScript serializes -0 as 0.
  select: (value) => sql`${value}::text`,
  output: Number,
  input(value, column, argument) {
    const text = written(finite(value, argument), column);
    if (Number.isFinite(Number(text))) return text;
    throw badUserInput(`${argument} must be a number of 32 bits, got ${value}`, { argument });
  },
  filter: orderedFilter('number', operands),
  order: {
    holds(value, column) {
      if (typeof value !== 'string') return false;
      if (/^(NaN|-?Infinity)$/.test(value)) return true;
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(value)) return false;
      // PostgreSQL refuses values out of the range of the column, and too close to 0.
      const number = Number(written(Number(value), column));
      return Number.isFinite(number) && (number !== 0 || /^-?0$/.test(value));
    },
    parameter: (value, { type }) => sql`${value}::${sql.raw(type)}`,
  },
};
