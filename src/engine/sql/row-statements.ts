import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key, Sql } from '../kinds/kind.js';
import type { End, Table } from '../model/tables.js';
import { assigned, type ColumnValue, valuesOfChanged, valuesOfNew } from './column-values.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  type Row,
  rowAsJson,
  selectedColumns,
  selectedKey,
  storedColumns,
  tableRef,
} from './columns.js';
import { all, type Condition } from './conditions.js';
import { orderBy, orderOf, readOrder } from './order.js';
import { type NewReference, ReferencedRows } from './referenced-rows.js';
import { parameter, run, templatesOf } from './statement.js';

/** Rows that a new row is linked to. */
export interface NewLinks {
  /** The relation as the new row sees it. */
  readonly end: End;
  readonly targets: readonly Key[];
}

/** What a row is given. */
export interface NewValues {
  readonly columns: readonly ColumnValue[];
  readonly references: readonly NewReference[];
}

/** What became of an attempt to create a row. */
export interface Creation {
  /** Undefined where a row to link or refer to is missing: then nothing was created. */
  readonly row: Row | undefined;
  /** Those of its references whose row does not exist. */
  readonly missing: readonly NewReference[];
  /** What became of each of its links. */
  readonly links: readonly {
    readonly targets: readonly Row[];
    readonly missing: readonly Key[];
  }[];
}

/** Every column that is set, foreign keys included. */
const columnValues = ({ columns, references }: NewValues): ColumnValue[] => [
  ...columns,
  ...references.map(({ foreignKey, key }) => ({ column: foreignKey.ownerColumn, value: key })),
];

const readStatements = templatesOf<Table, readonly Key[], Row>(
  (table) =>
    sql`SELECT ${selectedColumns(table, 'node')} FROM ${tableRef(table)} AS node WHERE ${keyRef(table, 'node')} = ANY(${keysParameter(
      table,
      parameter<readonly Key[]>((keys) => keys),
    )})`,
  { prepare: true },
);

/** Reads the rows with these keys, in any order; fewer, where some do not exist. */
export function readRows(
  table: Table,
  keys: readonly Key[],
  executor: Executor,
): Promise<readonly Row[]> {
  return readStatements(table).run(executor, keys);
}

/**
 * Inserts a row and its links in one statement, both or neither. The rows that it is linked or refers to are locked against
 * deletion.
 */
export async function createRow(
  table: Table,
  given: NewValues,
  links: readonly NewLinks[],
  executor: Executor,
): Promise<Creation> {
  const values = valuesOfNew(table, columnValues(given));
  const referenced = new ReferencedRows(given.references);
  const named = links.map((link, index) => new NewLinkTables(link, index));
  // Without a list of columns, all of them have their defaults.
  const columns =
    values.length === 0
      ? sql``
      : sql`(${sql.join(values.map(({ column }) => sql.id(column.column)))})`;
  const isComplete = all([
    sql`true`,
    ...referenced.conditions,
    ...named.map((link) => link.isComplete),
  ]);
  const tables = [
    ...referenced.tables,
    ...named.map((link) => link.locked()),
    sql`_created AS (
      INSERT INTO ${tableRef(table)} AS node ${columns} SELECT ${values.length === 0 ? sql`` : sql.join(values.map(assigned))} WHERE ${isComplete}
      RETURNING ${storedColumns(table, 'node')}
    )`,
    ...named.map((link) => link.inserted()),
  ];
  const results = [
    sql`(SELECT ${rowAsJson(table, '_created')} FROM _created) AS row`,
    ...(referenced.tables.length > 0 ? [sql`${referenced.found} AS found`] : []),
    ...named.flatMap((link) => link.results()),
  ];
  const [result] = await run<Record<string, unknown>>(
    executor,
    sql`WITH ${sql.join(tables)} SELECT ${sql.join(results)}`,
  );
  // Each has the type that its SQL above gives it.
  return {
    row: (result?.row ?? undefined) as Row | undefined,
    missing: referenced.missing((result?.found ?? []) as boolean[]),
    links: named.map(({ index }) => ({
      targets: (result?.[`targets${index}`] ?? []) as Row[],
      missing: (result?.[`missing${index}`] ?? []) as Key[],
    })),
  };
}

/** The links of a new row along one relation, as tables of a statement. */
class NewLinkTables {
  readonly #end: End;
  readonly #keys: Sql;
  readonly #target: Sql;
  readonly #missing: Sql;

  constructor(
    { end, targets }: NewLinks,
    readonly index: number,
  ) {
    this.#end = end;
    this.#keys = keysParameter(end.target, sql`${targets}`);
    this.#target = sql.raw(`_target${index}`);
    this.#missing = sql.raw(`_missing${index}`);
  }

  /** SQL: all targets exist. */
  get isComplete(): Sql {
    return sql`NOT EXISTS (SELECT FROM ${this.#missing})`;
  }

