import { sql } from 'kysely';
import type { Database, Executor } from '../database.js';
import type { Key, Sql } from '../kinds/kind.js';
import { type End, hasPositions, type Table } from '../model/tables.js';
import {
  keyRef,
  keysParameter,
  keyType,
  linkColumnName,
  passedLinkColumns,
  type Row,
  rowAsJson,
  selectedAgain,
  selectedKey,
  selectedLinkAgain,
  storedColumns,
  tableRef,
} from './columns.js';
import { groupsOf, type NewLink } from './link-groups.js';
import { insertedLinks } from './link-insertion.js';
import { locksTargetsFirst, positionColumn } from './link-parts.js';
import { orderBy, orderOf, readTargetOrder } from './order.js';
import { lockAndReadRows, lockKeys, lockRows } from './row-locks.js';
import { run } from './statement.js';

/** The keys of two rows to link or unlink. */
export interface Pair {
  readonly owner: Key;
  readonly target: Key;
}

/** A new link of one of several owners. */
export interface PairLink extends NewLink, Pair {
  readonly owner: Key;
}

/** A linked target, with the columns of its link and the key of its owner. */
export interface OwnedRow extends Row {
  readonly _owner: Key;
}

/** The result of linking pairs. If an owner or a target is missing, nothing was changed. */
export interface LinkedPairs {
  readonly owners: readonly Row[];
  readonly missingOwners: readonly Key[];
  readonly missingTargets: readonly Key[];
  /** In the default order of the targets. */
  readonly added: readonly OwnedRow[];
}

/**
 * Creates those of `links` that do not exist, in one statement. Each pair of rows is in `links` once. It waits for rows that other
 * transactions have locked as `addLinks` does.
 */
export async function linkPairs(
  end: End,
  links: readonly PairLink[],
  database: Database,
): Promise<LinkedPairs> {
  const linked = await linkPairsAtOnce(end, links, database);
  if (linked.missingOwners.length === 0 && linked.missingTargets.length === 0) return linked;
  return database.transaction(async (transaction) => {
    const ends = await lockPairEnds(end, links, transaction);
    const isMissing = ends.missingOwners.length > 0 || ends.missingTargets.length > 0;
    return isMissing ? { ...ends, added: [] } : linkPairsAtOnce(end, links, transaction);
  });
}

/** Locks the rows of pairs until the transaction ends, as `lockEnds` does. */
export async function lockPairEnds(
  end: End,
  pairs: readonly Pair[],
  transaction: Executor,
): Promise<Omit<LinkedPairs, 'added'>> {
  const { owner, target, back } = end;
  const ownerKeys = [...new Set(pairs.map((pair) => pair.owner))];
  const targetKeys = [...new Set(pairs.map((pair) => pair.target))];
  // Targets whose lists get new places or links are locked as owners are.
  if ((hasPositions(back) || end.symmetric) && owner === target)
    await lockRows(owner, [...ownerKeys, ...targetKeys], transaction);
  const lockTargets = () =>
    (hasPositions(back) ? lockRows : lockKeys)(target, targetKeys, transaction);
  const first = locksTargetsFirst(end) ? await lockTargets() : undefined;
  const owners = await lockAndReadRows(owner, ownerKeys, transaction);
  const targets = first ?? (await lockTargets());
  const found = owners.map(({ id }) => id);
  return {
    owners,
    missingOwners: without(ownerKeys, found),
    missingTargets: without(targetKeys, targets),
  };
}

function without(keys: readonly Key[], found: readonly Key[]): Key[] {
  const known = new Set(found);
  return keys.filter((key) => !known.has(key));
}

/** The same without waiting: rows that other transactions have locked count as missing. */
export async function linkPairsAtOnce(
  end: End,
  links: readonly PairLink[],
  executor: Executor,
): Promise<LinkedPairs> {
  const { owner, target, columns } = end;
  const owners = keysOf(
    owner,
    links.map((link) => link.owner),
  );
  const targets = keysOf(
    target,
    links.map((link) => link.target),
  );
  const source = {
    owner: sql`_owner.id`,
    target: sql`_target.id`,
    owners: { type: keyType(owner), name: sql`_owner.id` },
    from: sql`_owner CROSS JOIN _target`,
    where: sql`NOT EXISTS (SELECT FROM _missing_owner) AND NOT EXISTS (SELECT FROM _missing)`,
    mayExist: true,
  };
  const inserted = insertedLinks(end, groupsOf(columns, links), source, '_inserted');
  const key = keyRef(target, 'node');
  const [result] = await run<LinkedPairs>(
    executor,
    sql`
      WITH _owner AS MATERIALIZED (${lockedOwners(owner, owners)}),
      _target AS MATERIALIZED (
        SELECT ${key} AS id FROM ${tableRef(target)} AS node WHERE ${key} = ANY(${targets}) ORDER BY ${key} FOR ${end.symmetric ? sql`NO KEY UPDATE` : sql`KEY SHARE`} SKIP LOCKED
      ),
      _missing_owner AS MATERIALIZED (SELECT unnest(${owners}) AS key EXCEPT SELECT id FROM _owner),
      _missing AS MATERIALIZED (SELECT unnest(${targets}) AS key EXCEPT SELECT id FROM _target),
      ${sql.join(inserted)}
      SELECT (SELECT coalesce(json_agg(${rowAsJson(owner, '_owner')}), '[]') FROM _owner) AS owners,
        ARRAY(SELECT ${selectedKey(owner, sql`key`)} FROM _missing_owner) AS "missingOwners",
        ARRAY(SELECT ${selectedKey(target, sql`key`)} FROM _missing) AS "missingTargets",
        ${ownedRows(end)} AS added`,
  );
  return result ?? { owners: [], missingOwners: [], missingTargets: [], added: [] };
}

