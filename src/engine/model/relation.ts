import type { ColumnModel } from './column.js';
import type { UniqueModel } from './table.js';

/** How two tables are related. */
export type RelationModel = ManyToManyModel | ToOneModel;

/** What happens to a row when the row that it refers to is deleted. */
export type OnDelete = 'Cascade' | 'Restrict' | 'NoAction' | 'SetNull' | 'SetDefault';

/** Rows of two tables, or of one, linked through a join table. */
export interface ManyToManyModel {
  readonly kind: 'many-to-many';
  /** `CourseToTag`; of links with columns their model: `Enrolment`. */
  readonly name: string;
  readonly description?: string;
  /** The join table in the database: `_CourseToTag`. */
  readonly table: string;
  readonly ends: readonly [EndModel, EndModel];
  /** The links' own columns, without the two keys. */
  readonly columns: readonly ColumnModel[];
  /** The unique constraints on the links, without the primary key. Of the two keys `fields` has the ends' `column`. */
  readonly uniques: readonly UniqueModel[];
  /** The columns, in the database, of each B-tree index that serves an order of links, the primary key's included; none of links without columns. */
  readonly indexes: readonly (readonly string[])[];
}

/** One end of a many-to-many relation: the rows of `table` and their links. */
export interface EndModel {
  /** The table by its name in the API: `Course`. */
  readonly table: string;
  /** The field of `table` that lists what its rows are linked to: `tags`. */
  readonly field: string;
  /** One of those rows: `tag`. */
  readonly singular: string;
  /** The join table's column, in the database, that holds the key of `table`: `A`. */
  readonly column: string;
  /** What happens to a link when its row of `table` is deleted. */
  readonly onDelete: OnDelete;
  /** Describes `field`. */
  readonly description?: string;
}

/** A foreign key: each row of the owner refers to at most one row of the target. */
export interface ToOneModel {
  readonly kind: 'to-one';
  /** The table that has the foreign key, by its name in the API: `Course`. */
  readonly owner: string;
  /** The owner's field: `department`. */
  readonly field: string;
  /** The table that is referred to: `Department`. */
  readonly target: string;
  /** The foreign key by its name among the owner's columns, which is its input: `departmentId`. It holds the target's key. */
  readonly column: string;
  readonly nullable: boolean;
  readonly onDelete: OnDelete;
  /** Describes `field`. */
  readonly description?: string;
  /** The target's field for the other side. Without it the API shows one side only. */
  readonly back?: BackModel;
}

/** The other side of a foreign key, which is read only. */
export interface BackModel {
  /** The target's field: `courses`. */
  readonly field: string;
  /** Whether any number of owners refer to one target: a connection; else the foreign key is unique. */
  readonly many: boolean;
  /** One of many: `course`. */
  readonly singular?: string;
  readonly description?: string;
}
