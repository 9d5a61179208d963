import type { ColumnModel } from '../engine/model/column.js';
import type { Model } from '../engine/model/model.js';
import {
  byKind,
  type EndModel,
  type ManyToManyModel,
  type ToOneModel,
} from '../engine/model/relation.js';
import type { TableModel } from '../engine/model/table.js';

/** The names of a table's fields and inputs, including those of its relations. */
export class TableNames {
  readonly shown: readonly ColumnModel[];
  readonly inputs: readonly ColumnModel[];
  readonly ends: readonly { readonly end: EndModel; readonly relation: ManyToManyModel }[];
  /** The names of its relation fields. */
  readonly relations: readonly string[];
  /** Those of them that list rows, each once. */
  readonly lists: readonly string[];

  constructor(
    model: Model,
    readonly table: TableModel,
  ) {
    this.shown = table.columns.filter((column) => !column.hidden);
    const toOnes: ToOneModel[] = [];
    const ends: { end: EndModel; relation: ManyToManyModel }[] = [];
    for (const each of model.relations) {
      byKind(each, {
        'many-to-many': (relation) => {
          const own = endsOf(relation).filter((end) => end.table === table.name);
          ends.push(...own.map((end) => ({ end, relation })));
        },
        'to-one': (relation) => {
          toOnes.push(relation);
        },
      });
    }
    const foreignKeys = toOnes
      .filter((each) => each.owner === table.name)
      .map((each) => each.column);
    this.inputs = [
      ...(table.key.default ? [] : [table.key]),
      ...table.columns.filter(
        ({ name, hidden, readonly, updatedAt }) =>
          !readonly && !updatedAt && (!hidden || foreignKeys.includes(name)),
      ),
    ];
    this.ends = ends;
    const backs = toOnes.flatMap(({ target, back }) =>
      target === table.name && back ? [back] : [],
    );
    const endFields = ends.map(({ end }) => end.field);
    this.relations = [
      ...toOnes.filter(({ owner }) => owner === table.name).map(({ field }) => field),
      ...backs.map(({ field }) => field),
      ...endFields,
    ];
    const lists = backs.filter(({ many }) => many).map(({ field }) => field);
    this.lists = [...new Set([...lists, ...endFields])];
  }
}

/** The ends that the API has: of a symmetric relation only one. */
export const endsOf = ({ ends, symmetric }: ManyToManyModel): readonly EndModel[] =>
  symmetric ? ends.slice(0, 1) : ends;
