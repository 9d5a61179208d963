import type { ColumnModel } from './column.js';
import type { Model } from './model.js';
import type { EndModel, ManyToManyModel } from './relation.js';
import type { TableModel } from './table.js';

/** A table with what its rows lead to. */
export interface Table extends TableModel {
  /** The columns that are fields of the API, by name; neither the key nor what is hidden. */
  readonly fields: ReadonlyMap<string, ColumnModel>;
  /** The many-to-many relations, by the field that lists the rows at the other end. */
  readonly ends: ReadonlyMap<string, End>;
}

/** A many-to-many relation as one of its two tables sees it: its rows are owners, and each has many targets. */
export interface End {
  readonly owner: Table;
  readonly target: Table;
  /** The owner's field that lists its targets: `publications`. */
  readonly field: string;
  /** One of its targets: `publication`. */
  readonly singular: string;
  readonly description: string;
  /** The join table, and its columns for the two keys. */
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
  /** The relation as the other table sees it. */
  readonly back: End;
}

/** Ties the tables of a model to each other, by name. Throws where a relation names a table that is not there. */
export function tablesOf(model: Model): ReadonlyMap<string, Table> {
  const tables = new Map(
    model.tables.map((table) => {
      const shown = table.columns.filter(({ hidden }) => !hidden);
      const fields = new Map(shown.map((column) => [column.name, column]));
      return [table.name, { ...table, fields, ends: new Map<string, End>() }];
    }),
  );
  const tableOf = ({ table: name }: EndModel) => {
    const table = tables.get(name);
    if (!table) throw new Error(`the model has no table ${name}`);
    return table;
  };
  for (const relation of model.relations) {
    if (relation.kind !== 'many-to-many') continue;
    const [a, b] = relation.ends;
    const end = endOf(relation, a, tableOf(a), b, tableOf(b));
    tableOf(a).ends.set(a.field, end);
    tableOf(b).ends.set(b.field, end.back);
  }
  return tables;
}

/** The end `near` of a relation, whose `back` is the end `far`. */
function endOf(
  { table }: ManyToManyModel,
  near: EndModel,
  owner: Table,
  far: EndModel,
  target: Table,
): End {
  const half = (own: EndModel, other: EndModel, tables: Pick<End, 'owner' | 'target'>) => ({
    ...tables,
    field: own.field,
    singular: own.singular,
    description: own.description ?? `The ${own.field} that the ${tables.owner.one} is linked to.`,
    table,
    ownerColumn: own.column,
    targetColumn: other.column,
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

/** The column of `table` that the API calls `name`: `id` is the key. Undefined where there is none. */
export function columnOf(table: Table, name: string): ColumnModel | undefined {
  return name === 'id' ? table.key : table.fields.get(name);
}
