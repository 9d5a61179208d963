import type { ColumnModel } from './column.js';

/** A table, whose rows are nodes of the API. */
export interface TableModel {
  /** The GraphQL type: `Course`. */
  readonly name: string;
  /** The singular in names of fields: `course`. */
  readonly one: string;
  /** The plural in names of fields: `courses`. */
  readonly many: string;
  readonly description?: string;
  /** In the database: `courses`. */
  readonly table: string;
  /** Whether there are no mutations that create, update or delete its rows. */
  readonly readonly: boolean;
  /** Present if subscriptions tell the changes of its rows. */
  readonly live?: true;
  /** The primary key. Its `name` is an input of `create` if it has no default. */
  readonly key: ColumnModel;
  /** All columns except the key, in their declared order. */
  readonly columns: readonly ColumnModel[];
  /** The default order, in which ties are broken by key. Default: by key. */
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
  /** Its name in the database, which a violation has. */
  readonly constraint: string;
  /** Its columns by their names in the API, without those left out by `@omit`. */
  readonly fields: readonly string[];
}
