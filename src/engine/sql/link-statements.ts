import { sql } from 'kysely';
import type { Executor } from '../database.js';
import type { Key, Sql } from '../kinds/kind.js';
import type { End } from '../model/tables.js';
import {
  keyParameter,
  keyRef,
  keysParameter,
  type Row,
  rowAsJson,
  selectedKey,
  storedColumns,
  tableRef,
} from './columns.js';
import { orderBy, orderOf, readOrder } from './order.js';
import { parameter, templatesOf } from './statement.js';

/** The owner of links, and those of the targets asked for that do not exist. */
export interface LockedEnds {
  readonly owner: Row;
  readonly missing: readonly Key[];
}

/** What became of an owner's links: the targets linked, and the keys of those unlinked, in the targets' default order. */
export interface LinkChange {
  readonly added: readonly Row[];
  readonly removed: readonly Key[];
}

/** What the statements of this file are run with. */
interface LinkValues {
  readonly owner: Key;
  readonly targets: readonly Key[];
}

const ownerKey = ({ owner }: End) =>
  keyParameter(
    owner,
    parameter<LinkValues>(({ owner }) => owner),
  );
const targetKeys = ({ target }: End) =>
  keysParameter(
    target,
    parameter<LinkValues>(({ targets }) => targets),
  );

const lockStatements = templatesOf<End, LinkValues, LockedEnds>(
  (end) => sql`WITH ${locked(end)} SELECT ${lockedResult(end)} FROM _owner`,
  { prepare: true },
);

/**
 * Reads the owner and locks it until the transaction ends; undefined where there is none. Changes of one owner's links
 * thus happen one after the other: two `set`s at once must leave one of the two sets, never a mix. The lock does not
 * stand in the way of those who only refer to the owner: changes from the other end. The targets that exist are kept
 * from being deleted.
 *
 * What deletes links has to come in a later statement, which sees the changes of those that it has waited for.
 */
export async function lockEnds(
  end: End,
  owner: Key,
  targets: readonly Key[],
  executor: Executor,
): Promise<LockedEnds | undefined> {
  const [ends] = await lockStatements(end).run(executor, { owner, targets });
  return ends;
}

const addStatements = templatesOf<End, LinkValues, LockedEnds & Pick<LinkChange, 'added'>>(
  (end) => {
    const wanted = sql`SELECT _owner.id, _target.id FROM _owner, _target WHERE NOT EXISTS (SELECT FROM _missing) ORDER BY _target.id`;
    return sql`
      WITH ${locked(end)}, _inserted AS (${insertion(end, wanted)}) SELECT ${lockedResult(end)}, ${added(end)} FROM _owner`;
  },
  { prepare: true },
);

/**
 * Links the owner to all of `targets` that it is not linked to; to none if one of them does not exist. All in one
 * statement: an insert sees what has been inserted meanwhile. Undefined where there is no such owner.
 */
export async function addLinks(
  end: End,
  owner: Key,
  targets: readonly Key[],
  executor: Executor,
): Promise<(LockedEnds & Pick<LinkChange, 'added'>) | undefined> {
  const [result] = await addStatements(end).run(executor, { owner, targets });
  return result;
}

/** Which of an owner's links to delete: those to the given targets, or all others. */
export type Choice = 'only' | 'except';

const removal = (choice: Choice) =>
  templatesOf<End, LinkValues, Pick<LinkChange, 'removed'>>(
    (end) => sql`WITH _deleted AS (${deletion(end, choice)}) SELECT ${removed(end)}`,
    { prepare: true },
  );
const removeStatements = { only: removal('only'), except: removal('except') };

/** Deletes the owner's links to `targets`, or to all others. */
export async function removeLinks(
  end: End,
  owner: Key,
  choice: Choice,
  targets: readonly Key[],
  executor: Executor,
): Promise<Pick<LinkChange, 'removed'>> {
  const [result] = await removeStatements[choice](end).run(executor, { owner, targets });
  return result ?? { removed: [] };
}

