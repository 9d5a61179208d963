import type { Model } from '../../src/engine/model/model.js';
import type { ToOneModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';

/** In which order rows can be created. */
export interface CreationOrder {
  /** Each table after those that its rows need. */
  readonly tables: readonly TableModel[];
  /** The tables whose first row would need a row of the table itself, by however many steps: they stay empty. */
  readonly impossible: readonly TableModel[];
}

/** Orders the tables so that what a row must refer to is there before it. */
export function creationOrder({ tables, relations }: Model): CreationOrder {
  const needs = relations.filter((relation) => relation.kind === 'to-one' && !relation.nullable);
  const needsOf = (table: TableModel) =>
    needs.filter(
      (relation): relation is ToOneModel => 'owner' in relation && relation.owner === table.name,
    );
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
