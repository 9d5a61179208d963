import type { ColumnValue } from './column-values.js';
import type { NewForeignKey } from './referenced-rows.js';

/** The new values of a row. */
export interface NewValues {
  readonly columns: readonly ColumnValue[];
  readonly foreignKeys: readonly NewForeignKey[];
}

/** All columns that are set, including foreign keys. */
export const columnValues = ({ columns, foreignKeys }: NewValues): ColumnValue[] => [
  ...columns,
  ...foreignKeys.map(({ toOne, key }) => ({ column: toOne.ownerColumn, value: key })),
];
