import type { ColumnModel } from './column.js';
import type { Link } from './link.js';
import type { LinkUniqueModel } from './relation.js';
import type { TableModel } from './table.js';

/** A table with its columns and relations. */
export interface Table extends TableModel {
  /** The columns that are fields of the API, by name, without the key and hidden columns. */
  readonly fields: ReadonlyMap<string, ColumnModel>;
  /** The many-to-many relations, by the name of the table's list field. */
  readonly ends: ReadonlyMap<string, End>;
  /** The table's foreign keys and those that refer to it, by the name of the table's field. */
  readonly foreignKeyRelations: ReadonlyMap<string, ForeignKeyRelation>;
}

/** One direction of a relation, through a join table or through a foreign key. */
export type Relation = End | ForeignKeyRelation;

/** A relation whose owners have any number of targets each. Its field is a connection. */
export type ListRelation = End | BackList;

/** One direction of a relation: from the rows of one table, the owners, to rows of another or the same table, their targets. */
interface RelationSide {
  readonly owner: Table;
  readonly target: Table;
  /** The owner's field for its targets: `publications`. */
  readonly field: string;
  /** Describes `field`. */
  readonly description: string;
}

/** One direction of a many-to-many relation: each owner has many targets. */
export interface End extends RelationSide {
  readonly through: 'join table';
  /** The singular of the field: `publication`. */
  readonly singular: string;
  /** The join table, and its columns for the two keys. */
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
  /** The foreign key of `ownerColumn`, as a violation names it. */
  readonly ownerConstraint: string;
  /** All columns of the links except the two keys. */
  readonly columns: readonly ColumnModel[];
  /** The unique constraints on the links, without the primary key. */
  readonly uniques: readonly LinkUniqueModel[];
  /** The links, if any of their columns is in the API. */
  readonly link: Link | undefined;
  /** The column that holds the place of a target in the list of its owner: the default order. Undefined if lists have no order of their own. */
  readonly position: ColumnModel | undefined;
  /** Whether subscriptions tell the changes of its links. */
  readonly live: boolean;
  /** Whether a link of two rows holds in both directions: the other table is the same, and sees the same end. */
  readonly symmetric: boolean;
  /** The other direction; of a symmetric relation, this end. */
  readonly back: End;
}

/** An end whose links have columns in the API. */
export interface LinkedEnd extends End {
  readonly link: Link;
}

/** An end whose lists have an order of their own. */
export interface PositionedEnd extends LinkedEnd {
  readonly position: ColumnModel;
}

/** Whether the lists of an end have an order of their own. */
export function hasPositions(end: End): end is PositionedEnd {
  return end.position !== undefined;
}

/** Whether a relation has links with columns in the API. */
export function hasLinkColumns(relation: Relation): relation is LinkedEnd {
  return relation.through === 'join table' && relation.link !== undefined;
}

/** One direction of a foreign key. */
export type ForeignKeyRelation = ToOne | BackOne | BackList;

/** The owner and its target have the same value in these columns: one is the foreign key, the other the key it refers to. */
interface ThroughForeignKey extends RelationSide {
  readonly through: 'foreign key';
  readonly ownerColumn: ColumnModel;
  readonly targetColumn: ColumnModel;
}

/** A foreign key from the table that has it: each owner refers to one target, or to none if it is null. */
export interface ToOne extends ThroughForeignKey {
  readonly side: 'to-one';
  readonly nullable: boolean;
  /** The foreign key in the database, as a violation names it. */
  readonly constraint: string;
}

/** A unique foreign key from the table that it refers to: at most one row refers to each owner. */
export interface BackOne extends ThroughForeignKey {
  readonly side: 'one';
  readonly nullable: true;
}

/** A foreign key that is not unique, from the table that it refers to: any number of rows refer to each owner. */
export interface BackList extends ThroughForeignKey {
  readonly side: 'list';
}

/** The relations of a table whose fields are connections. */
export function listsOf({ ends, foreignKeyRelations }: Table): ListRelation[] {
  return [
    ...ends.values(),
    ...[...foreignKeyRelations.values()].filter((each) => each.side === 'list'),
  ];
}

/** The foreign keys that a table has. */
export function toOnesOf({ foreignKeyRelations }: Table): ToOne[] {
  return [...foreignKeyRelations.values()].filter((each) => each.side === 'to-one');
}

/** The column of `table` with this name in the API: `id` is the key. Undefined if there is none. */
export function columnOf(table: Table, name: string): ColumnModel | undefined {
  return name === 'id' ? table.key : table.fields.get(name);
}
