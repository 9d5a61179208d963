import type { ColumnModel } from './column.js';

/** A relation of two tables. */
export type RelationModel = ManyToManyModel | ToOneModel;

/** A function for each kind of relation. */
export type RelationCases<Result> = {
  readonly [Kind in RelationModel['kind']]: (
    relation: Extract<RelationModel, { readonly kind: Kind }>,
  ) => Result;
};

/** Calls the function for the relation's kind. For a new kind, the compiler asks for a function wherever relations are read. */
export function byKind<Result>(relation: RelationModel, cases: RelationCases<Result>): Result {
  // The function takes relations of this kind, which TypeScript does not infer from the index.
  return (cases[relation.kind] as (relation: RelationModel) => Result)(relation);
}

/** The referential action when the referenced row is deleted. */
export type OnDelete = 'Cascade' | 'Restrict' | 'NoAction' | 'SetNull' | 'SetDefault';

/** Rows of two tables, or of one, linked through a join table. */
export interface ManyToManyModel {
  readonly kind: 'many-to-many';
  /** `CourseToTag`; for links with columns, the name of their model: `Enrolment`. */
  readonly name: string;
  readonly description?: string;
  /** The join table in the database: `_CourseToTag`. */
  readonly table: string;
  /** Present if subscriptions tell the changes of its links. */
  readonly live?: true;
  readonly ends: readonly [EndModel, EndModel];
  /**
   * Whether a link of two rows holds in both directions. The API then has only the first end; the second differs in its column
   * alone. Triggers of the database keep a row of the join table for each direction (`src/postgres/mirrored-links.ts`).
   */
  readonly symmetric?: boolean;
  /** The columns of the links, without the two foreign keys. */
  readonly columns: readonly ColumnModel[];
  /** The unique constraints on the links, without the primary key. */
  readonly uniques: readonly LinkUniqueModel[];
  /** The columns, in the database, of each B-tree index that can be used for an order of links, including the primary key's; empty for links without columns. */
  readonly indexes: readonly (readonly string[])[];
}

/** A unique constraint on links. */
export interface LinkUniqueModel {
  /** Its name in the database, which a violation names. */
  readonly constraint: string;
  /** Its columns in the database, without those left out by `@omit`. */
  readonly columns: readonly string[];
}

/** One end of a many-to-many relation: the rows of `table` and their links. */
export interface EndModel {
  /** The table by its name in the API: `Course`. */
  readonly table: string;
  /** The list field of `table`: `tags`. */
  readonly field: string;
  /** Its singular: `tag`. */
  readonly singular: string;
  /** The column of the join table, in the database, with the key of `table`: `A`. */
  readonly column: string;
  /** The referential action on a link when its row of `table` is deleted. */
  readonly onDelete: OnDelete;
  /** The foreign key in the database, if its name is not the join table's, the column's and `_fkey`. */
  readonly constraint?: string;
  /** The column of the links, by its name in the API, that holds the place of a target in the list of its owner. */
  readonly position?: string;
  /** The description of `field`. */
  readonly description?: string;
}

/** A foreign key: each row of the owner refers to at most one row of the target. */
export interface ToOneModel {
  readonly kind: 'to-one';
  /** The table that has the foreign key, by its name in the API: `Course`. */
  readonly owner: string;
  /** The owner's field: `department`. */
  readonly field: string;
  /** The referenced table: `Department`. */
  readonly target: string;
  /** The name of the foreign key among the owner's columns, and of its input: `departmentId`. */
  readonly column: string;
  readonly nullable: boolean;
  readonly onDelete: OnDelete;
  /** The foreign key in the database, if its name is not the table's, the column's and `_fkey`. */
  readonly constraint?: string;
  /** The description of `field`. */
  readonly description?: string;
  /** The target's field for the other side; undefined if the API has only one side. */
  readonly back?: BackModel;
}

/** The other side of a foreign key, which is read-only. */
export interface BackModel {
  /** The target's field: `courses`. */
  readonly field: string;
  /** Whether a target has any number of owners, so that the field is a connection; otherwise the foreign key is unique. */
  readonly many: boolean;
  /** The singular of a connection: `course`. */
  readonly singular?: string;
  readonly description?: string;
}
