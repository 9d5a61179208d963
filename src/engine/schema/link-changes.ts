import { lengthOf, type SentArguments } from '../cost/cost.js';
import { badUserInput, checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { type GlobalIds, maximumIds } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import type { ColumnValue } from '../sql/column-values.js';
import { makesPlaces } from '../sql/placed-links.js';
import { needsValues } from './link-column-inputs.js';
import { type NamedRow, readNamedRows } from './named-rows.js';
import type { Input } from './value-inputs.js';
import { readLinkValues, readTargets, readWantedLinks, type WantedLinks } from './wanted-links.js';

/** What an update changes of the links of its row along one end. */
export interface WantedChange {
  readonly end: End;
  readonly input: Input;
  /** The path of `input` in the arguments: `input.publications`. */
  readonly path: string;
  /** Whether other links are removed. */
  readonly replaces: boolean;
  readonly wanted: WantedLinks;
  readonly removed: readonly Key[];
  /** More targets to add, named by unique columns. */
  readonly named: readonly NamedRow[];
  /** The columns of their links. */
  readonly values: readonly ColumnValue[];
}

const { add, addBy, remove, set, link, links } = fieldNames;

/** The paths of the lists of rows in these inputs. */
export const changeLists = (ends: readonly End[]): string[] =>
  ends.flatMap(({ field }) => [add, addBy, remove, set, links].map((list) => `${field}.${list}`));

/** The changes in an update's input, one for each end of its table that the input has. Throws the first error by code. */
export function readLinkChanges(
  ends: readonly End[],
  ids: GlobalIds,
  input: Input,
): WantedChange[] {
  const present = ends.filter(({ field }) => isSent(input[field]));
  const changes = checkAll<Record<string, WantedChange | undefined>>({
    '': () => checkNumber(present, input),
    ...Object.fromEntries(present.map((end) => [end.field, () => readChange(end, ids, input)])),
  });
  return Object.values(changes).filter((change) => change !== undefined);
}

function readChange(end: End, ids: GlobalIds, input: Input): WantedChange {
  const path = `input.${end.field}`;
  // GraphQL has coerced it to an object.
  const change = input[end.field] as Input;
  const replaces = isSent(change[set]);
  const from = { input: change, path, optional: true };
  const read = checkAll({
    exclusive: () => checkExclusive(change, path),
    columns: () => checkColumns(change, path),
    wanted: () => readWantedLinks(end, ids, { ...from, list: replaces ? set : add }),
    removed: () => readTargets(end, ids, { ...from, list: remove }).keys,
    separate: () => checkSeparate(end, change, path),
    named: () => readNamedRows(end.target, ids, change, path),
    values: () => readNamedValues(end, change, path),
  });
  return { end, input: change, path, replaces, ...read };
}

const isSent = (value: unknown) => value !== undefined && value !== null;

/** The columns of the links to rows that `addBy` names. Throws BAD_USER_INPUT if a required one is missing. */
export function readNamedValues(end: End, change: Input, path: string): readonly ColumnValue[] {
  if (!end.link || listOf(change, addBy).length === 0) return [];
  if (needsValues(end.link) && !isSent(change[link])) {
    const argument = `${path}.${link}`;
    throw badUserInput(`${argument} is required: a column of the links has no default`, {
      argument,
    });
  }
  return readLinkValues(end.link, change, path);
}

/** Throws BAD_USER_INPUT if a change has `set` beside `add` or `remove`. */
function checkExclusive(change: Input, path: string): void {
  if (!isSent(change[set])) return;
  const other = [add, addBy, remove].find((name) => isSent(change[name]));
  if (!other) return;
  const argument = `${path}.${set}`;
  throw badUserInput(`${argument} and ${path}.${other} exclude each other`, { argument });
}

/** Throws BAD_USER_INPUT if a change has columns of links, but no list of links that would have them. */
function checkColumns(change: Input, path: string): void {
  if (!isSent(change[link])) return;
  if ([add, addBy, set, links].some((name) => isSent(change[name]))) return;
  const argument = `${path}.${link}`;
  throw badUserInput(
    `${argument} needs ${add}, ${addBy}, ${set} or ${links}: links that exist keep their columns`,
    { argument },
  );
}

/** Throws BAD_USER_INPUT if a change adds and removes the same target. */
function checkSeparate(end: End, change: Input, path: string): void {
  const removed = new Set(idsIn(change, remove));
  const both = [...idsIn(change, add), ...singleIds(end, change)].filter((id) => removed.has(id));
  if (both.length === 0) return;
  const argument = `${path}.${remove}`;
  throw badUserInput(`${argument} must not contain an ID that is added too`, {
    argument,
    ids: both,
  });
}

/** Throws BAD_USER_INPUT if all changes of an input together name too many targets. */
function checkNumber(ends: readonly End[], input: Input): undefined {
  const counts = ends.map((end) => {
    const change = input[end.field] as Input;
    return [add, addBy, remove, set, links].reduce(
      (sum, name) => sum + listOf(change, name).length,
      0,
    );
  });
  const count = counts.reduce((sum, each) => sum + each, 0);
  if (count <= maximumIds) return;
  const message = `input must have at most ${maximumIds} IDs of linked rows, got ${count}`;
  throw badUserInput(message, { argument: 'input' });
}

// GraphQL has coerced it to a list or null.
const listOf = (input: Input, name: string) => (input[name] ?? []) as readonly unknown[];

const idsIn = (input: Input, name: string) => listOf(input, name).map(String);

const singleIds = ({ singular }: End, change: Input) =>
  listOf(change, links).map((each) => String((each as Input)[fieldNames.id(singular)]));

/** The number of ends that an input, as sent, changes. */
export const changedEnds = (ends: readonly End[], input: SentArguments): number =>
  ends.filter(({ field }) => isSent(input[field])).length;

/** The number of rows that an input, as sent, names by unique columns. */
export const namedRows = (ends: readonly End[], input: SentArguments): number =>
  ends.reduce((sum, { field }) => sum + lengthOf(Object(input[field])[addBy]), 0);

/**
 * Whether an input, as sent, may change links that it does not name: it replaces all of a row, or other rows of an ordered list
 * may have to make room.
 */
export const changesOtherLinks = (ends: readonly End[], input: SentArguments): boolean =>
  ends.some((end) => {
    const change = input[end.field];
    return isSent(change) && (makesPlaces(end) || isSent(Object(change)[set]));
  });
