import type { Faker } from '@faker-js/faker';
import type { ColumnModel } from '../../src/engine/model/column.js';
import type { Value } from './column-values.js';

/** A column that the seed fills, with how to do so. */
export interface FilledColumn {
  readonly column: ColumnModel;
  any(faker: Faker, n: number): Value;
  /** A value that no other `n` gets; undefined where there are not as many. */
  distinct(faker: Faker, n: number): Value | undefined;
}

/** The values of a row by their names in the API. */
export type Row = Record<string, Value>;

/** How often a row is made again whose values together are not unique. */
const attempts = 5;

/** Makes rows that keep the unique constraints among themselves. */
export class RowMaker {
  readonly #seen: readonly { readonly fields: readonly string[]; readonly values: Set<string> }[];

  /** `fresh` tells whether there are no rows yet that a plausible value could collide with. */
  constructor(
    readonly columns: readonly FilledColumn[],
    uniques: readonly (readonly string[])[],
    readonly fresh: boolean,
  ) {
    this.#seen = uniques
      .filter((fields) => fields.length > 0)
      .map((fields) => ({ fields, values: new Set<string>() }));
  }

  /** The row number `n`, which has `fixed` as well; undefined where none can be. */
  make(faker: Faker, n: number, fixed: Row = {}): Row | undefined {
    const row: Row = { ...fixed };
    for (const { column, any } of this.columns) row[column.name] = any(faker, n);
    for (const { fields, values } of this.#seen) {
      if (!this.#settle(faker, n, row, fields, values)) return undefined;
    }
    // What a foreign key must refer to can be used up, or not be there at all.
    if (this.columns.some(({ column }) => !column.nullable && row[column.name] === null))
      return undefined;
    for (const { fields, values } of this.#seen) {
      const key = keyOf(row, fields);
      if (key !== undefined) values.add(key);
    }
    return row;
  }

  /** Changes the row until its values of `fields` are new. */
  #settle(
    faker: Faker,
    n: number,
    row: Row,
    fields: readonly string[],
    values: ReadonlySet<string>,
  ): boolean {
    const columns = this.columns.filter(({ column }) => fields.includes(column.name));
    const isNew = () => {
      const key = keyOf(row, fields);
      return key === undefined || !values.has(key);
    };
    const makeDistinct = () =>
      columns.some(({ column, distinct }) => {
        const value = distinct(faker, n);
        if (value !== undefined) row[column.name] = value;
        return value !== undefined && isNew();
      });
    if (this.fresh ? isNew() : makeDistinct()) return true;
    // Of a column alone, an earlier row may have any value.
    const tries = this.fresh || fields.length > 1 ? attempts : 0;
    for (let attempt = 0; attempt < tries; attempt++) {
      for (const { column, any } of columns) row[column.name] = any(faker, n);
      if (isNew()) return true;
    }
    if (makeDistinct()) return true;
    const empty = columns.find(({ column }) => column.nullable);
    if (empty) row[empty.column.name] = null;
    return empty !== undefined;
  }
}

/** What a unique constraint compares; undefined where a null makes the row differ from every other. */
function keyOf(row: Row, fields: readonly string[]): string | undefined {
  const values = fields.map((field) => row[field] ?? null);
  return values.includes(null) ? undefined : JSON.stringify(values);
}
