import type { Faker } from '@faker-js/faker';
import type { ColumnModel } from '../../src/engine/model/column.js';
import type { Value } from './kind-values.js';

/** A column with its values. */
export interface FilledColumn {
  readonly column: ColumnModel;
  any(faker: Faker, n: number): Value;
  /** A value that is unique for `n`; undefined if there are not that many. */
  distinct(faker: Faker, n: number): Value | undefined;
}

/** The values of a row by their names in the API. */
export type Row = Record<string, Value>;

/** The number of attempts to make values that are unique together. */
const attempts = 5;

/** Makes rows that do not violate unique constraints among themselves. */
export class RowMaker {
  readonly #seen: readonly { readonly fields: readonly string[]; readonly values: Set<string> }[];

  /** `fresh` says that the table has no rows yet, so that plausible values can be unique. */
  constructor(
    readonly columns: readonly FilledColumn[],
    uniques: readonly (readonly string[])[],
    readonly fresh: boolean,
  ) {
    this.#seen = uniques
      .filter((fields) => fields.length > 0)
      .map((fields) => ({ fields, values: new Set<string>() }));
  }

  /** Row number `n`, with the values `fixed`; undefined if it would violate a constraint. */
  make(faker: Faker, n: number, fixed: Row = {}): Row | undefined {
    const row: Row = { ...fixed };
    for (const { column, any } of this.columns) row[column.name] = any(faker, n);
    for (const { fields, values } of this.#seen) {
      if (!this.#makeUnique(faker, n, row, fields, values)) return undefined;
    }
    // There may be no row left for a foreign key to refer to.
    if (this.columns.some(({ column }) => !column.nullable && row[column.name] === null))
      return undefined;
    for (const { fields, values } of this.#seen) {
      const key = keyOf(row, fields);
      if (key !== undefined) values.add(key);
    }
    return row;
  }

  /** Changes the row until its values of `fields` are unique. Returns whether they are. */
  #makeUnique(
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
    // For a single column of a table with rows, only `distinct` is certain to be unique.
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

/** The value that a unique constraint compares; undefined with a null, which is never equal. */
function keyOf(row: Row, fields: readonly string[]): string | undefined {
  const values = fields.map((field) => row[field] ?? null);
  return values.includes(null) ? undefined : JSON.stringify(values);
}
