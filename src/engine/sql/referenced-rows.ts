import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import type { ToOne } from '../model/tables.js';
import { keyParameter, keyRef, tableRef } from './columns.js';
import type { Condition } from './conditions.js';

/** A new value of a foreign key: the key of a row of its target, or null. */
export interface NewForeignKey {
  readonly toOne: ToOne;
  readonly key: Key | null;
}

/** The rows to which new values of foreign keys refer, as tables of the statement that sets them. */
export class ReferencedRows {
  readonly #foreignKeys: readonly NewForeignKey[];

  /** `foreignKeys` are all foreign keys that the statement sets. */
  constructor(foreignKeys: readonly NewForeignKey[]) {
    this.#foreignKeys = foreignKeys.filter(({ key }) => key !== null);
  }

  /** SQL for WITH: the rows, locked against deletion. */
  get tables(): Sql[] {
    return this.#foreignKeys.map(
      ({ toOne: { target }, key }, index) => sql`
        ${tableName(index)} AS MATERIALIZED (
          SELECT FROM ${tableRef(target)} AS node WHERE ${keyRef(target, 'node')} = ${keyParameter(target, sql`${key}`)} FOR KEY SHARE
        )`,
    );
  }

  /** SQL: all of the rows exist. */
  get conditions(): Condition[] {
    return this.#foreignKeys.map((_, index) => exists(index));
  }

  /** SQL: an array with a boolean for each of the rows: whether it exists. */
  get found(): Sql {
    return sql`ARRAY[${sql.join(this.#foreignKeys.map((_, index) => exists(index)))}]::bool[]`;
  }

  /** The foreign keys whose row does not exist, from the array of `found`. */
  missing(found: readonly boolean[]): NewForeignKey[] {
    return this.#foreignKeys.filter((_, index) => !found[index]);
  }
}

const tableName = (index: number) => sql.raw(`_referenced${index}`);

const exists = (index: number): Condition => sql`EXISTS (SELECT FROM ${tableName(index)})`;
