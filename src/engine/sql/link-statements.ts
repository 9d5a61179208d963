import { sql } from 'kysely';
import type { Database, Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { End } from '../model/tables.js';
import type { Row } from './columns.js';
import { groupsOf, type NewLink } from './link-groups.js';
import { insertedLinks } from './link-insertion.js';
import {
  added,
  type Choice,
  deletion,
  insertion,
  type LinkValues,
  locked,
  lockedResult,
  ownerKey,
  removed,
  targetKeys,
} from './link-parts.js';
import { StatementTemplate, templatesOf } from './statement.js';

/** The owner of the links, and the targets that do not exist. */
export interface LockedEnds {
  readonly owner: Row;
  readonly missing: readonly Key[];
}

/**
 * The change of an owner's links: the linked targets, with the columns of their links, and the keys of the unlinked targets, in
 * the default order of the targets.
 */
export interface LinkChange {
  readonly added: readonly Row[];
  readonly removed: readonly Key[];
}

const lockStatements = templatesOf<End, LinkValues, LockedEnds>(
  (end) => sql`WITH ${locked(end, { wait: true })} SELECT ${lockedResult(end)} FROM _owner`,
  { prepare: true },
);

/**
 * Reads the owner and locks it until the transaction ends; undefined if it does not exist. Changes of one owner's links
 * thus run one after the other: two concurrent `set` mutations must result in one of the two sets, never a mix. The lock does not
 * block statements that only refer to the owner: changes from the other end. The targets that exist are locked
 * against deletion.
 *
 * Links must be deleted by a later statement, which sees the changes of the transactions that this one waited for.
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

/** The result of adding links. */
type Addition = LockedEnds & Pick<LinkChange, 'added'>;

const addStatements = templatesOf<End, LinkValues, Addition>(
  (end) => {
    const wanted = sql`SELECT _owner.id, _target.id FROM _owner, _target WHERE NOT EXISTS (SELECT FROM _missing) ORDER BY _target.id`;
    return sql`
      WITH ${locked(end, { wait: false })}, _inserted AS (${insertion(end, wanted)}) SELECT ${lockedResult(end)}, ${added(end)} FROM _owner`;
  },
  { prepare: true },
);

/**
 * Creates those of `links` that do not exist; none if a target does not exist. One statement is enough: an insert sees
 * links that were inserted concurrently. It does not wait for locks: rows that other transactions have locked count as missing.
 * Undefined if the owner does not exist.
 */
export async function addLinksAtOnce(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  executor: Executor,
): Promise<Addition | undefined> {
  const targets = links.map(({ target }) => target);
  const statement = end.columns.length === 0 ? addStatements(end) : addition(end, links);
  const [result] = await statement.run(executor, { owner, targets });
  return result;
}

/**
 * The same, but waits for rows that other transactions have locked: by a statement before it, because a statement that waits
 * returns rows as they were when it began.
 */
export async function addLinks(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  database: Database,
): Promise<LockedEnds | Addition | undefined> {
  const added = await addLinksAtOnce(end, owner, links, database);
  if (added && added.missing.length === 0) return added;
  return database.transaction(async (transaction) => {
    const targets = links.map(({ target }) => target);
    const ends = await lockEnds(end, owner, targets, transaction);
    if (!ends || ends.missing.length > 0) return ends;
    return addLinksAtOnce(end, owner, links, transaction);
  });
}

/** The same for links with columns. The columns that are set differ from call to call. */
function addition(end: End, links: readonly NewLink[]) {
  const source = {
    owner: sql`_owner.id`,
    target: sql`_target.id`,
    from: sql`_owner, _target`,
    where: sql`NOT EXISTS (SELECT FROM _missing)`,
    mayExist: true,
  };
  const inserted = insertedLinks(end, groupsOf(end.columns, links), source, '_inserted');
  return new StatementTemplate<LinkValues, Addition>(
    () =>
      sql`WITH ${locked(end, { wait: false })}, ${sql.join(inserted)} SELECT ${lockedResult(end)}, ${added(end)} FROM _owner`,
    { prepare: false },
  );
}

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

/**
 * SQL, a condition for inserting: always true, but reads all of the deleted links first, because a new link may have the value of
 * a deleted one in a unique column.
 */
const deletedFirst = sql`(SELECT count(*) FROM _deleted) >= 0`;

const replaceStatements = templatesOf<End, LinkValues, LinkChange>(
  (end) => {
    const wanted = sql`SELECT ${ownerKey(end)}, key FROM unnest(${targetKeys(end)}) AS _target(key) WHERE ${deletedFirst} ORDER BY key`;
    return sql`
      WITH _deleted AS (${deletion(end, 'except')}), _inserted AS (${insertion(end, wanted)})
      SELECT ${removed(end)}, ${added(end)}`;
  },
  { prepare: true },
);

/** Replaces the links of the owner by `links`. Those that exist are not changed. */
export async function replaceLinks(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  executor: Executor,
): Promise<LinkChange> {
  const targets = links.map(({ target }) => target);
  const statement = end.columns.length === 0 ? replaceStatements(end) : replacement(end, links);
  const [result] = await statement.run(executor, { owner, targets });
  return result ?? { removed: [], added: [] };
}

/** The same for links with columns. The columns that are set differ from call to call. */
function replacement(end: End, links: readonly NewLink[]) {
  const source = {
    owner: ownerKey(end),
    target: sql`_target.key`,
    from: sql`unnest(${targetKeys(end)}) AS _target(key)`,
    where: deletedFirst,
    mayExist: true,
  };
  const inserted = insertedLinks(end, groupsOf(end.columns, links), source, '_inserted');
  return new StatementTemplate<LinkValues, LinkChange>(
    () => sql`
      WITH _deleted AS (${deletion(end, 'except')}), ${sql.join(inserted)} SELECT ${removed(end)}, ${added(end)}`,
    { prepare: false },
  );
}
