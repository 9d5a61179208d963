import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import type { ForeignKey } from '../model/tables.js';
import { keyParameter, keyRef, tableRef } from './columns.js';
import type { Condition } from './conditions.js';

/** A new value of a foreign key: the key of a row of its target, or null. */
export interface NewReference {
  readonly foreignKey: ForeignKey;
  readonly key: Key | null;
}

/** The rows to which new values of foreign keys refer, as tables of the statement that sets them. */
export class ReferencedRows {
  readonly #references: readonly NewReference[];

  /** `references` are all foreign keys that the statement sets. */
  constructor(references: readonly NewReference[]) {
    this.#references = references.filter(({ key }) => key !== null);
  }

  /** SQL for WITH: the rows, locked against deletion. */
  get tables(): Sql[] {
    return this.#references.map(
      ({ foreignKey: { target }, key }, index) => sql`
        ${tableName(index)} AS MATERIALIZED (
          SELECT FROM ${tableRef(target)} AS node WHERE ${keyRef(target, 'node')} = ${keyParameter(target, sql`${key}`)} FOR KEY SHARE
        )`,
    );
  }

  /** SQL: all of the rows exist. */
  get conditions(): Condition[] {
    return this.#references.map((_, index) => exists(index));
  }

  /** SQL: an array with a boolean for each of the rows: whether it exists. */
  get found(): Sql {
    return sql`ARRAY[${sql.join(this.#references.map((_, index) => exists(index)))}]::bool[]`;
  }

  /** The references whose row does not exist, from the array of `found`. */
  missing(found: readonly boolean[]): NewReference[] {
    return this.#references.filter((_, index) => !found[index]);
  }
}

const tableName = (index: number) => sql.raw(`_referenced${index}`);

const exists = (index: number): Condition => sql`EXISTS (SELECT FROM ${tableName(index)})`;
