import { type RawBuilder, sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { Operator } from './kind.js';

/** How a kind makes parameters of operands. */
export interface Operands {
  /** The SQL type of the parameter: `int`. */
  type(column: ColumnModel): string;
  /** An operand as pg takes it. Throws BAD_USER_INPUT at `path` where no column of the kind can be compared with it. */
  value(operand: unknown, column: ColumnModel, path: string): unknown;
}

/** The operators `equals`, `not`, `in` and `notIn`. */
export function equality(operands: Operands) {
  return {
    equals: comparing('=', 'Equal to this value.', operands),
    not: { ...comparing('<>', 'Not equal to this value.', operands), ofNull: true },
    in: comparingList('= ANY', 'One of these values. An empty list matches no row.', operands),
    notIn: {
      ...comparingList(
        '<> ALL',
        'None of these values. An empty list matches every row.',
        operands,
      ),
      ofNull: true,
    },
  };
}

/** The operators `lt`, `lte`, `gt` and `gte`. */
export function ordering(operands: Operands) {
  return {
    lt: comparing('<', 'Less than this value.', operands),
    lte: comparing('<=', 'Less than or equal to this value.', operands),
    gt: comparing('>', 'Greater than this value.', operands),
    gte: comparing('>=', 'Greater than or equal to this value.', operands),
  };
}

function comparing(operator: string, description: string, operands: Operands): Operator {
  return {
    takes: 'value',
    description,
    condition: ({ value, column, operand, path }) =>
      sql`${value} ${sql.raw(operator)} ${operands.value(operand, column, path)}::${typeOf(column, operands)}`,
  };
}

function comparingList(operator: string, description: string, operands: Operands): Operator {
  return {
    takes: 'list',
    description,
    condition: ({ value, column, operand, path }) => {
      // Operators that take a list have one. One parameter, as a statement has at most 65,535.
      const values = (operand as readonly unknown[]).map((each, index) =>
        operands.value(each, column, `${path}.${index}`),
      );
      return sql`${value} ${sql.raw(operator)}(${values}::${typeOf(column, operands)}[])`;
    },
  };
}

const typeOf = (column: ColumnModel, operands: Operands): RawBuilder<unknown> =>
  sql.raw(operands.type(column));
