import type { Model } from '../../src/engine/model/model.js';
import { byKind, type ToOneModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';

/** The order in which rows can be created. */
export interface CreationOrder {
  /** Each table after the tables of its required foreign keys. */
  readonly tables: readonly TableModel[];
  /** Tables whose required foreign keys form a circle, so that no first row can be created. */
  readonly impossible: readonly TableModel[];
}

/** Orders the tables so that a row is created after the rows that it must refer to. */
export function creationOrder({ tables, relations }: Model): CreationOrder {
  const needs = relations.flatMap((each) =>
    byKind<readonly ToOneModel[]>(each, {
      'many-to-many': () => [],
      'to-one': (relation) => (relation.nullable ? [] : [relation]),
    }),
  );
  const needsOf = (table: TableModel) => needs.filter(({ owner }) => owner === table.name);
  const ordered: TableModel[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter((table) =>
      needsOf(table).every(({ target }) => ordered.some(({ name }) => name === target)),
    );
    if (ready.length === 0) break;
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return { tables: ordered, impossible: left };
}
