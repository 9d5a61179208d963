import type { ColumnModel } from './column.js';
import type { Link } from './link.js';
import type { LinkUniqueModel } from './relation.js';
import type { TableModel } from './table.js';

/** A table with what its rows lead to. */
export interface Table extends TableModel {
  /** The columns that are fields of the API, by name; neither the key nor what is hidden. */
  readonly fields: ReadonlyMap<string, ColumnModel>;
  /** The many-to-many relations, by the field that lists the rows at the other end. */
  readonly ends: ReadonlyMap<string, End>;
  /** The foreign keys, this table's and those that refer to it, by the field that leads to the rows at the other side. */
  readonly foreignKeyRelations: ReadonlyMap<string, ForeignKeyRelation>;
}

/** A relation as one of its two tables sees it: through a join table, or through a foreign key. */
export type Relation = End | ForeignKeyRelation;

/** A relation whose owners have any number of targets each: a field that is a connection. */
export type ListRelation = End | BackList;

/** What leads from the rows of one table, the owners, to rows of another or the same, their targets. */
interface RelationSide {
  readonly owner: Table;
  readonly target: Table;
  /** The owner's field for its targets: `publications`. */
  readonly field: string;
  /** Describes `field`. */
  readonly description: string;
}

/** A many-to-many relation as one of its two tables sees it: its rows are owners, and each has many targets. */
export interface End extends RelationSide {
  readonly through: 'join table';
  /** One of its targets: `publication`. */
  readonly singular: string;
  /** The join table, and its columns for the two keys. */
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
  /** Every column of the links but the two keys. */
  readonly columns: readonly ColumnModel[];
  /** The unique constraints on the links, without the primary key. */
  readonly uniques: readonly LinkUniqueModel[];
  /** The links, where they have columns that the API shows. */
  readonly link: Link | undefined;
  /** The column that holds the place of a target in the list of its owner: the default order. Undefined if lists have no order of their own. */
  readonly position: ColumnModel | undefined;
  /** The relation as the other table sees it. */
  readonly back: End;
}

/** An end whose links have columns that the API shows. */
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

/** Whether a relation has links with columns that the API shows. */
export function hasLinkColumns(relation: Relation): relation is LinkedEnd {
  return relation.through === 'join table' && relation.link !== undefined;
}

/** A foreign key as one of its two tables sees it. */
export type ForeignKeyRelation = ToOne | BackOne | BackList;

/** The owner and its target have the same value in these columns: one is the foreign key, the other the key it refers to. */
interface ThroughForeignKey extends RelationSide {
  readonly through: 'foreign key';
  readonly ownerColumn: ColumnModel;
  readonly targetColumn: ColumnModel;
}

/** A foreign key as the table that has it sees it: each owner refers to one target, or to none where it is nullable. */
export interface ToOne extends ThroughForeignKey {
  readonly side: 'to-one';
  readonly nullable: boolean;
}

/** The other side of a foreign key that is unique: one owner or none refers to each row. */
export interface BackOne extends ThroughForeignKey {
  readonly side: 'one';
  readonly nullable: true;
}

/** The other side of a foreign key that is not: any number of rows refer to each row. */
export interface BackList extends ThroughForeignKey {
  readonly side: 'list';
}

/** The relations of a table whose rows have any number of targets each. */
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

/** The column of `table` that the API calls `name`: `id` is the key. Undefined where there is none. */
export function columnOf(table: Table, name: string): ColumnModel | undefined {
  return name === 'id' ? table.key : table.fields.get(name);
}
