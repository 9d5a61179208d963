import type { GraphQLError } from 'graphql';
import { badUserInput, checkAll } from '../errors.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { GlobalIds } from '../model/global-id.js';
import type { Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import type { ColumnValue } from '../sql/column-values.js';
import type { NewValues } from '../sql/new-values.js';
import { readForeignKeys } from './foreign-key-inputs.js';
import { namingColumns } from './named-row-inputs.js';
import { createInputsOf, type Input, isRequired, readValues } from './value-inputs.js';

/** A row that an input names by a unique column. */
export interface NamedRow {
  readonly name: ColumnValue;
  /** The path of its object in the arguments: `input.tags.addBy.0`. */
  readonly path: string;
  /** The other values of a new row, if it is created where it is missing. */
  readonly created: NewValues | undefined;
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

/** The name of a row as text, to compare and sort. */
export const nameText = ({ name }: NamedRow) => JSON.stringify([name.column.name, name.value]);
