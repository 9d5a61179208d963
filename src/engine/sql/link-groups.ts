import type { Key } from '../kinds/kind.js';
import type { ColumnModel } from '../model/column.js';
import { type ColumnValue, madeValue } from './column-values.js';

/** A new link and the values of its columns. */
export interface NewLink {
  /** The owner, if a statement creates links of several: its key or its place, as `LinkOwners` says. */
  readonly owner?: unknown;
  readonly target: Key;
  readonly values: readonly ColumnValue[];
}

/** Links that one INSERT creates: it sets the same columns of all of them. */
export interface LinkGroup {
  readonly targets: readonly Key[];
  readonly owners: readonly unknown[];
  readonly columns: readonly GroupColumn[];
}

/** A column of the links of a group: either all of them have the same value, or each has its own. */
export type GroupColumn = { readonly column: ColumnModel } & (
  | { readonly value: unknown }
  | { readonly values: readonly unknown[] }
);

/**
 * Groups new links by which of their `columns` have the database's default or the current time: an INSERT names the columns
 * of all its rows. There is at least one group.
 */
export function groupsOf(
  columns: readonly ColumnModel[],
  links: readonly NewLink[],
): readonly LinkGroup[] {
  const groups = new Map<string, NewLink[]>();
  // Most links have the same values: those of one list of targets.
  const names = new Map<readonly ColumnValue[], string>();
  for (const link of links) {
    const name = names.get(link.values) ?? groupName(columns, link.values);
    names.set(link.values, name);
    const group = groups.get(name);
    if (group) group.push(link);
    else groups.set(name, [link]);
  }
  if (groups.size === 0) return [{ targets: [], owners: [], columns: [] }];
  return [...groups.values()].map((group) => ({
    targets: group.map(({ target }) => target),
    owners: group.map(({ owner }) => owner),
    columns: columns.flatMap((column) => groupColumn(column, group)),
  }));
}

/** Whether a column without a value has one that is SQL, or is left out of the INSERT. */
const isMadeInSql = ({ default: byDefault }: ColumnModel) =>
  byDefault === 'database' || byDefault?.generator === 'now';

function groupName(columns: readonly ColumnModel[], values: readonly ColumnValue[]): string {
  return columns
    .filter(isMadeInSql)
    .map((column) => (givenTo(column, values) === undefined ? '0' : '1'))
    .join('');
}

const givenTo = (column: ColumnModel, values: readonly ColumnValue[]): unknown =>
  values.find((each) => each.column === column)?.value;

/** A column as its group sets it; undefined if the database sets the value. */
function groupColumn(column: ColumnModel, group: readonly NewLink[]): GroupColumn[] {
  const given = group.map(({ values }) => givenTo(column, values));
  const isGiven = given.some((value) => value !== undefined);
  if (column.updatedAt || (!isGiven && (isMadeInSql(column) || column.default === undefined))) {
    const value = madeValue(column);
    return value === undefined ? [] : [{ column, value }];
  }
  // Without a value and a default, it is null.
  const values = given.map((value) => (value === undefined ? (madeValue(column) ?? null) : value));
  const [first] = values;
  return values.every((value) => value === first)
    ? [{ column, value: first }]
    : [{ column, values }];
}
