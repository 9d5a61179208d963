import type { ColumnModel } from './column.js';
import type { ManyToManyModel } from './relation.js';

/** The links of a many-to-many relation that have columns of their own. Both ends have the same object. */
export interface Link {
  /** The model of the links: `Enrolment`. */
  readonly name: string;
  /** In descriptions: `enrolment`. */
  readonly one: string;
  readonly description: string;
  /** The columns that are fields of the API, by name. There is at least one. */
  readonly fields: ReadonlyMap<string, ColumnModel>;
  /** The columns, in the database, of each B-tree index that can be used for an order of links. */
  readonly indexes: readonly (readonly string[])[];
}

/** The links of a relation; undefined if none of their columns is in the API. */
export function linkOf(relation: ManyToManyModel): Link | undefined {
  const { name, description, ends, columns, indexes } = relation;
  const shown = columns.filter(({ hidden }) => !hidden);
  if (shown.length === 0) return undefined;
  const [a, b] = ends;
  return {
    name,
    one: name.charAt(0).toLowerCase() + name.slice(1),
    description: description ?? `A link of a row of ${a.table} with one of ${b.table}.`,
    fields: new Map(shown.map((column) => [column.name, column])),
    indexes,
  };
}
