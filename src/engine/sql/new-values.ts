import type { ColumnValue } from './column-values.js';
import type { NewReference } from './referenced-rows.js';

/** What a row is given. */
export interface NewValues {
  readonly columns: readonly ColumnValue[];
  readonly references: readonly NewReference[];
}

/** Every column that is set, foreign keys included. */
export const columnValues = ({ columns, references }: NewValues): ColumnValue[] => [
  ...columns,
  ...references.map(({ foreignKey, key }) => ({ column: foreignKey.ownerColumn, value: key })),
];
