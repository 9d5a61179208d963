import { base, en, Faker } from '@faker-js/faker';
import { sql } from 'kysely';
import type { Database, Executor } from '../../src/engine/database.js';
import type { ColumnModel } from '../../src/engine/model/column.js';
import type { Model } from '../../src/engine/model/model.js';
import { byKind, type ManyToManyModel, type ToOneModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';
import { run } from '../../src/engine/sql/statement.js';
import { columnValues } from './column-values.js';
import { creationOrder } from './creation-order.js';
import { foreignKeyValues, isSetLater, laterValues } from './foreign-keys.js';
import { batch, insertRows, updateRows } from './insert-rows.js';
import { addLinks } from './links.js';
import { type FilledColumn, RowMaker } from './row-maker.js';

/** The rows and links that the seed added. */
export interface Added {
  /** The number of rows, by table. */
  readonly rows: ReadonlyMap<string, number>;
  /** The number of links, by relation. */
  readonly links: ReadonlyMap<string, number>;
}

/** The number of rows for each table, and the seed of the random numbers. */
export interface SeedOptions {
  readonly rows: number;
  readonly seed: number;
}

/**
 * Adds random rows to every table, and links between them, in one transaction. The same options add the same data to an empty
 * database. `onProgress` gets the completed share, 0 to 1.
 */
export function addRows(
  database: Database,
  model: Model,
  options: SeedOptions,
  onProgress: (share: number) => void,
): Promise<Added> {
  return database.transaction((transaction) =>
    new Seed(transaction, model, options, onProgress).add(),
  );
}

class Seed {
  readonly #faker = new Faker({ locale: [en, base] });
  /** The keys of the new rows, by table. */
  readonly #keys = new Map<string, string[]>();
  readonly #toOnes: ToOneModel[] = [];
  readonly #manyToManys: ManyToManyModel[] = [];
  readonly #steps: number;
  #done = 0;

  constructor(
    readonly executor: Executor,
    readonly model: Model,
    readonly options: SeedOptions,
    readonly onProgress: (share: number) => void,
  ) {
    this.#faker.seed(options.seed);
    this.#faker.setDefaultRefDate('2026-01-01T00:00:00Z');
    for (const each of model.relations) {
      byKind(each, {
        'many-to-many': (relation) => this.#manyToManys.push(relation),
        'to-one': (relation) => this.#toOnes.push(relation),
      });
    }
    this.#steps = (model.tables.length + this.#manyToManys.length) * options.rows;
  }

  async add(): Promise<Added> {
    for (const table of creationOrder(this.model).tables) await this.#addRows(table);
    for (const relation of this.#toOnes) {
      if (isSetLater(this.model, relation)) await this.#setForeignKey(relation);
    }
    const links = new Map<string, number>();
    for (const relation of this.#manyToManys) links.set(relation.name, await this.#link(relation));
    // Otherwise the planner has no statistics of the new rows.
    for (const { table } of [...this.model.tables, ...this.#manyToManys])
      await run(this.executor, sql`ANALYZE ${sql.table(table)}`);
    const rows = new Map(this.model.tables.map(({ name }) => [name, this.#keysOf(name).length]));
    return { rows, links };
  }

  /** Adds the rows of a table. */
  async #addRows(table: TableModel): Promise<void> {
    const start = await this.#firstNumber(table);
    const columns = table.columns.map((column) => this.#columnOf(table, column, start));
    const uniques = table.uniques.map(({ fields }) => fields);
    if (!isNumbered(table.key)) {
      columns.unshift(keyColumn(table));
      uniques.push([table.key.name]);
    }
    const maker = new RowMaker(columns, uniques, start === 0);
    const keys: string[] = [];
    const filled = columns.map(({ column }) => column);
    for (let done = 0; done < this.options.rows; done += batch) {
      const rows = this.#numbers(done)
        .map((n) => maker.make(this.#faker, start + n))
        .filter((row) => row !== undefined);
      keys.push(...(await insertRows(this.executor, table.table, table.key.column, filled, rows)));
      this.#progress(Math.min(batch, this.options.rows - done));
    }
    this.#keys.set(table.name, keys);
  }

  #numbers(done: number): number[] {
    return Array.from({ length: Math.min(batch, this.options.rows - done) }, (_, at) => done + at);
  }

  /** A number above those of existing rows, so that values made from it and the following numbers are new. */
  async #firstNumber({ table, key, columns, uniques }: TableModel): Promise<number> {
    const names = [key.name, ...uniques.flatMap(({ fields }) => fields)];
    const numbers = [key, ...columns].filter(
      ({ name, kind, list }) =>
        names.includes(name) && !list && ['int', 'smallint', 'bigint'].includes(kind),
    );
    const maxima = numbers.map(({ column }) => sql`max(${sql.ref(column)})`);
    const [found] = await run(
      this.executor,
      sql<{
        first: string;
      }>`SELECT GREATEST(${sql.join([sql`count(*)`, ...maxima])})::text AS first FROM ${sql.table(table)}`,
    );
    return Number(found?.first ?? 0);
  }

  /** A column of rows that are numbered from `start` on, with its values. */
  #columnOf(table: TableModel, column: ColumnModel, start: number): FilledColumn {
    const relation = this.#toOnes.find(
      (each) => each.owner === table.name && each.column === column.name,
    );
    if (!relation) return { column, ...columnValues(table.name, column) };
    const targets = this.#keysOf(relation.target);
    if (targets.length === 0 || isSetLater(this.model, relation))
      return { column, any: () => null, distinct: () => null };
    return { column, ...foreignKeyValues(this.#faker, table, relation, targets, start) };
  }

  /** Sets a foreign key of rows that were added without it. */
  async #setForeignKey(relation: ToOneModel): Promise<void> {
    const table = this.model.tables.find(({ name }) => name === relation.owner);
    const column = table?.columns.find(({ name }) => name === relation.column);
    if (!table || !column) return;
    // Not if several columns must be unique together.
    if (table.uniques.some(({ fields }) => fields.length > 1 && fields.includes(column.name)))
      return;
    const [keys, targets] = [this.#keysOf(table.name), this.#keysOf(relation.target)];
    const rows = laterValues(this.#faker, table, relation, keys, targets);
    for (let done = 0; done < rows.length; done += batch) {
      const part = rows.slice(done, done + batch);
      await updateRows(this.executor, table.table, table.key.column, column.column, part);
    }
  }

  #link(relation: ManyToManyModel): Promise<number> {
    const [owners, targets] = relation.ends.map(({ table }) => this.#keysOf(table));
    return addLinks(this.executor, this.#faker, relation, owners ?? [], targets ?? [], (count) =>
      this.#progress(count),
    );
  }

  #keysOf(table: string): readonly string[] {
    return this.#keys.get(table) ?? [];
  }

  #progress(rows: number): void {
    this.#done += rows;
    this.onProgress(Math.min(1, this.#done / this.#steps));
  }
}

/** Whether the database makes the keys: a sequence, or another default except a random UUID. */
function isNumbered({ kind, default: source }: ColumnModel): boolean {
  return source === 'database' && kind !== 'uuid';
}

function keyColumn(table: TableModel): FilledColumn {
  const values = columnValues(table.name, table.key);
  const distinct: FilledColumn['distinct'] = (faker, n) => values.distinct(faker, n);
  return { column: table.key, any: (faker, n) => distinct(faker, n) ?? null, distinct };
}
