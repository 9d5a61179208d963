import { base, en, Faker } from '@faker-js/faker';
import { sql } from 'kysely';
import type { Database, Executor } from '../../src/engine/database.js';
import type { ColumnModel } from '../../src/engine/model/column.js';
import type { Model } from '../../src/engine/model/model.js';
import type { ManyToManyModel, ToOneModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';
import { run } from '../../src/engine/sql/statement.js';
import { columnValues, nullShare } from './column-values.js';
import { creationOrder } from './creation-order.js';
import { batch, insertRows, updateRows } from './insert-rows.js';
import { type FilledColumn, type Row, RowMaker } from './row-maker.js';

/** What the seed has added. */
export interface Added {
  /** How many rows, by table. */
  readonly rows: ReadonlyMap<string, number>;
  /** How many links, by relation. */
  readonly links: ReadonlyMap<string, number>;
}

/** How many rows, and of which random sequence. */
export interface SeedOptions {
  readonly rows: number;
  readonly seed: number;
}

/** The most links that a row of a relation's first end gets. */
const mostLinks = 6;

/**
 * Adds random rows to every table, and links between them: all of it or nothing. The same options add the same data to an
 * empty database. `onProgress` gets the share done, 0 to 1.
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
  readonly #toOnes: readonly ToOneModel[];
  readonly #manyToManys: readonly ManyToManyModel[];
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
    this.#toOnes = model.relations.filter((relation) => relation.kind === 'to-one');
    this.#manyToManys = model.relations.filter((relation) => relation.kind === 'many-to-many');
    this.#steps = (model.tables.length + this.#manyToManys.length) * options.rows;
  }

  async add(): Promise<Added> {
    for (const table of creationOrder(this.model).tables) await this.#fill(table);
    for (const relation of this.#toOnes) {
      if (this.#isLater(relation)) await this.#refer(relation);
    }
    const links = new Map<string, number>();
    for (const relation of this.#manyToManys) links.set(relation.name, await this.#link(relation));
    // The planner knows nothing of the new rows until it is told.
    for (const { table } of [...this.model.tables, ...this.#manyToManys])
      await run(this.executor, sql`ANALYZE ${sql.table(table)}`);
    const rows = new Map(this.model.tables.map(({ name }) => [name, this.#keysOf(name).length]));
    return { rows, links };
  }

  /** Adds the rows of a table. */
  async #fill(table: TableModel): Promise<void> {
    const start = await this.#firstNumber(table);
    const columns = table.columns.map((column) => this.#filled(table, column, start));
    const uniques = table.uniques.map(({ fields }) => fields);
    if (!isNumbered(table.key)) {
      columns.unshift(keyColumn(table));
      uniques.push([table.key.name]);
    }
    const maker = new RowMaker(columns, uniques, start === 0);
    const keys: string[] = [];
    const filled = columns.map(({ column }) => column);
    for (let done = 0; done < this.options.rows; done += batch) {
      const rows = this.#numbers(done).flatMap((n) => asList(maker.make(this.#faker, start + n)));
      keys.push(...(await insertRows(this.executor, table.table, table.key.column, filled, rows)));
      this.#progress(Math.min(batch, this.options.rows - done));
    }
    this.#keys.set(table.name, keys);
  }

  #numbers(done: number): number[] {
    return Array.from({ length: Math.min(batch, this.options.rows - done) }, (_, at) => done + at);
  }

  /** A number that is above those of earlier rows: what is made from it and the next ones is new. */
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

  /** How to fill a column of rows that are numbered from `start` on. */
  #filled(table: TableModel, column: ColumnModel, start: number): FilledColumn {
    const relation = this.#toOnes.find(
      (each) => each.owner === table.name && each.column === column.name,
    );
    if (!relation) return { column, ...columnValues(table.name, column) };
    const targets = this.#keysOf(relation.target);
    if (targets.length === 0 || this.#isLater(relation))
      return { column, any: () => null, distinct: () => null };
    const empty = (faker: Faker) => relation.nullable && faker.number.float() < nullShare;
    if (!isAlone(table, relation)) {
      const any = (faker: Faker) => (empty(faker) ? null : faker.helpers.arrayElement(targets));
      return { column, any, distinct: () => undefined };
    }
    const shuffled = this.#faker.helpers.shuffle(targets);
    const distinct = (_: Faker, n: number) => shuffled[n - start];
    return {
      column,
      any: (faker, n) => (empty(faker) ? null : (distinct(faker, n) ?? null)),
      distinct,
    };
  }

  /** Whether the owner's rows are added before those that they refer to, or together with them. */
  #isLater({ owner, target, nullable }: ToOneModel): boolean {
    const names = creationOrder(this.model).tables.map(({ name }) => name);
    return nullable && names.indexOf(target) >= names.indexOf(owner);
  }

  /** Has rows refer to others that were added after them, or to earlier ones of the same table, so that there are no circles. */
  async #refer(relation: ToOneModel): Promise<void> {
    const table = this.model.tables.find(({ name }) => name === relation.owner);
    const column = table?.columns.find(({ name }) => name === relation.column);
    if (!table || !column) return;
    // Not where several columns must be unique together.
    if (table.uniques.some(({ fields }) => fields.length > 1 && fields.includes(column.name)))
      return;
    const targets = this.#keysOf(relation.target);
    const alone = isAlone(table, relation);
    const rows = this.#keysOf(table.name).flatMap((key, at) => {
      const most = relation.target === table.name ? at : targets.length;
      if (most === 0 || this.#faker.number.float() < nullShare) return [];
      const value = alone
        ? targets[at - (relation.target === table.name ? 1 : 0)]
        : targets[this.#faker.number.int(most - 1)];
      return value === undefined ? [] : [{ key, value }];
    });
    for (let done = 0; done < rows.length; done += batch) {
      await updateRows(
        this.executor,
        table.table,
        table.key.column,
        column.column,
        rows.slice(done, done + batch),
      );
    }
  }

  /** Links rows: those of the far end that come first have most of the links. Returns how many links there are now. */
  async #link(relation: ManyToManyModel): Promise<number> {
    const [near, far] = relation.ends;
    const owners = this.#keysOf(near.table);
    const targets = this.#keysOf(far.table);
    const keys = [near.column, far.column].map((column) => ({ name: column, column }));
    const columns = relation.columns.map((column) => ({
      column,
      ...columnValues(relation.name, column),
    }));
    const maker = new RowMaker(
      columns,
      relation.uniques.map(({ fields }) => fields),
      true,
    );
    let links = 0;
    for (let done = 0; done < owners.length; done += batch) {
      const rows: Row[] = [];
      for (const [at, owner] of owners.slice(done, done + batch).entries()) {
        for (const target of this.#targetsOf(owner, targets)) {
          const fixed = { [near.column]: owner, [far.column]: target };
          rows.push(...asList(maker.make(this.#faker, done + at, fixed)));
        }
      }
      for (let from = 0; from < rows.length; from += batch) {
        const part = rows.slice(from, from + batch);
        const all = [...keys, ...relation.columns];
        links += (await insertRows(this.executor, relation.table, near.column, all, part)).length;
      }
      this.#progress(Math.min(batch, owners.length - done));
    }
    return links;
  }

  #targetsOf(owner: string, targets: readonly string[]): ReadonlySet<string> {
    const chosen = new Set<string>();
    if (targets.length === 0) return chosen;
    for (let left = this.#faker.number.int(mostLinks); left > 0; left--) {
      const target = targets[Math.floor(targets.length * this.#faker.number.float() ** 2)];
      // A relation of a table with itself links a row to others.
      if (target !== undefined && target !== owner) chosen.add(target);
    }
    return chosen;
  }

  #keysOf(table: string): readonly string[] {
    return this.#keys.get(table) ?? [];
  }

  #progress(rows: number): void {
    this.#done += rows;
    this.onProgress(Math.min(1, this.#done / this.#steps));
  }
}

const asList = (row: Row | undefined) => (row ? [row] : []);

/** Whether the database numbers the rows, or has another default of its own that only it can make. */
function isNumbered({ kind, default: source }: ColumnModel): boolean {
  return source === 'database' && kind !== 'uuid';
}

function keyColumn(table: TableModel): FilledColumn {
  const values = columnValues(table.name, table.key);
  const distinct: FilledColumn['distinct'] = (faker, n) => values.distinct(faker, n);
  return { column: table.key, any: (faker, n) => distinct(faker, n) ?? null, distinct };
}

/** Whether a target can have one owner at most. */
function isAlone(table: TableModel, { column }: ToOneModel): boolean {
  return table.uniques.some(({ fields }) => fields.length === 1 && fields[0] === column);
}
