import type { ColumnModel } from './column.js';

/** A table whose rows are nodes of the API. */
export interface TableModel {
  /** The GraphQL type: `Course`. */
  readonly name: string;
  /** One row, in names of fields: `course`. */
  readonly one: string;
  /** Several rows, in names of fields: `courses`. */
  readonly many: string;
  readonly description?: string;
  /** In the database: `courses`. */
  readonly table: string;
  /** No mutation creates, updates or deletes its rows. */
  readonly readonly: boolean;
  /** The primary key. Its `name` is an input of `create` if it has no default. */
  readonly key: ColumnModel;
  /** All columns but the key, in their declared order. */
  readonly columns: readonly ColumnModel[];
  /** The default order; ties are broken by key. Without it rows are ordered by key. */
  readonly orderBy?: OrderModel;
  /** The unique constraints, without the primary key. */
  readonly uniques: readonly UniqueModel[];
  /** The columns of each B-tree index that serves an order or a look-up, by their names in the API, the primary key's included. */
  readonly indexes: readonly (readonly string[])[];
}

/** A default order. */
export interface OrderModel {
  /** The name of a column, or of the key. */
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** A unique constraint. */
export interface UniqueModel {
  /** In the database, where a violation names it. */
  readonly constraint: string;
  /** Its columns by their names in the API, without those left out by `@omit`. */
  readonly fields: readonly string[];
}
