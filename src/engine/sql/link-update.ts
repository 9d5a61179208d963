import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { LinkedEnd } from '../model/tables.js';
import { assigned, type ColumnValue, valuesOfChanged } from './column-values.js';
import {
  keyParameter,
  keyRef,
  passedLinkColumns,
  type Row,
  rowAsJson,
  storedColumns,
  storedLinkColumns,
  tableRef,
  targetAsJson,
} from './columns.js';
import { run } from './statement.js';

/** The two ends of a link. */
export interface LinkKeys {
  readonly owner: Key;
  readonly target: Key;
}

/** A link with its two rows, each null if it does not exist. */
export interface LinkRows {
  readonly owner: Row | null;
  /** With the columns of the link; null if the two rows are not linked. */
  readonly target: Row | null;
}

/** Changes columns of a link. If `values` is empty, nothing is changed. */
export async function updateLink(
  end: LinkedEnd,
  keys: LinkKeys,
  values: readonly ColumnValue[],
  executor: Executor,
): Promise<LinkRows> {
  const { owner, target, link } = end;
  const assignments = valuesOfChanged(end.columns, values).map(
    (each) => sql`${sql.id(each.column.column)} = ${assigned(each)}`,
  );
  const table = sql`${sql.table(end.table)} AS link`;
  const isLink = sql`${sql.id('link', end.ownerColumn)} = ${keyParameter(owner, sql`${keys.owner}`)} AND ${sql.id('link', end.targetColumn)} = ${keyParameter(target, sql`${keys.target}`)}`;
  const columns = storedLinkColumns(link, 'link');
  const changed =
    assignments.length === 0
      ? sql`SELECT ${columns} FROM ${table} WHERE ${isLink}`
      : sql`UPDATE ${table} SET ${sql.join(assignments)} WHERE ${isLink} RETURNING ${columns}`;
  const rowOf = (key: Key, of: typeof owner, alias: string) =>
    sql`${tableRef(of)} AS ${sql.id(alias)} WHERE ${keyRef(of, alias)} = ${keyParameter(of, sql`${key}`)}`;
  const [rows] = await run<LinkRows>(
    executor,
    sql`
      WITH _link AS (${changed})
      SELECT (
        SELECT ${rowAsJson(owner, '_owner')} FROM (SELECT ${storedColumns(owner, 'node')} FROM ${rowOf(keys.owner, owner, 'node')}) AS _owner
      ) AS owner, (
        SELECT ${targetAsJson(end, '_target')} FROM (
          SELECT ${storedColumns(target, 'node')}, ${passedLinkColumns(link, '_link')} FROM _link, ${rowOf(keys.target, target, 'node')}
        ) AS _target
      ) AS target`,
  );
  return rows ?? { owner: null, target: null };
}
