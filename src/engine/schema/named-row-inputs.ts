import type { InputRef } from '@pothos/core';
import type { ColumnModel } from '../model/column.js';
import type { End, Table } from '../model/tables.js';
import { fieldNames, typeNames } from '../naming.js';
import type { Builder, InputFields } from './builder.js';
import { createForeignKeyInputs } from './foreign-key-inputs.js';
import { uniqueColumns } from './unique-queries.js';
import { createInputsOf, type Input, isRequired, valueInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** The unique columns by which an input can name a row: those that an input can also set. */
export function namingColumns(table: Table): ColumnModel[] {
  const inputs = createInputsOf(table);
  return [table.key, ...uniqueColumns(table)].filter((column) => inputs.includes(column));
}

/** The inputs of a schema that name rows by unique columns, each added when it is first needed. */
export class NamedRowInputs {
  readonly #builder: Builder;
  readonly #values: ValueTypes;
  readonly #inputs = new Map<Table, InputRef<Input>>();

  constructor(builder: Builder, values: ValueTypes) {
    this.#builder = builder;
    this.#values = values;
  }

  /** The input field for more targets to link, named by unique columns. */
  addByInput(t: InputFields, { field, target }: End) {
    return {
      [fieldNames.addBy]: t.field({
        type: [this.of(target)],
        description: `More of the ${field} to link, each named by a unique column, and created if it is missing and has \`create\`.`,
      }),
    };
  }

  /** The input `TagByInput`. */
  of(table: Table): InputRef<Input> {
    const known = this.#inputs.get(table);
    if (known) return known;
    const { one } = table;
    const columns = namingColumns(table);
    const created = table.readonly ? undefined : this.#newRow(table, columns);
    const input = this.#builder.inputType(typeNames.byInput(table.name), {
      description: `A ${one} by exactly one of its unique columns.`,
      fields: (t) => ({
        ...valueInputs(t, columns, one, this.#values, () => false),
        ...(created && {
          [fieldNames.create]: t.field({
            type: created,
            description: `The other columns of the new ${one}, if there is none. Default: that is an error.`,
          }),
        }),
      }),
    });
    // The fields are known only at run time, so TypeScript cannot infer the shape.
    const added = input as unknown as InputRef<Input>;
    this.#inputs.set(table, added);
    return added;
  }

  #newRow(table: Table, columns: readonly ColumnModel[]): InputRef<Input> {
    const { one } = table;
    const required = (column: ColumnModel) => isRequired(column) && !columns.includes(column);
    const input = this.#builder.inputType(typeNames.newRowInput(table.name), {
      description: `The columns of a new ${one}, without the one that names it.`,
      fields: (t: InputFields) => ({
        ...valueInputs(t, createInputsOf(table), one, this.#values, required),
        ...createForeignKeyInputs(t, table),
      }),
    });
    return input as unknown as InputRef<Input>;
  }
}
