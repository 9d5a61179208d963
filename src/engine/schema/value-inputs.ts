import { badUserInput, checkAll } from '../errors.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Table } from '../model/tables.js';
import type { ColumnValue } from '../sql/column-values.js';
import type { InputFields } from './builder.js';
import { describe, type ValueTypes } from './value-types.js';

/** A mutation's input as GraphQL has coerced it. */
export type Input = Readonly<Record<string, unknown>>;

/** The columns that are inputs of `create` and `update`. */
export const inputsOf = ({ fields }: Pick<Table, 'fields'>): ColumnModel[] =>
  [...fields.values()].filter(({ readonly, updatedAt }) => !readonly && !updatedAt);

/** Whether the input of a new row or link must have a value for the column. */
export const isRequired = (column: ColumnModel): boolean =>
  !column.nullable && !column.list && column.default === undefined;

/** The columns that are inputs of `create`: also the key, if it has no default. */
export const createInputsOf = (table: Table): ColumnModel[] =>
  table.key.default === undefined ? [table.key, ...inputsOf(table)] : inputsOf(table);

/** The input fields for the columns of a new row of `table`. */
export function createInputs(t: InputFields, table: Table, values: ValueTypes) {
  return valueInputs(t, createInputsOf(table), table.one, values, isRequired);
}

/**
 * The input fields for the columns of a row of `table` in an update: omitted ones are not changed; `required` ones cannot be
 * omitted.
 */
export function updateInputs(
  t: InputFields,
  table: Table,
  values: ValueTypes,
  required: ReadonlySet<ColumnModel>,
) {
  return valueInputs(t, inputsOf(table), table.one, values, (column) => required.has(column));
}

/** An input field for each of `columns`; `one` is the name of a row in descriptions. */
export function valueInputs(
  t: InputFields,
  columns: readonly ColumnModel[],
  one: string,
  values: ValueTypes,
  required: (column: ColumnModel) => boolean,
) {
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      t.field({
        type: values.of(column),
        required: required(column),
        description: describe(column, one),
      }),
    ]),
  );
}

/** Reads the columns of a new row of `table` that an input object at `path` sets. Throws BAD_USER_INPUT for the first invalid value. */
export function readCreateValues(table: Table, input: Input, path = 'input'): ColumnValue[] {
  return readValues(createInputsOf(table), input, path);
}

/** Reads the columns of a row of `table` that an input changes. Throws as `readCreateValues` does. */
export function readUpdateValues(table: Table, input: Input): ColumnValue[] {
  return readValues(inputsOf(table), input);
}

/** Reads the `columns` that an input object at `path` sets. Throws BAD_USER_INPUT for the first invalid value. */
export function readValues(
  columns: readonly ColumnModel[],
  input: Input,
  path = 'input',
): ColumnValue[] {
  const given = columns.filter(({ name }) => input[name] !== undefined);
  const checks = given.map((column) => [
    column.name,
    () => readValue(column, input[column.name], `${path}.${column.name}`),
  ]);
  return Object.values(checkAll<Record<string, ColumnValue>>(Object.fromEntries(checks)));
}

function readValue(column: ColumnModel, value: unknown, argument: string): ColumnValue {
  if (value !== null) return { column, value: kindOf(column).input(value, column, argument) };
  if (column.nullable) return { column, value };
  throw badUserInput(`${argument} must not be null: omit it, or set a value`, {
    argument,
  });
}
