import { sql } from 'kysely';
import type { Key, Sql } from '../kinds/kind.js';
import type { End } from '../model/tables.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  passedLinkColumns,
  rowAsJson,
  selectedKey,
  storedColumns,
  tableRef,
  targetAsJson,
} from './columns.js';
import { orderBy, orderOf, readOrder } from './order.js';
import { parameter } from './statement.js';

/** The parameters of a statement that changes links. */
export interface LinkValues {
  readonly owner: Key;
  readonly targets: readonly Key[];
}

/** SQL: the key of the owner, and the keys of the targets. */
export const ownerKey = ({ owner }: End) =>
  keyParameter(
    owner,
    parameter<LinkValues>(({ owner }) => owner),
  );
export const targetKeys = ({ target }: End) =>
  keysParameter(
    target,
    parameter<LinkValues>(({ targets }) => targets),
  );

/** Which of an owner's links to delete: those to the targets, or all others. */
export type Choice = 'only' | 'except';

/**
 * SQL, parts of a WITH: locks the owner and the targets, and returns the keys of targets that do not exist. Without `wait`, rows that
 * other transactions have locked count as missing.
 */
export function locked(end: End, { wait }: { readonly wait: boolean }): Sql {
  const { owner, target } = end;
  const key = keyRef(target, '_target');
  const ofOthers = wait ? sql`` : sql` SKIP LOCKED`;
  // Locked in the order of the keys, as every statement does, to avoid deadlocks.
  return sql`
    _owner AS MATERIALIZED (
      SELECT ${storedColumns(owner, '_owner')} FROM ${tableRef(owner)} AS _owner WHERE ${keyRef(owner, '_owner')} = ${ownerKey(end)} FOR NO KEY UPDATE${ofOthers}
    ),
    _target AS MATERIALIZED (
      SELECT ${key} AS id FROM ${tableRef(target)} AS _target WHERE ${key} = ANY(${targetKeys(end)}) ORDER BY ${key} FOR KEY SHARE${ofOthers}
    ),
    _missing AS MATERIALIZED (SELECT unnest(${targetKeys(end)}) AS key EXCEPT SELECT id FROM _target)`;
}

/** SQL for a SELECT list: the owner, and the keys of the targets that do not exist. */
export const lockedResult = ({ owner, target }: End) =>
  sql`${rowAsJson(owner, '_owner')} AS owner, ARRAY(SELECT ${selectedKey(target, sql`key`)} FROM _missing) AS missing`;

/** SQL: inserts the links that do not exist. `wanted` has them in the order of the keys, as `locked` has its targets. */
export function insertion({ table, ownerColumn, targetColumn }: End, wanted: Sql): Sql {
  const key = sql`(${sql.id(ownerColumn)}, ${sql.id(targetColumn)})`;
  return sql`INSERT INTO ${sql.table(table)} ${key} ${wanted} ON CONFLICT ${key} DO NOTHING RETURNING ${sql.id(targetColumn)} AS key`;
}

/** SQL: deletes links. */
export function deletion(end: End, choice: Choice): Sql {
  const target = sql.id(end.targetColumn);
  // A subquery, for which PostgreSQL builds a hash table: an owner may have as many links as there are remaining targets.
  const chosen =
    choice === 'only'
      ? sql`${target} = ANY(${targetKeys(end)})`
      : sql`${target} NOT IN (SELECT unnest(${targetKeys(end)}))`;
  return sql`DELETE FROM ${sql.table(end.table)} WHERE ${sql.id(end.ownerColumn)} = ${ownerKey(end)} AND ${chosen} RETURNING ${target} AS key`;
}

/** SQL: the targets of the inserted links, and the keys of the targets of the deleted links. */
export const added = (end: End) =>
  sql`${gathered(end, '_inserted', targetAsJson(end, '_node'))} AS added`;
export const removed = (end: End) =>
  sql`${gathered(end, '_deleted', selectedKey(end.target, sql`_node.id`))} AS removed`;

/** SQL: `each` of the targets of `links`, in the default order, as one JSON value, so that the result has one row. */
function gathered({ target, link }: End, links: '_inserted' | '_deleted', each: Sql): Sql {
  const order = orderOf(readOrder(target), (name) => sql.id('_node', name));
  const linkColumns =
    link && links === '_inserted' ? sql`, ${passedLinkColumns(link, links)}` : sql``;
  return sql`(
    SELECT coalesce(json_agg(${each} ORDER BY ${orderBy(order)}), '[]') FROM (
      SELECT ${storedColumns(target, 'node')}${linkColumns} FROM ${sql.table(links)} JOIN ${tableRef(target)} AS node ON ${keyRef(target, 'node')} = ${sql.id(links, 'key')}
    ) AS _node
  )`;
}
