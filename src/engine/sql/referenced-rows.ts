import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import type { ForeignKey } from '../model/tables.js';
import { keyParameter, keyRef, tableRef } from './columns.js';
import type { Condition } from './conditions.js';

/** What a foreign key is set to: the key of a row of its target, or null. */
export interface NewReference {
  readonly foreignKey: ForeignKey;
  readonly key: Key | null;
}

/** The rows that foreign keys are set to refer to, as tables of the statement that sets them. */
export class ReferencedRows {
  readonly #references: readonly NewReference[];

  /** `references`, all that a statement sets. */
  constructor(references: readonly NewReference[]) {
    this.#references = references.filter(({ key }) => key !== null);
  }

  /** SQL, parts of a WITH: the rows, locked against deletion. */
  get tables(): Sql[] {
    return this.#references.map(
      ({ foreignKey: { target }, key }, index) => sql`
        ${tableName(index)} AS MATERIALIZED (
          SELECT FROM ${tableRef(target)} AS node WHERE ${keyRef(target, 'node')} = ${keyParameter(target, sql`${key}`)} FOR KEY SHARE
        )`,
    );
  }

  /** SQL: each of the rows exists. */
  get conditions(): Condition[] {
    return this.#references.map((_, index) => exists(index));
  }

  /** SQL: an array of one boolean for each of the rows, whether it exists. */
  get found(): Sql {
    return sql`ARRAY[${sql.join(this.#references.map((_, index) => exists(index)))}]::bool[]`;
  }

  /** Those of the references whose row does not exist, by what `found` gave. */
  missing(found: readonly boolean[]): NewReference[] {
    return this.#references.filter((_, index) => !found[index]);
  }
}

const tableName = (index: number) => sql.raw(`_referenced${index}`);

const exists = (index: number): Condition => sql`EXISTS (SELECT FROM ${tableName(index)})`;
