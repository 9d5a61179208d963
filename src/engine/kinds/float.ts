import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import type { ColumnModel } from '../model/column.js';
import { orderedFilter } from './comparisons.js';
import type { Kind, Operands } from './kind.js';

/** Whether a column has 32 bits: the nearest number that it can hold stands for a value then. */
const isSingle = ({ type }: ColumnModel) => type === 'float4';

/** A number as PostgreSQL reads it, -0 included. One that is too large for the column is infinite there. */
function written(value: number, column: ColumnModel): string {
  const number = isSingle(column) ? Math.fround(value) : value;
  return Object.is(number, -0) ? '-0' : String(number);
}

/** A value that GraphQL has coerced to a Float. Of a literal such as 1e999, graphql-js makes Infinity, but of no variable. */
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
  type: () => 'Float',
  parameterType: operands.type,
  // JSON has no NaN, and JavaScript writes -0 as 0.
  select: (value) => sql`${value}::text`,
  output: Number,
  input(value, column, argument) {
    const text = written(finite(value, argument), column);
    if (Number.isFinite(Number(text))) return text;
    throw badUserInput(`${argument} must be a number of 32 bits, got ${value}`, { argument });
  },
  filter: orderedFilter('Float', 'number', operands),
  order: {
    holds(value, column) {
      if (typeof value !== 'string') return false;
      if (/^(NaN|-?Infinity)$/.test(value)) return true;
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(value)) return false;
      // PostgreSQL refuses what is too large for the column, or too near to 0.
      const number = Number(written(Number(value), column));
      return Number.isFinite(number) && (number !== 0 || /^-?0$/.test(value));
    },
    parameter: (value, { type }) => sql`${value}::${sql.raw(type)}`,
  },
};
