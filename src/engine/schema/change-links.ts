import type { Executor } from '../database.js';
import { badUserInput } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { encodeGlobalId } from '../model/global-id.js';
import { type End, hasPositions, type Table } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import type { NewLink } from '../sql/link-groups.js';
import { locksTargetsFirst } from '../sql/link-parts.js';
import { type LinkChange, lockEnds, removeLinks } from '../sql/link-statements.js';
import type { NewValues } from '../sql/new-values.js';
import { addInOrder, replacePlacedLinks } from '../sql/placed-links.js';
import { lockRow, lockRows } from '../sql/row-locks.js';
import { findOrCreate } from './find-or-create.js';
import { refuseMissingRows } from './foreign-key-inputs.js';
import type { WantedChange } from './link-changes.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { namedTwice } from './named-rows.js';
import { type NamedTargets, refuseMissingWanted } from './wanted-links.js';

/** What is needed of a change to add the targets that it names by unique columns. */
type NamingChange = Pick<WantedChange, 'end' | 'path' | 'wanted' | 'removed' | 'named' | 'values'>;

/** The changes of the links of a row, by end. */
export type ChangedLinks = ReadonlyMap<End, Partial<LinkChange>>;

/**
 * Locks a row and all rows that its change needs, and returns the row. Throws NOT_FOUND for the first that does not exist: the
 * row, then those that its foreign keys will refer to, then the targets of its links.
 */
export async function lockForChanges(
  table: Table,
  { key, changes, foreignKeys }: NewValues & { key: Key; changes: readonly WantedChange[] },
  transaction: Executor,
): Promise<Row> {
  // First, because it also locks the rows whose links `set` will delete.
  for (const { end, wanted, removed } of changes) {
    if (!end.symmetric) continue;
    const targets = [...wanted.links.map(({ target }) => target), ...removed];
    await lockEnds(end, key, targets, transaction);
  }
  const written = rowsWithBothEnds(key, changes);
  if (written.length > 0) await lockRows(table, written, transaction);
  for (const { end, wanted } of changes) {
    if (!locksTargetsFirst(end)) continue;
    const targets = wanted.links.map(({ target }) => target);
    await lockRows(end.target, targets, transaction);
  }
  const links = changes.map(({ end, wanted }) => ({ end, links: wanted.links }));
  const locked = await lockRow(table, key, { foreignKeys, links }, transaction);
  if (!locked) throw rowMissing(table, key, 'input.id');
  refuseMissingRows(locked.missing.foreignKeys);
  for (const [index, { end, wanted }] of changes.entries())
    refuseMissingWanted(end, wanted, locked.missing.targets[index] ?? []);
  return locked.row;
}

/**
 * The row and the targets of changes of both ends of a relation, of a symmetric one, or whose lists have an order of their own. Each
 * of two such changes could otherwise wait for a link or a row that the other has written or locked.
 */
function rowsWithBothEnds(key: Key, changes: readonly WantedChange[]): Key[] {
  const both = changes.filter(
    ({ end }) =>
      end.symmetric ||
      changes.some(
        (other) =>
          other.end.table === end.table &&
          (other.end !== end || (hasPositions(end.back) && end.owner === end.target)),
      ),
  );
  const targets = both.flatMap(({ wanted, removed }) => [
    ...wanted.links.map(({ target }) => target),
    ...removed,
  ]);
  return both.length === 0 ? [] : [key, ...targets];
}

/** Adds to changes the targets that they name by unique columns, which are created where they are missing. */
export async function withNamedRows(
  changes: readonly WantedChange[],
  transaction: Executor,
): Promise<readonly WantedChange[]> {
  const links = new Map<WantedChange, readonly NewLink[]>();
  // Rows are created in the same order from every table, as links are.
  const inOrder = changes.toSorted((a, b) => (a.end.target.table < b.end.target.table ? -1 : 1));
  for (const change of inOrder) {
    if (change.named.length === 0) continue;
    links.set(change, await withNamedLinks(change, transaction));
  }
  return changes.map((change) => {
    const { wanted } = change;
    return { ...change, wanted: { ...wanted, links: links.get(change) ?? wanted.links } };
  });
}

/**
 * The links of a change, and those to the targets that it names, which are created where they are missing. Throws BAD_USER_INPUT if it
 * names a target twice, removes it too, or also has it in `links`, with other columns.
 */
export async function withNamedLinks(
  { end, path, wanted, removed, named, values }: NamingChange,
  transaction: Executor,
): Promise<readonly NewLink[]> {
  const { target, back } = end;
  const found = await findOrCreate(target, named, transaction);
  if (new Set(found).size < found.length) throw namedTwice(path);
  refuseNamedIn(wanted.single, target, found);
  refuseNamedIn({ argument: `${path}.${fieldNames.remove}`, keys: removed }, target, found);
  // Their lists get new places.
  if (hasPositions(back)) await lockRows(target, found, transaction);
  const known = new Set(wanted.links.map((link) => link.target));
  const others = found.filter((key) => !known.has(key));
  return [...wanted.links, ...others.map((key) => ({ target: key, values }))];
}

/** Throws BAD_USER_INPUT if an argument has the ID of a row that `addBy` names, whose keys are `found`. */
function refuseNamedIn(
  { argument, keys }: NamedTargets,
  { name }: Table,
  found: readonly Key[],
): void {
  const named = new Set(found);
  const both = keys.filter((key) => named.has(key));
  if (both.length === 0) return;
  throw badUserInput(`${argument} must not contain an ID of a row that ${fieldNames.addBy} names`, {
    argument,
    ids: both.map((key) => encodeGlobalId(name, key)),
  });
}

/** Changes the links of a row, which is locked with their targets. */
export async function changeLinks(
  key: Key,
  changes: readonly WantedChange[],
  transaction: Executor,
): Promise<ChangedLinks> {
  const changed = new Map<End, Partial<LinkChange>>();
  // Relations are written in the same order from every table, so that two changes do not each wait for a link of the other.
  const inOrder = changes.toSorted((a, b) =>
    a.end.table < b.end.table ? -1 : Number(a.end.table > b.end.table),
  );
  for (const change of inOrder) {
    const { end, input, path } = change;
    const parts = await refuseLinkConflicts(
      [end],
      input,
      () => changeEnd(key, change, transaction),
      path,
    );
    changed.set(end, parts);
  }
  return changed;
}

async function changeEnd(
  key: Key,
  { end, wanted, removed, replaces }: WantedChange,
  transaction: Executor,
): Promise<Partial<LinkChange>> {
  if (replaces) return replacePlacedLinks(end, key, wanted.links, transaction);
  // Removed first, because a new link may have the value of a removed one in a unique column.
  const unlinked =
    removed.length > 0 ? await removeLinks(end, key, 'only', removed, transaction) : {};
  const linked =
    wanted.links.length > 0
      ? await addInOrder(end, key, wanted.links, undefined, transaction)
      : undefined;
  return { ...unlinked, ...(linked?.added && { added: linked.added }) };
}
