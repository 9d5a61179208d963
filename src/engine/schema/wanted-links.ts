import { badUserInput, checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import { type GlobalIds, maximumIds } from '../model/global-id.js';
import type { Link } from '../model/link.js';
import { type End, hasLinkColumns, type LinkedEnd } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import type { ColumnValue } from '../sql/column-values.js';
import type { NewLink } from '../sql/link-groups.js';
import { type Input, inputsOf, isRequired, readValues } from './value-inputs.js';

/** The targets that one argument names. */
export interface NamedTargets {
  readonly argument: string;
  readonly keys: readonly Key[];
}

/** The links in the input of `add` or `set`. */
export interface WantedLinks {
  readonly links: readonly NewLink[];
  readonly named: readonly NamedTargets[];
  /** The targets whose links may have columns of their own. */
  readonly single: NamedTargets;
}

const noTargets: NamedTargets = { argument: 'input', keys: [] };

/** No links. */
export const noLinks: WantedLinks = { links: [], named: [], single: noTargets };

/** An input object that names targets. */
export interface TargetsInput {
  readonly input: Input;
  /** Its path in the arguments: `input`. */
  readonly path: string;
  /** The name of its list of IDs: `publicationIds`. */
  readonly list: string;
  /** Whether it may name no targets at all. */
  readonly optional?: boolean;
}

/** The input of a mutation of the links of one end. */
export const targetsInputOf = ({ singular }: End, input: Input, path = 'input'): TargetsInput => ({
  input,
  path,
  list: fieldNames.ids(singular),
});

/** Reads the links in an input. Throws the first error by code. */
export function readWantedLinks(end: End, ids: GlobalIds, from: TargetsInput): WantedLinks {
  return hasLinkColumns(end)
    ? readLinksWithColumns(end, ids, from)
    : readWantedTargets(end, ids, from);
}

/** Reads the targets in an input's list of IDs, for links without values. Throws the first error by code. */
export function readWantedTargets(end: End, ids: GlobalIds, from: TargetsInput): WantedLinks {
  const targets = readTargets(end, ids, from);
  return { links: linksOf(targets, []), named: [targets], single: noTargets };
}

/** Throws NOT_FOUND for the first argument that names a missing target. */
export function refuseMissingWanted(
  { target }: End,
  { named }: WantedLinks,
  missing: readonly Key[],
): void {
  for (const { keys, argument } of named) refuseMissing(target, keys, missing, argument);
}

/** The columns that an input at `path` sets under `link`; empty if it has no `link`. Throws BAD_USER_INPUT. */
export function readLinkValues(link: Link, input: Input, path = 'input'): ColumnValue[] {
  // GraphQL has coerced it to an object or null.
  const given = (input[fieldNames.link] ?? {}) as Input;
  return readValues(inputsOf(link), given, `${path}.${fieldNames.link}`);
}

/** The targets in the list of IDs of an input; empty if it is omitted. */
export function readTargets({ target }: End, ids: GlobalIds, from: TargetsInput): NamedTargets {
  const argument = `${from.path}.${from.list}`;
  return { argument, keys: ids.keys(target.name, listedIn(from), argument) };
}

// GraphQL has coerced it to a list of IDs or null.
const listedIn = ({ input, list }: TargetsInput) => (input[list] ?? []) as readonly string[];

/** One link for each of the targets. */
export const linksOf = ({ keys }: NamedTargets, values: readonly ColumnValue[]): NewLink[] =>
  [...new Set(keys)].map((target) => ({ target, values }));

function readLinksWithColumns(end: LinkedEnd, ids: GlobalIds, from: TargetsInput): WantedLinks {
  const { singular, target, link } = end;
  const { input, path } = from;
  const linksPath = `${path}.${fieldNames.links}`;
  // GraphQL has coerced it to a list of objects with an ID, or to null.
  const singles = (input[fieldNames.links] ?? []) as readonly Input[];
  const singleIds = singles.map((each) => String(each[fieldNames.id(singular)]));
  const read = checkAll({
    lists: () => checkLists(from, singleIds),
    values: () => readLinkValues(link, input, path),
    single: () => readSingleValues(link, input, path),
    required: () => checkRequired(end, from),
    targets: () => readTargets(end, ids, from),
    keys: () => ids.keys(target.name, singleIds, linksPath),
  });
  const single = read.keys.map((key, index) => ({
    target: key,
    values: read.single[index] ?? [],
  }));
  const singleTargets = { argument: linksPath, keys: read.keys };
  return {
    links: [...linksOf(read.targets, read.values), ...single],
    named: [read.targets, singleTargets],
    single: singleTargets,
  };
}

/**
 * The columns of each link in the list `links` of an input at `path`: its own, and those under `link`. Throws BAD_USER_INPUT, also for a
 * column without a value and a default.
 */
export function readSingleValues(
  link: Link,
  input: Input,
  path = 'input',
): (readonly ColumnValue[])[] {
  // GraphQL has coerced it to a list of objects, or to null.
  const singles = (input[fieldNames.links] ?? []) as readonly Input[];
  const columns = inputsOf(link);
  const { common, own } = checkAll({
    own: () =>
      singles.map((each, index) =>
        readValues(columns, each, `${path}.${fieldNames.links}.${index}`),
      ),
    common: () => readLinkValues(link, input, path),
  });
  // GraphQL has checked the required columns of `link`.
  const required = input[fieldNames.link] ? [] : columns.filter(isRequired);
  for (const [index, single] of singles.entries()) {
    const missing = required.find(({ name }) => single[name] === undefined);
    if (!missing) continue;
    const argument = `${path}.${fieldNames.links}.${index}.${missing.name}`;
    throw badUserInput(`${argument} is required: it has no default`, { argument });
  }
  return own.map((values) => completed(values, common));
}

/** `values`, and the values of `others` for the remaining columns. */
function completed(
  values: readonly ColumnValue[],
  others: readonly ColumnValue[],
): readonly ColumnValue[] {
  if (values.length === 0) return others;
  const isGiven = ({ column }: ColumnValue) => values.some((each) => each.column === column);
  return [...values, ...others.filter((other) => !isGiven(other))];
}

/** Throws BAD_USER_INPUT if an input has no list of targets, too many targets, or one of them twice. */
function checkLists(from: TargetsInput, singleIds: readonly string[]): void {
  const { input, path, list } = from;
  const linksPath = `${path}.${fieldNames.links}`;
  const listed = listedIn(from);
  if (!from.optional && !input[list] && !input[fieldNames.links]) {
    const message = `${path} must have ${list} or ${fieldNames.links}, which may be empty`;
    throw badUserInput(message, { argument: `${path}.${list}` });
  }
  const count = listed.length + singleIds.length;
  if (singleIds.length > 0 && count > maximumIds) {
    const message = `${path}.${list} and ${linksPath} must have at most ${maximumIds} IDs together, got ${count}`;
    throw badUserInput(message, { argument: linksPath });
  }
  const named = new Set(listed);
  const repeated = singleIds.filter((id) => named.size === named.add(id).size);
  if (repeated.length > 0) {
    const message = `${linksPath} must not contain an ID twice, or one that is also in ${path}.${list}`;
    throw badUserInput(message, { argument: linksPath, ids: repeated });
  }
}

/** Throws BAD_USER_INPUT if the links of a list of IDs have no value for a column without a default. */
function checkRequired({ link }: LinkedEnd, from: TargetsInput): void {
  const { input, path } = from;
  // GraphQL has checked the required columns of `link`.
  if (input[fieldNames.link] || listedIn(from).length === 0) return;
  const first = inputsOf(link).find(isRequired);
  if (!first) return;
  const argument = `${path}.${fieldNames.link}`;
  throw badUserInput(`${argument} is required: ${first.name} has no default`, { argument });
}
