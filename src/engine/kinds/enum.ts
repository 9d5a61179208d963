import { sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { EnumModel } from '../model/enum.js';
import { equality } from './comparisons.js';
import type { Kind, Operands } from './kind.js';

function enumOf({ name, enum: model }: ColumnModel): EnumModel {
  if (!model) throw new Error(`the column ${name} has no enum`);
  return model;
}

// GraphQL has coerced values to those of the database.
const operands: Operands = { type: ({ type }) => type, value: (operand) => operand };

/** An enum of the model: its values in the order in which it declares them. */
export const enumKind: Kind = {
  type: enumOf,
  parameterType: operands.type,
  input: (value) => value,
  filter: {
    name: (column) => enumOf(column).name,
    operands,
    description: 'Which of its values an enum must be. All given fields must hold.',
    operators: equality(operands),
  },
  order: {
    description: 'as its values are declared',
    holds: (value, column) => enumOf(column).values.some((each) => each.value === value),
    parameter: (value, { type }) => sql`${value}::${sql.raw(type)}`,
  },
};
