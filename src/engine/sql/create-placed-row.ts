import type { Database, Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import { hasPositions, type Table } from '../model/tables.js';
import { assignPlaces } from './assign-places.js';
import { type Creation, createRow } from './create-row.js';
import type { NewLinks } from './new-link-tables.js';
import type { NewValues } from './new-values.js';
import { placesAt, placesAtEnds } from './place-targets.js';
import { withPlaces } from './placed-links.js';
import type { ListPlace } from './places.js';
import { lockOrderedLists } from './row-locks.js';

/** The result of `createPlacedRow`. */
export interface PlacedCreation extends Creation {
  /** Whether the row that the place is beside is in the list. If it is not, nothing was created. */
  readonly isPlace: boolean;
}

/**
 * Inserts a row and its links as `createRow` does. Its own lists have the order of their links; it is the last row of the lists of
 * others, or at `place` in the list of the first link's target.
 */
export async function createPlacedRow(
  table: Table,
  values: NewValues,
  links: readonly NewLinks[],
  database: Database,
  place?: ListPlace,
): Promise<PlacedCreation> {
  const own = links.map(inOwnList);
  const create = async (placed: readonly NewLinks[], executor: Executor) => ({
    ...(await createRow(table, values, placed, executor)),
    isPlace: true,
  });
  if (!own.some(({ end }) => hasPositions(end.back))) return create(own, database);
  return database.transaction(async (transaction) => {
    const placed: NewLinks[] = [];
    const lists = await lockOrderedLists(own, transaction);
    for (const [index, each] of own.entries()) {
      const at = index === 0 ? place : undefined;
      const found = await inOtherLists(each, at, lists.get(each.end.target), transaction);
      if (!found) return { row: undefined, missing: [], links: [], isPlace: false };
      placed.push(found);
    }
    return create(placed, transaction);
  });
}

/** Links with places in the order in which they are listed, if the list of the new row has an order of its own. */
function inOwnList(links: NewLinks): NewLinks {
  const { end, links: targets } = links;
  if (!hasPositions(end)) return links;
  const given = targets.map(() => undefined);
  const places = assignPlaces(end.position, { places: given, atStart: true, atEnd: true });
  const byTarget = new Map(targets.map(({ target }, index) => [target, places?.[index]]));
  return { ...links, links: withPlaces(end, targets, byTarget) };
}

/**
 * Links with places in the lists of their targets, if these have an order of their own. Those that exist are in `locked`. Undefined as
 * in `placesAt`.
 */
async function inOtherLists(
  links: NewLinks,
  place: ListPlace | undefined,
  locked: ReadonlySet<Key> | undefined,
  transaction: Executor,
): Promise<NewLinks | undefined> {
  const { back } = links.end;
  if (!hasPositions(back)) return links;
  const owners = links.links.map(({ target }) => target).filter((key) => locked?.has(key));
  const places = new Map<Key, readonly unknown[]>();
  if (place) {
    for (const owner of owners) {
      const found = await placesAt(back, owner, place, 1, transaction);
      if (!found) return undefined;
      places.set(owner, found);
    }
  } else {
    const counts = new Map(owners.map((owner) => [owner, 1]));
    for (const [owner, last] of await placesAtEnds(back, counts, transaction))
      places.set(owner, last);
  }
  const byOwner = new Map([...places].map(([owner, [found]]) => [owner, found]));
  return { ...links, links: withPlaces(back, links.links, byOwner) };
}