const replaceStatements = templatesOf<End, LinkValues, LinkChange>(
  (end) => {
    const wanted = sql`SELECT ${ownerKey(end)}, key FROM unnest(${targetKeys(end)}) AS _target(key) ORDER BY key`;
    return sql`
      WITH _deleted AS (${deletion(end, 'except')}), _inserted AS (${insertion(end, wanted)})
      SELECT ${removed(end)}, ${added(end)}`;
  },
  { prepare: true },
);

/** Leaves the owner with links to `targets` and no others. */
export async function replaceLinks(
  end: End,
  owner: Key,
  targets: readonly Key[],
  executor: Executor,
): Promise<LinkChange> {
  const [result] = await replaceStatements(end).run(executor, { owner, targets });
  return result ?? { removed: [], added: [] };
}

/** SQL, parts of a WITH: the owner and the targets, locked, and the keys of targets that do not exist. */
function locked(end: End): Sql {
  const { owner, target } = end;
  const key = keyRef(target, '_target');
  // Locked in the order of the keys, as every statement does, to avoid deadlocks.
  return sql`
    _owner AS MATERIALIZED (
      SELECT ${storedColumns(owner, '_owner')} FROM ${tableRef(owner)} AS _owner WHERE ${keyRef(owner, '_owner')} = ${ownerKey(end)} FOR NO KEY UPDATE
    ),
    _target AS MATERIALIZED (
      SELECT ${key} AS id FROM ${tableRef(target)} AS _target WHERE ${key} = ANY(${targetKeys(end)}) ORDER BY ${key} FOR KEY SHARE
    ),
    _missing AS MATERIALIZED (SELECT unnest(${targetKeys(end)}) AS key EXCEPT SELECT id FROM _target)`;
}

const lockedResult = ({ owner, target }: End) =>
  sql`${rowAsJson(owner, '_owner')} AS owner, ARRAY(SELECT ${selectedKey(target, sql`key`)} FROM _missing) AS missing`;

/** SQL: links inserted where they are not there yet. `wanted` has them in the order of the keys, as `locked` has its targets. */
function insertion({ table, ownerColumn, targetColumn }: End, wanted: Sql): Sql {
  return sql`INSERT INTO ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(targetColumn)}) ${wanted} ON CONFLICT DO NOTHING RETURNING ${sql.id(targetColumn)} AS key`;
}

function deletion(end: End, choice: Choice): Sql {
  const target = sql.id(end.targetColumn);
  // A subquery, which PostgreSQL looks up in a hash table: the links may be as many as the targets that stay.
  const chosen =
    choice === 'only'
      ? sql`${target} = ANY(${targetKeys(end)})`
      : sql`${target} NOT IN (SELECT unnest(${targetKeys(end)}))`;
  return sql`DELETE FROM ${sql.table(end.table)} WHERE ${sql.id(end.ownerColumn)} = ${ownerKey(end)} AND ${chosen} RETURNING ${target} AS key`;
}

/** SQL: the targets of the links inserted, and the keys of those of the links deleted. */
const added = (end: End) =>
  sql`${gathered(end, '_inserted', rowAsJson(end.target, '_node'))} AS added`;
const removed = (end: End) =>
  sql`${gathered(end, '_deleted', selectedKey(end.target, sql`_node.id`))} AS removed`;

/** SQL: `each` of the targets of `links`, in the default order. One value of JSON, so that the rows beside it come once. */
function gathered({ target }: End, links: string, each: Sql): Sql {
  const order = orderOf(readOrder(target), (name) => sql.id('_node', name));
  return sql`(
    SELECT coalesce(json_agg(${each} ORDER BY ${orderBy(order)}), '[]') FROM (
      SELECT ${storedColumns(target, 'node')} FROM ${sql.table(links)} JOIN ${tableRef(target)} AS node ON ${keyRef(target, 'node')} = ${sql.id(links, 'key')}
    ) AS _node
  )`;
}
