import { sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { EnumModel } from '../model/enum.js';
import { equality } from './comparisons.js';
import type { Kind, Operands } from './kind.js';

/** The enum of a column of the kind `enum`. */
export function enumOf({ name, enum: model }: ColumnModel): EnumModel {
  if (!model) throw new Error(`the column ${name} has no enum`);
  return model;
}

// GraphQL has coerced the values to those of the database.
const operands: Operands = { type: ({ type }) => type, value: (operand) => operand };

/** An enum of the model, ordered as declared. */
export const enumKind: Kind = {
  type: 'enum',
  parameterType: operands.type,
  input: (value) => value,
  filter: {
    operands,
    description: 'Conditions on an enum value, which must all hold.',
    operators: equality(operands),
  },
  order: {
    description: 'as its values are declared',
    holds: (value, column) => enumOf(column).values.some((each) => each.value === value),
    parameter: (value, { type }) => sql`${value}::${sql.raw(type)}`,
  },
};
