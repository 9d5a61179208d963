import type { ColumnModel } from '../engine/model/column.js';
import type { Model } from '../engine/model/model.js';
import type { EndModel, ManyToManyModel } from '../engine/model/relation.js';
import type { TableModel } from '../engine/model/table.js';

/** A table with what the relations add to it. */
export class TableNames {
  readonly shown: readonly ColumnModel[];
  readonly inputs: readonly ColumnModel[];
  readonly ends: readonly { readonly end: EndModel; readonly relation: ManyToManyModel }[];
  /** Its fields that are relations. */
  readonly relations: readonly string[];
  /** Those of them that list rows, each once. */
  readonly lists: readonly string[];

  constructor(
    model: Model,
    readonly table: TableModel,
  ) {
    this.shown = table.columns.filter((column) => !column.hidden);
    const toOnes = model.relations.filter((each) => each.kind === 'to-one');
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
    this.ends = model.relations.flatMap((relation) =>
      relation.kind === 'many-to-many'
        ? relation.ends.filter((end) => end.table === table.name).map((end) => ({ end, relation }))
        : [],
    );
    const backs = toOnes.flatMap(({ target, back }) =>
      target === table.name && back ? [back] : [],
    );
    const ends = this.ends.map(({ end }) => end.field);
    this.relations = [
      ...toOnes.filter(({ owner }) => owner === table.name).map(({ field }) => field),
      ...backs.map(({ field }) => field),
      ...ends,
    ];
    const lists = backs.filter(({ many }) => many).map(({ field }) => field);
    this.lists = [...new Set([...lists, ...ends])];
  }
}
