import type { Model } from '../../engine/model/model.js';

/** A table whose changes are recorded: that of a model, or a join table. All names are those in the database. */
export interface LiveTable {
  readonly table: string;
  /** The key of a model's table; the two foreign keys of a join table. */
  readonly keys: readonly [string] | readonly [string, string];
}

/** The tables of a model whose changes subscriptions tell. */
export function liveTablesOf({ tables, relations }: Model): LiveTable[] {
  const rows = tables
    .filter(({ live }) => live)
    .map(({ table, key }): LiveTable => ({ table, keys: [key.column] }));
  const links = relations.flatMap((relation): LiveTable[] => {
    if (relation.kind !== 'many-to-many' || !relation.live) return [];
    const [a, b] = relation.ends;
    return [{ table: relation.table, keys: [a.column, b.column] }];
  });
  return [...rows, ...links];
}
