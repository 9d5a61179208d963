import { rowCost, withCost } from '../cost/cost.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import type { Table } from '../model/tables.js';
import { queryNames } from '../naming.js';
import { loadUnique } from '../paging/node-loader.js';
import type { Builder } from './builder.js';
import type { NodeType } from './node-type.js';
import type { ValueTypes } from './value-types.js';

/** Adds to the schema a query for one row of a table by each of its unique columns. */
export function uniqueQueries(
  builder: Builder,
  values: ValueTypes,
  { table, object }: NodeType,
): void {
  const { one } = table;
  const { contextOf, fields } = builder.engine;
  for (const column of uniqueColumns(table)) {
    const { name } = column;
    const readValue = (args: Readonly<Record<string, unknown>>) =>
      kindOf(column).input(args[name], column, name);
    builder.queryField(queryNames.byUnique(one, name), (t) =>
      t.field({
        ...fields.query,
        type: object,
        nullable: true,
        description: `The ${one} with this ${name}, or null if there is none.`,
        args: {
          [name]: t.arg({
            type: values.of(column),
            required: true,
            description: `The ${name} of the ${one}.`,
          }),
        },
        ...withCost(rowCost),
        resolve: (_, args, context) =>
          loadUnique(table, column, readValue(args), contextOf(context)),
      }),
    );
  }
}

/** The columns with a unique constraint, except the key and foreign keys. */
export function uniqueColumns({ uniques, fields }: Table): ColumnModel[] {
  const alone = uniques.filter((unique) => unique.fields.length === 1);
  const names = new Set(alone.flatMap((unique) => unique.fields));
  return [...fields.values()].filter(({ name, list }) => names.has(name) && !list);
}