  /** SQL, parts of a WITH: the targets, locked in the order of their keys to avoid deadlocks, and the keys of those missing. */
  locked(): Sql {
    const { target } = this.#end;
    const key = keyRef(target, 'node');
    return sql`
      ${this.#target} AS MATERIALIZED (
        SELECT ${storedColumns(target, 'node')} FROM ${tableRef(target)} AS node WHERE ${key} = ANY(${this.#keys}) ORDER BY ${key} FOR KEY SHARE
      ),
      ${this.#missing} AS MATERIALIZED (SELECT unnest(${this.#keys}) AS key EXCEPT SELECT id FROM ${this.#target})`;
  }

  /** SQL, part of a WITH: the links inserted. */
  inserted(): Sql {
    const { table, ownerColumn, targetColumn } = this.#end;
    return sql`${sql.raw(`_inserted${this.index}`)} AS (
      INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)})
      SELECT _created.id, _target.id FROM _created, ${this.#target} AS _target ORDER BY _target.id
    )`;
  }

  /** SQL for a SELECT list: the targets and the keys of those missing. */
  results(): Sql[] {
    const { target } = this.#end;
    return [
      sql`(SELECT coalesce(json_agg(${rowAsJson(target, '_target')}), '[]') FROM ${this.#target} AS _target) AS ${sql.raw(`targets${this.index}`)}`,
      sql`ARRAY(SELECT ${selectedKey(target, sql`key`)} FROM ${this.#missing}) AS ${sql.raw(`missing${this.index}`)}`,
    ];
  }
}

/** What became of an attempt to change a row. */
export interface Change {
  /** The row as it is then; undefined where a row to refer to is missing: then nothing was changed. */
  readonly row: Row | undefined;
  /** Those of its references whose row does not exist. */
  readonly missing: readonly NewReference[];
}

/** Changes columns of a row. Returns undefined where there is no such row. */
export async function updateRow(
  table: Table,
  key: Key,
  values: NewValues,
  executor: Executor,
): Promise<Change | undefined> {
  const assignments = valuesOfChanged(table, columnValues(values)).map(
    (each) => sql`${sql.id(each.column.column)} = ${assigned(each)}`,
  );
  if (assignments.length === 0) {
    const [row] = await readRows(table, [key], executor);
    return row && { row, missing: [] };
  }
  const referenced = new ReferencedRows(values.references);
  const conditions = [isRow(table, key), ...referenced.conditions];
  const update = sql`UPDATE ${tableRef(table)} AS node SET ${sql.join(assignments)} WHERE ${all(conditions)}`;
  if (referenced.tables.length === 0) {
    const [row] = await run<Row>(
      executor,
      sql`${update} RETURNING ${selectedColumns(table, 'node')}`,
    );
    return row && { row, missing: [] };
  }
  const [result] = await run<{ row: Row | null; found: readonly boolean[] }>(
    executor,
    sql`
      WITH ${sql.join(referenced.tables)}, _updated AS (${update} RETURNING ${storedColumns(table, 'node')})
      SELECT (SELECT ${rowAsJson(table, '_updated')} FROM _updated) AS row, ${referenced.found} AS found
      FROM ${tableRef(table)} AS node WHERE ${isRow(table, key)}`,
  );
  if (!result) return undefined;
  const missing = referenced.missing(result.found);
  // Without either, the row was deleted while the statement waited for it.
  return result.row || missing.length > 0 ? { row: result.row ?? undefined, missing } : undefined;
}

/** Deletes a row. Returns whether there was one. */
export async function deleteRow(table: Table, key: Key, executor: Executor): Promise<boolean> {
  const rows = await run(
    executor,
    sql`DELETE FROM ${tableRef(table)} AS node WHERE ${isRow(table, key)} RETURNING true AS deleted`,
  );
  return rows.length > 0;
}

const isRow = (table: Table, key: Key) =>
  sql`${keyRef(table, 'node')} = ${keyParameter(table, sql`${key}`)}`;

/**
 * Deletes the rows for which `condition` holds, which is about `node`, in two statements of one transaction. Returns
 * their keys in the default order.
 */
export async function deleteRows(
  table: Table,
  condition: Condition,
  transaction: Executor,
): Promise<readonly Key[]> {
  const key = keyRef(table, 'node');
  // Locked in the order of their keys, as mutations of links lock theirs: two that do so cannot deadlock.
  const locked = await run<{ key: Key }>(
    transaction,
    sql`SELECT ${selectedKey(table, key)} AS key FROM ${tableRef(table)} AS node WHERE ${condition} ORDER BY ${key} FOR UPDATE`,
  );
  const keys = keysParameter(table, sql`${locked.map((row) => row.key)}`);
  // A row may have got a link while its lock was waited for, and then no longer be one that the filter takes. Locked,
  // it gets none; and this statement sees what there is now.
  const deleted = await run<{ key: Key }>(
    transaction,
    sql`
      WITH _deleted AS (
        DELETE FROM ${tableRef(table)} AS node WHERE ${key} = ANY(${keys}) AND ${condition} RETURNING ${storedColumns(table, 'node')}
      )
      SELECT ${selectedKey(table, sql`_deleted.id`)} AS key FROM _deleted ORDER BY ${orderBy(orderOf(readOrder(table), (name) => sql.id('_deleted', name)))}`,
  );
  return deleted.map((row) => row.key);
}
