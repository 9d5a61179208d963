import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import type { ColumnModel } from '../model/column.js';
import { orderedFilter } from './comparisons.js';
import type { Kind, Operands } from './kind.js';

/** Whether a column has 32 bits: the nearest number that it can hold stands for a value then. */
const isSingle = ({ type }: ColumnModel) => type === 'float4';

/** A number as PostgreSQL reads it, -0 included. */
const written = (value: number) => (Object.is(value, -0) ? '-0' : String(value));

const operands: Operands = {
  type: ({ type }) => type,
  // GraphQL has coerced it to a Float. What is too large for the column is infinite there.
  value: (operand, column) =>
    written(isSingle(column) ? Math.fround(operand as number) : (operand as number)),
};

/** `Float`: numbers of 64 bits, or 32. */
export const float: Kind = {
  type: () => 'Float',
  parameterType: operands.type,
  // JSON has no NaN, and JavaScript writes -0 as 0.
  select: (value) => sql`${value}::text`,
  output: Number,
  input(value, column, argument) {
    const text = operands.value(value, column, argument);
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
      const number = Number(operands.value(Number(value), column, ''));
      return Number.isFinite(number) && (number !== 0 || /^-?0$/.test(value));
    },
    parameter: (value, { type }) => sql`${value}::${sql.raw(type)}`,
  },
};
