import type { Database, Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import { type End, hasPositions, type PositionedEnd } from '../model/tables.js';
import type { Row } from './columns.js';
import type { NewLink } from './link-groups.js';
import {
  addLinks,
  addLinksAtOnce,
  type LinkChange,
  type LockedEnds,
  lockEnds,
  replaceLinks,
} from './link-statements.js';
import {
  type Placement,
  placesAtEnds,
  placesOfAll,
  placesOfMoved,
  placesOfNew,
} from './place-targets.js';
import { writePlaces } from './place-update.js';
import type { ListPlace } from './places.js';

/** Whether new links along an end get places, in the list of the owner or in those of the targets. */
export const makesPlaces = (end: End): boolean => hasPositions(end) || hasPositions(end.back);

/** Whether the row that a place is beside is in the list. If it is not, nothing was changed. */
interface AtPlace {
  readonly isPlace: boolean;
}

/** The result of `addLinks` at a place. */
export type PlacedChange = LockedEnds & Partial<Pick<LinkChange, 'added'>> & AtPlace;

/**
 * Creates those of `links` that do not exist, at a place in the list of the owner if it has an order of its own; by default at its
 * end. Lists of the targets with an order of their own get the owner as their last row. Undefined if the owner does not exist.
 */
export async function addPlacedLinks(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  place: ListPlace | undefined,
  database: Database,
): Promise<PlacedChange | undefined> {
  if (!makesPlaces(end)) return atPlace(await addLinks(end, owner, links, database));
  return database.transaction(async (transaction) => {
    const targets = links.map(({ target }) => target);
    const ends = await lockEnds(end, owner, targets, transaction);
    if (!ends || ends.missing.length > 0) return atPlace(ends);
    const added = await addInOrder(end, owner, links, place, transaction);
    return added ?? { ...ends, isPlace: false };
  });
}

const atPlace = <Result>(result: Result | undefined): (Result & AtPlace) | undefined =>
  result && { ...result, isPlace: true };

/** The same in a transaction that has locked both ends, of which all rows exist. */
export async function addInOrder(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  place: ListPlace | undefined,
  transaction: Executor,
): Promise<PlacedChange | undefined> {
  let placed = links;
  if (hasPositions(end)) {
    const targets = links.map(({ target }) => target);
    const placement = { owner, targets, place: place ?? { at: 'last' as const } };
    const found = await placesOfNew(end, placement, transaction);
    if (!found) return undefined;
    if (found.shifted.size > 0) await writePlaces(end, owner, found.shifted, [], transaction);
    placed = withPlaces(end, placed, found.places);
  }
  placed = await inListsOfTargets(end, placed, transaction);
  return atPlace(await addLinksAtOnce(end, owner, placed, transaction));
}

/** The same as `replaceLinks`, in the order of `links` where the list of the owner has an order of its own. Both ends must be locked. */
export async function replacePlacedLinks(
  end: End,
  owner: Key,
  links: readonly NewLink[],
  transaction: Executor,
): Promise<LinkChange> {
  let placed = links;
  if (hasPositions(end)) {
    const targets = links.map(({ target }) => target);
    const { places, shifted } = await placesOfAll(end, owner, targets, transaction);
    const moved = [...shifted.keys()];
    if (shifted.size > 0) await writePlaces(end, owner, shifted, moved, transaction);
    placed = withPlaces(end, placed, places);
  }
  placed = await inListsOfTargets(end, placed, transaction);
  return replaceLinks(end, owner, placed, transaction);
}

/** Links with places at the end of the lists of their targets, if these have an order of their own. */
async function inListsOfTargets(
  { back }: End,
  links: readonly NewLink[],
  transaction: Executor,
): Promise<readonly NewLink[]> {
  if (!hasPositions(back)) return links;
  const counts = new Map(links.map(({ target }) => [target, 1]));
  const places = await placesAtEnds(back, counts, transaction);
  return withPlaces(back, links, new Map([...places].map(([target, [place]]) => [target, place])));
}

/** New links with values for the column with the positions of `end`. */
export function withPlaces(
  { position }: PositionedEnd,
  links: readonly NewLink[],
  places: ReadonlyMap<Key, unknown>,
): NewLink[] {
  return links.map(({ target, values }) => ({
    target,
    values: [...values, { column: position, value: places.get(target) }],
  }));
}

/** The result of `moveLinks`. */
export interface Move extends AtPlace {
  readonly owner: Row;
  /** The targets that are not in the list. If there are any, nothing was changed. */
  readonly missing: readonly Key[];
  /** The targets with the columns of their links, in the order of the list. */
  readonly moved: readonly Row[];
}

/** Moves targets to a place in the list of the owner. Undefined if the owner does not exist. */
export function moveLinks(
  end: PositionedEnd,
  placement: Placement,
  database: Database,
): Promise<Move | undefined> {
  const { owner, targets } = placement;
  return database.transaction(async (transaction) => {
    const ends = await lockEnds(end, owner, [], transaction);
    if (!ends) return undefined;
    const { isPlace, linked, room } = await placesOfMoved(end, placement, transaction);
    const missing = targets.filter((key) => !linked.has(key));
    if (!room) return { owner: ends.owner, isPlace, missing, moved: [] };
    // First, because a statement that waits for other rows returns those that it moves as they were when it began.
    if (room.shifted.size > 0) await writePlaces(end, owner, room.shifted, [], transaction);
    const places = new Map(targets.map((key, index) => [key, room.places[index]]));
    const moved = await writePlaces(end, owner, places, targets, transaction);
    return { owner: ends.owner, isPlace, missing, moved };
  });
}
