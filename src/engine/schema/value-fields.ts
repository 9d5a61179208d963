import type { FieldMap } from '@pothos/core';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { ValueFields } from './builder.js';
import { describe, type ValueTypes } from './value-types.js';

/**
 * Makes the fields of an object type for columns, by name. `one` names the object in descriptions, and `selected` returns the
 * selected value of a column.
 */
export function valueFields<Shape>(
  t: ValueFields<Shape>,
  columns: ReadonlyMap<string, ColumnModel>,
  one: string,
  values: ValueTypes,
  selected: (parent: Shape, name: string) => unknown,
): FieldMap {
  return Object.fromEntries(
    [...columns].map(([name, column]) => {
      const { output } = kindOf(column);
      return [
        name,
        t.field({
          type: values.of(column),
          nullable: column.nullable,
          description: describe(column, one),
          resolve: (parent) => {
            const value = selected(parent as Shape, name);
            // In Pothos, the type of a resolver depends on that of the field, which is known only at run time.
            return (value === null || !output ? value : output(value, column)) as never;
          },
        }),
      ];
    }),
  );
}
