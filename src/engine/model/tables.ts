import type { ColumnModel } from './column.js';
import { type Link, linkOf } from './link.js';
import type { Model } from './model.js';
import type { EndModel, ManyToManyModel, ToOneModel } from './relation.js';
import type { TableModel } from './table.js';

/** A table with what its rows lead to. */
export interface Table extends TableModel {
  /** The columns that are fields of the API, by name; neither the key nor what is hidden. */
  readonly fields: ReadonlyMap<string, ColumnModel>;
  /** The many-to-many relations, by the field that lists the rows at the other end. */
  readonly ends: ReadonlyMap<string, End>;
  /** The foreign keys, this table's and those that refer to it, by the field that leads to the rows at the other side. */
  readonly references: ReadonlyMap<string, Reference>;
}

/** A relation as one of its two tables sees it: through a join table, or through a foreign key. */
export type Relation = End | Reference;

/** A relation whose owners have any number of targets each: a field that is a connection. */
export type ListRelation = End | ListReference;

/** What leads from the rows of one table, the owners, to rows of another or the same, their targets. */
interface Leading {
  readonly owner: Table;
  readonly target: Table;
  /** The owner's field for its targets: `publications`. */
  readonly field: string;
  /** Describes `field`. */
  readonly description: string;
}

/** A many-to-many relation as one of its two tables sees it: its rows are owners, and each has many targets. */
export interface End extends Leading {
  readonly through: 'join table';
  /** One of its targets: `publication`. */
  readonly singular: string;
  /** The join table, and its columns for the two keys. */
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
  /** Every column of the links but the two keys. */
  readonly columns: readonly ColumnModel[];
  /** The links, where they have columns that the API shows. */
  readonly link: Link | undefined;
  /** The relation as the other table sees it. */
  readonly back: End;
}

/** A foreign key as one of its two tables sees it. */
export type Reference = ForeignKey | OneReference | ListReference;

/** The owner and its target have the same value in these columns: one is the foreign key, the other the key it refers to. */
interface Referring extends Leading {
  readonly through: 'foreign key';
  readonly ownerColumn: ColumnModel;
  readonly targetColumn: ColumnModel;
}

/** A foreign key as the table that has it sees it: each owner refers to one target, or to none where it is nullable. */
export interface ForeignKey extends Referring {
  readonly side: 'foreign key';
  readonly nullable: boolean;
}

/** The other side of a foreign key that is unique: one owner or none refers to each row. */
export interface OneReference extends Referring {
  readonly side: 'one';
  readonly nullable: true;
}

/** The other side of a foreign key that is not: any number of rows refer to each row. */
export interface ListReference extends Referring {
  readonly side: 'list';
}

/** Ties the tables of a model to each other, by name. Throws where a relation names what is not there. */
export function tablesOf(model: Model): ReadonlyMap<string, Table> {
  const tables = new Map(
    model.tables.map((table) => {
      const shown = table.columns.filter(({ hidden }) => !hidden);
      const fields = new Map(shown.map((column) => [column.name, column]));
      const ends = new Map<string, End>();
      const references = new Map<string, Reference>();
      return [table.name, { ...table, fields, ends, references }];
    }),
  );
  const tableOf = (name: string) => {
    const table = tables.get(name);
    if (!table) throw new Error(`the model has no table ${name}`);
    return table;
  };
  for (const relation of model.relations) {
    if (relation.kind === 'many-to-many') {
      const [a, b] = relation.ends;
      const end = endOf(relation, a, tableOf(a.table), b, tableOf(b.table));
      tableOf(a.table).ends.set(a.field, end);
      tableOf(b.table).ends.set(b.field, end.back);
    } else {
      const [owner, target] = [tableOf(relation.owner), tableOf(relation.target)];
      const key = foreignKeyOf(relation, owner, target);
      owner.references.set(key.field, key);
      const back = otherSideOf(relation, key);
      if (back) target.references.set(back.field, back);
    }
  }
  return tables;
}

/** The end `near` of a relation, whose `back` is the end `far`. */
function endOf(
  relation: ManyToManyModel,
  near: EndModel,
  owner: Table,
  far: EndModel,
  target: Table,
): End {
  const { table, columns } = relation;
  const link = linkOf(relation);
  const half = (own: EndModel, other: EndModel, tables: Pick<End, 'owner' | 'target'>) => ({
    ...tables,
    through: 'join table' as const,
    field: own.field,
    singular: own.singular,
    description: own.description ?? `The ${own.field} that the ${tables.owner.one} is linked to.`,
    table,
    ownerColumn: own.column,
    targetColumn: other.column,
    columns,
    link,
  });
  const back = half(far, near, { owner: target, target: owner });
  const end: End = {
    ...half(near, far, { owner, target }),
    get back() {
      return backEnd;
    },
  };
  const backEnd: End = { ...back, back: end };
  return end;
}

/** A foreign key as its own table sees it. */
function foreignKeyOf(
  { field, column, nullable, description }: ToOneModel,
  owner: Table,
  target: Table,
): ForeignKey {
  const ownerColumn = owner.columns.find(({ name }) => name === column);
  if (!ownerColumn) throw new Error(`${owner.name} has no column ${column}`);
  return {
    through: 'foreign key',
    side: 'foreign key',
    owner,
    target,
    field,
    description: description ?? `The ${field} of the ${owner.one}.`,
    ownerColumn,
    targetColumn: target.key,
    nullable,
  };
}

/** A foreign key as the table that it refers to sees it; undefined where the API shows one side only. */
function otherSideOf({ back }: ToOneModel, key: ForeignKey): Reference | undefined {
  if (!back) return undefined;
  const side = {
    through: 'foreign key',
    owner: key.target,
    target: key.owner,
    field: back.field,
    description: back.description ?? `The ${back.field} of the ${key.target.one}.`,
    ownerColumn: key.targetColumn,
    targetColumn: key.ownerColumn,
  } as const;
  return back.many ? { ...side, side: 'list' } : { ...side, side: 'one', nullable: true };
}

/** The relations of a table whose rows have any number of targets each. */
export function listsOf({ ends, references }: Table): ListRelation[] {
  return [...ends.values(), ...[...references.values()].filter((each) => each.side === 'list')];
}

/** The foreign keys that a table has. */
export function foreignKeysOf({ references }: Table): ForeignKey[] {
  return [...references.values()].filter((each) => each.side === 'foreign key');
}

/** The column of `table` that the API calls `name`: `id` is the key. Undefined where there is none. */
export function columnOf(table: Table, name: string): ColumnModel | undefined {
  return name === 'id' ? table.key : table.fields.get(name);
}
