import type { ColumnModel } from '../model/column.js';
import type { EnumModel } from '../model/enum.js';
import { typeNames } from '../naming.js';
import { enumOf } from './enum.js';
import type { ValueType } from './kind.js';
import { kindOf, kinds } from './kinds.js';

/** The GraphQL type of a column's values, or of the elements of a list. */
export function typeOf(column: ColumnModel): Exclude<ValueType, 'enum'> | EnumModel {
  const { type } = kindOf(column);
  return type === 'enum' ? enumOf(column) : type;
}

/** The name of a type. */
export function nameOf(type: ReturnType<typeof typeOf>): string {
  return typeof type === 'string' ? type : type.name;
}

/** The names of the filters on columns of a type. */
export function filterNamesOf(type: string): readonly string[] {
  return [typeNames.columnFilter(type, false), typeNames.columnFilter(type, true)];
}

/** The names of all types of columns but the model's enums: scalars, their filters, and the enums of filter options. */
export const kindTypeNames: ReadonlySet<string> = new Set(
  Object.values(kinds).flatMap(({ type, filter }) => {
    if (type === 'enum') return [];
    const name = nameOf(type);
    if (!filter) return [name];
    const options = Object.values(filter.options ?? {}).map((option) => option.type);
    return [name, ...filterNamesOf(name), ...options];
  }),
);
