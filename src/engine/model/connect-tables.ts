import { linkOf } from './link.js';
import type { Model } from './model.js';
import { byKind, type EndModel, type ManyToManyModel, type ToOneModel } from './relation.js';
import type { End, ForeignKeyRelation, Table, ToOne } from './tables.js';

/** Connects the tables of a model by its relations. Throws if a relation names a table or column that does not exist. */
export function connectTables(model: Model): ReadonlyMap<string, Table> {
  const tables = new Map(
    model.tables.map((table) => {
      const shown = table.columns.filter(({ hidden }) => !hidden);
      const fields = new Map(shown.map((column) => [column.name, column]));
      const ends = new Map<string, End>();
      const foreignKeyRelations = new Map<string, ForeignKeyRelation>();
      return [table.name, { ...table, fields, ends, foreignKeyRelations }];
    }),
  );
  const tableOf = (name: string) => {
    const table = tables.get(name);
    if (!table) throw new Error(`the model has no table ${name}`);
    return table;
  };
  for (const relation of model.relations) {
    byKind(relation, {
      'many-to-many'(manyToMany) {
        const [a, b] = manyToMany.ends;
        const end = endOf(manyToMany, a, tableOf(a.table), b, tableOf(b.table));
        tableOf(a.table).ends.set(a.field, end);
        tableOf(b.table).ends.set(b.field, end.back);
      },
      'to-one'(foreignKey) {
        const [owner, target] = [tableOf(foreignKey.owner), tableOf(foreignKey.target)];
        const key = toOneOf(foreignKey, owner, target);
        owner.foreignKeyRelations.set(key.field, key);
        const back = otherSideOf(foreignKey, key);
        if (back) target.foreignKeyRelations.set(back.field, back);
      },
    });
  }
  return tables;
}

/** The end `near` of a relation, with the end `far` as its `back`. */
function endOf(
  relation: ManyToManyModel,
  near: EndModel,
  owner: Table,
  far: EndModel,
  target: Table,
): End {
  const { table, columns, uniques, live = false, symmetric = false } = relation;
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
    ownerConstraint: own.constraint ?? `${table}_${own.column}_fkey`,
    columns,
    uniques,
    link,
    position: positionOf(relation, own),
    live,
    symmetric,
  });
  const back = half(far, near, { owner: target, target: owner });
  const end: End = {
    ...half(near, far, { owner, target }),
    get back() {
      return symmetric ? end : backEnd;
    },
  };
  const backEnd: End = { ...back, back: end };
  return end;
}

/** The column with the positions of an end's targets. Throws if the links do not have it. */
function positionOf({ name, columns }: ManyToManyModel, { position }: EndModel) {
  if (position === undefined) return undefined;
  const column = columns.find((each) => each.name === position && !each.hidden);
  if (!column) throw new Error(`${name} has no column ${position}`);
  return column;
}

/** A foreign key, from the table that has it. */
function toOneOf(
  { field, column, nullable, description, constraint }: ToOneModel,
  owner: Table,
  target: Table,
): ToOne {
  const ownerColumn = owner.columns.find(({ name }) => name === column);
  if (!ownerColumn) throw new Error(`${owner.name} has no column ${column}`);
  return {
    through: 'foreign key',
    side: 'to-one',
    owner,
    target,
    field,
    description: description ?? `The ${field} of the ${owner.one}.`,
    ownerColumn,
    targetColumn: target.key,
    nullable,
    constraint: constraint ?? `${owner.table}_${ownerColumn.column}_fkey`,
  };
}

/** A foreign key, from the table that it refers to; undefined if the API has no field for this direction. */
function otherSideOf({ back }: ToOneModel, key: ToOne): ForeignKeyRelation | undefined {
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
