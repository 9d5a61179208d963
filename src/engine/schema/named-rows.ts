import type { InputRef } from '@pothos/core';
import type { GraphQLError } from 'graphql';
import type { Executor } from '../database.js';
import { badUserInput, checkAll, notFound } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End, Table } from '../model/tables.js';
import { fieldNames, typeNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { ColumnValue } from '../sql/column-values.js';
import { insertNamedRow, lockNamedRows } from '../sql/named-rows.js';
import type { NewValues } from '../sql/new-values.js';
import { lockKeys } from '../sql/row-locks.js';
import type { Builder, InputFields } from './builder.js';
import { refuseDuplicates } from './conflicts.js';
import { argumentOfKey, createForeignKeyInputs, readForeignKeys } from './foreign-key-inputs.js';
import { uniqueColumns } from './unique-queries.js';
import { createInputsOf, type Input, isRequired, readValues, valueInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** A row that an input names by a unique column. */
export interface NamedRow {
  readonly name: ColumnValue;
  /** The path of its object in the arguments: `input.tags.addBy.0`. */
  readonly path: string;
  /** The other values of a new row, if it is created where it is missing. */
  readonly created: NewValues | undefined;
}

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

/** Reads the rows in the list `addBy` of an input at `path`. Throws the first error by code. */
export function readNamedRows(
  table: Table,
  ids: GlobalIds,
  input: Input,
  path: string,
): NamedRow[] {
  const list = `${path}.${fieldNames.addBy}`;
  // GraphQL has coerced it to a list of objects, or to null.
  const items = (input[fieldNames.addBy] ?? []) as readonly Input[];
  const checks = items.map((item, index) => [
    index,
    () => readNamedRow(table, ids, item, `${list}.${index}`),
  ]);
  const rows = Object.values(checkAll<Record<string, NamedRow>>(Object.fromEntries(checks)));
  if (new Set(rows.map(nameText)).size < rows.length) throw namedTwice(path);
  return rows;
}

/** The error for an input at `path` whose `addBy` names a row twice, maybe by two unique columns. */
export function namedTwice(path: string): GraphQLError {
  const argument = `${path}.${fieldNames.addBy}`;
  return badUserInput(`${argument} must not name a row twice`, { argument });
}

function readNamedRow(table: Table, ids: GlobalIds, item: Input, path: string): NamedRow {
  const columns = namingColumns(table);
  const present = columns.filter(({ name }) => item[name] !== undefined && item[name] !== null);
  const [column, ...others] = present;
  if (!column || others.length > 0) {
    const listed = columns.map(({ name }) => name).join(', ');
    throw badUserInput(`${path} must have exactly one of: ${listed}`, { argument: path });
  }
  const read = checkAll({
    value: () => kindOf(column).input(item[column.name], column, `${path}.${column.name}`),
    created: () => readCreated(table, ids, column, item, `${path}.${fieldNames.create}`),
  });
  return { name: { column, value: read.value }, path, created: read.created };
}

function readCreated(
  table: Table,
  ids: GlobalIds,
  named: ColumnModel,
  item: Input,
  path: string,
): NewValues | undefined {
  // GraphQL has coerced it to an object or null.
  const created = item[fieldNames.create] as Input | null | undefined;
  if (!created) return undefined;
  if (created[named.name] !== undefined) {
    const argument = `${path}.${named.name}`;
    throw badUserInput(`${argument} must be omitted: it is the ${named.name} that names the row`, {
      argument,
    });
  }
  const inputs = createInputsOf(table).filter((column) => column !== named);
  const missing = inputs.find((column) => isRequired(column) && created[column.name] === undefined);
  if (missing) {
    const argument = `${path}.${missing.name}`;
    throw badUserInput(`${argument} is required: it has no default`, { argument });
  }
  return checkAll({
    columns: () => readValues(inputs, created, path),
    foreignKeys: () => readForeignKeys(table, ids, created, path),
  });
}

/** How often rows are looked for that another transaction creates and deletes meanwhile. */
const attempts = 10;

/**
 * Finds rows by their names, creates those that are missing, and returns the keys of all, locked against deletion. Throws NOT_FOUND for
 * the first that is missing and not to be created, or that refers to a missing row.
 */
export async function findOrCreate(
  table: Table,
  rows: readonly NamedRow[],
  transaction: Executor,
): Promise<readonly Key[]> {
  const names = rows.map(({ name }) => name);
  const keys = new Map<number, Key>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    // A new statement, which sees what others have inserted.
    for (const [index, key] of await lockNamedRows(table, names, transaction)) keys.set(index, key);
    const missing = [...rows.entries()].filter(([index]) => !keys.has(index));
    if (missing.length === 0) return rows.map((_, index) => keys.get(index) as Key);
    for (const [, { created, path }] of missing)
      if (!created) throw notFound({ argument: path, ids: [] });
    await lockReferenced(
      missing.map(([, row]) => row),
      transaction,
    );
    // In the same order in all transactions, so that two do not wait for rows of each other.
    const inOrder = missing.toSorted(([, a], [, b]) => (nameText(a) < nameText(b) ? -1 : 1));
    for (const [index, { name, created, path }] of inOrder) {
      const values = created ?? { columns: [], foreignKeys: [] };
      const key = await refuseDuplicates(
        table,
        () => insertNamedRow(table, name, values, transaction),
        path,
        (field) => `${path}.${field === name.column.name ? '' : `${fieldNames.create}.`}${field}`,
      );
      if (key !== undefined) keys.set(index, key);
    }
  }
  throw new Error(`rows of ${table.name} are created and deleted again and again`);
}

const nameText = ({ name }: NamedRow) => JSON.stringify([name.column.name, name.value]);

/** Locks the rows that new rows refer to. Throws NOT_FOUND for the first that does not exist. */
async function lockReferenced(rows: readonly NamedRow[], transaction: Executor): Promise<void> {
  for (const { created, path } of rows)
    for (const { toOne, key } of created?.foreignKeys ?? []) {
      if (key === null) continue;
      const found = await lockKeys(toOne.target, [key], transaction);
      if (found.length === 0)
        throw rowMissing(toOne.target, key, argumentOfKey(toOne, `${path}.${fieldNames.create}`));
    }
}