/** SQL: the targets of the inserted links, with their owners, as one JSON value. */
function ownedRows(end: End): Sql {
  const { owner, target, link } = end;
  const order = orderOf(readTargetOrder(end), (name) => sql.id('_node', name));
  const columns = [
    selectedAgain(target, '_node'),
    ...(link ? [selectedLinkAgain(link, '_node')] : []),
    sql`${selectedKey(owner, sql`_node._owner`)} AS _owner`,
  ];
  return sql`(
    SELECT coalesce(json_agg((SELECT to_json(_row) FROM (SELECT ${sql.join(columns)}) AS _row) ORDER BY ${orderBy(order)}), '[]') FROM (
      SELECT ${storedColumns(target, 'node')}, _inserted.owner AS _owner${link ? sql`, ${passedLinkColumns(link, '_inserted')}` : sql``}
      FROM _inserted JOIN ${tableRef(target)} AS node ON ${keyRef(target, 'node')} = _inserted.key
    ) AS _node
  )`;
}

/** Deletes links in one statement, and returns the pairs that were linked, in the default order of the targets. */
export async function unlinkPairs(
  end: End,
  pairs: readonly Pair[],
  executor: Executor,
): Promise<readonly Pair[]> {
  const { owner, target, table, ownerColumn, targetColumn, position } = end;
  const [ofOwner, ofTarget] = [sql.id('link', ownerColumn), sql.id('link', targetColumn)];
  const listed = [
    keysParameter(owner, sql`${pairs.map((pair) => pair.owner)}`),
    keysParameter(target, sql`${pairs.map((pair) => pair.target)}`),
  ];
  const order = orderOf(readTargetOrder(end), (name) => sql.id('_node', name));
  const place = position ? sql`, ${sql.id('_deleted', linkColumnName(position.name))}` : sql``;
  // In the same order from both ends, as links are inserted.
  const inOrder = ownerColumn < targetColumn ? [ofOwner, ofTarget] : [ofTarget, ofOwner];
  return run<Pair>(
    executor,
    sql`
      WITH _link AS MATERIALIZED (
        SELECT ${ofOwner} AS owner, ${ofTarget} AS key FROM unnest(${sql.join(listed)}) AS _pair(owner, key)
        JOIN ${sql.table(table)} AS link ON ${ofOwner} = _pair.owner AND ${ofTarget} = _pair.key ORDER BY ${sql.join(inOrder)} FOR UPDATE OF link
      ),
      _deleted AS (
        DELETE FROM ${sql.table(table)} AS link USING _link WHERE ${ofOwner} = _link.owner AND ${ofTarget} = _link.key
        RETURNING ${ofOwner} AS owner, ${ofTarget} AS key${positionColumn(end)}
      )
      SELECT ${selectedKey(owner, sql`_node._owner`)} AS owner, ${selectedKey(target, sql`_node.id`)} AS target FROM (
        SELECT ${storedColumns(target, 'node')}, _deleted.owner AS _owner${place}
        FROM _deleted JOIN ${tableRef(target)} AS node ON ${keyRef(target, 'node')} = _deleted.key
      ) AS _node ORDER BY ${orderBy(order)}`,
  );
}

/** SQL: different keys as a parameter. */
const keysOf = (table: Table, keys: readonly Key[]) =>
  keysParameter(table, sql`${[...new Set(keys)]}`);

const lockedOwners = (owner: Table, keys: Sql) => {
  const key = keyRef(owner, 'node');
  return sql`SELECT ${storedColumns(owner, 'node')} FROM ${tableRef(owner)} AS node WHERE ${key} = ANY(${keys}) ORDER BY ${key} FOR NO KEY UPDATE SKIP LOCKED`;
};
