import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../database.js';
import type { End } from '../model/end.js';
import type { NodeType } from '../schema/node-type.js';
import { columnsOf, type Row } from './row-source.js';
import { run } from './statement.js';

/** Values of a row by column. */
export type RowValues = Readonly<Record<string, unknown>>;

/** Rows that a new row is linked to. */
export interface NewLinks {
  /** The relation as the new row sees it. */
  readonly end: End;
  readonly targets: readonly number[];
}

/** What became of an attempt to create a row. */
export interface Creation {
  /** Undefined where a row to link to is missing: then nothing was created. */
  readonly row: Row | undefined;
  /** What became of each of its links. */
  readonly links: readonly {
    readonly targets: readonly Row[];
    readonly missing: readonly number[];
  }[];
}

/** Inserts a row and its links in one statement, both or neither. The rows that it is linked to are locked against deletion. */
export async function createRow(
  node: NodeType,
  values: RowValues,
  links: readonly NewLinks[],
  executor: Executor,
): Promise<Creation> {
  const named = links.map((link, index) => new NewLinkTables(link, index));
  const [columns, given] = [Object.keys(values), Object.values(values)];
  const tables = [
    ...named.map((link) => link.locked()),
    sql`_created AS (
      INSERT INTO ${sql.table(node.name)} AS node ${columns.length === 0 ? sql`` : sql`(${sql.join(columns.map((column) => sql.id(column)))})`}
      SELECT ${sql.join(given.map((value) => sql`${value}::text`))} WHERE ${sql.join([sql`true`, ...named.map((link) => link.isComplete)], sql` AND `)}
      RETURNING ${columnsOf(node, 'node')}
    )`,
    ...named.map((link) => link.inserted()),
  ];
  const results = [
    sql`(SELECT to_json(_created) FROM _created) AS row`,
    ...named.flatMap((link) => link.results()),
  ];
  const [result] = await run<Record<string, unknown>>(
    executor,
    sql`WITH ${sql.join(tables)} SELECT ${sql.join(results)}`,
  );
  // Each has the type that its SQL above gives it.
  return {
    row: (result?.row ?? undefined) as Row | undefined,
    links: named.map(({ index }) => ({
      targets: (result?.[`targets${index}`] ?? []) as Row[],
      missing: (result?.[`missing${index}`] ?? []) as number[],
    })),
  };
}

/** The links of a new row along one relation, as tables of a statement. */
class NewLinkTables {
  readonly #end: End;
  readonly #keys: RawBuilder<unknown>;
  readonly #target: RawBuilder<unknown>;
  readonly #missing: RawBuilder<unknown>;

  constructor(
    { end, targets }: NewLinks,
    readonly index: number,
  ) {
    this.#end = end;
    this.#keys = sql`${targets}::int[]`;
    this.#target = sql.raw(`_target${index}`);
    this.#missing = sql.raw(`_missing${index}`);
  }

  /** SQL: a condition that all targets exist. */
  get isComplete(): RawBuilder<unknown> {
    return sql`NOT EXISTS (SELECT FROM ${this.#missing})`;
  }

  /** SQL, parts of a WITH: the targets, locked in the order of their keys to avoid deadlocks, and the keys of those missing. */
  locked(): RawBuilder<unknown> {
    const { target } = this.#end;
    return sql`
      ${this.#target} AS MATERIALIZED (
        SELECT ${columnsOf(target, 'node')} FROM ${sql.table(target.name)} AS node WHERE node.id = ANY(${this.#keys}) ORDER BY node.id FOR KEY SHARE
      ),
      ${this.#missing} AS MATERIALIZED (SELECT unnest(${this.#keys}) AS key EXCEPT SELECT id FROM ${this.#target})`;
  }

  /** SQL, part of a WITH: the links inserted. */
  inserted(): RawBuilder<unknown> {
    const { table, ownerColumn, targetColumn } = this.#end;
    return sql`${sql.raw(`_inserted${this.index}`)} AS (
      INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)})
      SELECT _created.id, _target.id FROM _created, ${this.#target} AS _target ORDER BY _target.id
    )`;
  }

  /** SQL for a SELECT list: the targets and the keys of those missing. */
  results(): RawBuilder<unknown>[] {
    return [
      sql`(SELECT coalesce(json_agg(_target), '[]') FROM ${this.#target} AS _target) AS ${sql.raw(`targets${this.index}`)}`,
      sql`ARRAY(SELECT key FROM ${this.#missing}) AS ${sql.raw(`missing${this.index}`)}`,
    ];
  }
}

/** Changes columns of a row. Returns the row as it is then; undefined where there is none. */
export async function updateRow(
  node: NodeType,
  key: number,
  values: RowValues,
  executor: Executor,
): Promise<Row | undefined> {
  const assignments = Object.entries(values).map(
    ([column, value]) => sql`${sql.id(column)} = ${value}::text`,
  );
  const [row] = await run<Row>(
    executor,
    sql`UPDATE ${sql.table(node.name)} AS node SET ${sql.join(assignments)} WHERE node.id = ${key} RETURNING ${columnsOf(node, 'node')}`,
  );
  return row;
}

/** Deletes a row. Returns whether there was one. */
export async function deleteRow(node: NodeType, key: number, executor: Executor): Promise<boolean> {
  const rows = await run(
    executor,
    sql`DELETE FROM ${sql.table(node.name)} AS node WHERE node.id = ${key} RETURNING node.id`,
  );
  return rows.length > 0;
}
