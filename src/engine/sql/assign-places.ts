import type { PlaceKind } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';

/** The places of consecutive rows of a list; undefined for rows that are to get one. */
export interface ListPart {
  readonly places: readonly unknown[];
  /** Whether the list has no rows before, and after, this part. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/** The kind of the places in a column. */
export function placeKindOf(column: ColumnModel): PlaceKind {
  const { place } = kindOf(column);
  if (!place) throw new Error(`${column.name} cannot hold the places of rows`);
  return place;
}

/**
 * Returns the places of all rows of a part, ascending: rows without a place get one between those of their neighbours. If there is no
 * room, because places are next to each other or equal, the nearest neighbours get new places too, as few as possible.
 * Undefined if more of the list must be known.
 */
export function assignPlaces(
  column: ColumnModel,
  { places: given, atStart, atEnd }: ListPart,
): readonly unknown[] | undefined {
  const kind = placeKindOf(column);
  const places = [...given];
  const isMissing = (at: number) => at < places.length && places[at] === undefined;
  for (let start = 0; start < places.length; start++) {
    if (!isMissing(start)) continue;
    let end = start + 1;
    while (isMissing(end)) end++;
    let found: readonly unknown[] | undefined;
    for (const [from, until] of windows(start, end, places.length)) {
      const isOpen = (from === 0 && !atStart) || (until === places.length && !atEnd);
      // The place of the row beside this part is not known.
      if (isOpen || isMissing(until)) continue;
      const bounds = { low: places[from - 1], high: places[until] };
      found = kind.between(bounds, until - from, column, from < start || until > end);
      if (!found) continue;
      for (const [index, place] of found.entries()) places[from + index] = place;
      break;
    }
    if (found) continue;
    if (atStart && atEnd) throw new Error(`${column.name} has no room for ${places.length} places`);
    return undefined;
  }
  return places;
}

/** Ever larger parts of a list that contain the rows from `start` until `end`: with rows of one side, then of both. */
function* windows(
  start: number,
  end: number,
  length: number,
): Iterable<readonly [from: number, until: number], void> {
  yield [start, end];
  for (let reach = 1; reach < 2 * length; reach *= 2) {
    const from = Math.max(0, start - reach);
    const until = Math.min(length, end + reach);
    yield [from, end];
    yield [start, until];
    yield [from, until];
  }
}
