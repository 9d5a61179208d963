import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { ValueFields } from './builder.js';
import { describe, type ValueTypes } from './value-types.js';

/**
 * Makes the fields of an object type for columns, by name. `one` is what has the columns, and `selected` gives the selected
 * value of one of them.
 */
export function valueFields<Shape>(
  t: ValueFields<Shape>,
  columns: ReadonlyMap<string, ColumnModel>,
  one: string,
  values: ValueTypes,
  selected: (parent: Shape, name: string) => unknown,
) {
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
            // Pothos ties a resolver's type to the field's, which here is only known at run time.
            return (value === null || !output ? value : output(value, column)) as never;
          },
        }),
      ];
    }),
  );
}
