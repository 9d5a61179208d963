import { type RawBuilder, sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { FilterKind, Operands, Operator } from './kind.js';

/** Operands of one SQL type that need no check besides that of their GraphQL type. */
export function operandsOf(type: string): Operands {
  return { type: () => type, value: (operand) => operand };
}

/** The filter of an ordered kind. `noun` names a value in its description: `whole number`. */
export function orderedFilter(noun: string, operands: Operands): FilterKind {
  return {
    operands,
    description: `Conditions on a ${noun}, which must all hold.`,
    operators: { ...equality(operands), ...ordering(operands) },
  };
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
function ordering(operands: Operands) {
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
      // A list, by the operator's type. A single parameter, because a statement has at most 65,535.
      const values = (operand as readonly unknown[]).map((each, index) =>
        operands.value(each, column, `${path}.${index}`),
      );
      return sql`${value} ${sql.raw(operator)}(${values}::${typeOf(column, operands)}[])`;
    },
  };
}

const typeOf = (column: ColumnModel, operands: Operands): RawBuilder<unknown> =>
  sql.raw(operands.type(column));
