import type { ColumnValue } from './column-values.js';
import type { NewReference } from './referenced-rows.js';

/** The new values of a row. */
export interface NewValues {
  readonly columns: readonly ColumnValue[];
  readonly references: readonly NewReference[];
}

/** All columns that are set, including foreign keys. */
export const columnValues = ({ columns, references }: NewValues): ColumnValue[] => [
  ...columns,
  ...references.map(({ foreignKey, key }) => ({ column: foreignKey.ownerColumn, value: key })),
];
