import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { PositionedEnd } from '../model/tables.js';
import { assignPlaces, placeKindOf } from './assign-places.js';
import { longestIncreasing } from './longest-increasing.js';
import { writePlaces } from './place-update.js';
import { type ListPlace, type Neighbours, readLastPlaces, readNeighbours } from './places.js';

/** The places of targets in an owner's list. */
export interface TargetPlaces {
  /** By target; for targets that keep their places too. */
  readonly places: ReadonlyMap<Key, unknown>;
  /** The new places of rows that are in the list, to make room. */
  readonly shifted: ReadonlyMap<Key, unknown>;
}

/** Targets at a place in the list of an owner, one after the other. */
export interface Placement {
  readonly owner: Key;
  readonly targets: readonly Key[];
  readonly place: ListPlace;
}

/** Room for new places, in order, and what has to change for it. */
interface Room {
  readonly places: readonly unknown[];
  readonly shifted: ReadonlyMap<Key, unknown>;
}

/** The number of rows on each side of a place that are read first, and by which it grows if there is no room among them. */
const firstSize = 8;
const growth = 16;

/**
 * Finds places for those of the targets that are not in the list of the owner, which must be locked. The others keep theirs.
 * Undefined if the row that the place is beside is not in the list.
 */
export async function placesOfNew(
  end: PositionedEnd,
  { owner, targets, place }: Placement,
  executor: Executor,
): Promise<TargetPlaces | undefined> {
  const question = { owner, targets, place, moved: false, size: firstSize };
  const found = await readNeighbours(end, question, executor);
  if (!found.isPlace) return undefined;
  const kept = new Map(found.linked.map((row) => [row.key, row.place]));
  const added = targets.filter((key) => !kept.has(key));
  const { places, shifted } = await roomFor(end, question, added.length, found, executor);
  return {
    // A row that has to make room may be one of the targets.
    places: new Map([
      ...kept,
      ...shifted,
      ...added.map((key, index) => [key, places[index]] as const),
    ]),
    shifted,
  };
}

/** Moves targets in the list of the owner, which must be locked. */
export async function placesOfMoved(
  end: PositionedEnd,
  { owner, targets, place }: Placement,
  executor: Executor,
): Promise<
  Pick<Neighbours, 'isPlace'> & { readonly linked: ReadonlySet<Key>; readonly room?: Room }
> {
  const question = { owner, targets, place, moved: true, size: firstSize };
  const found = await readNeighbours(end, question, executor);
  const linked = new Set(found.linked.map(({ key }) => key));
  if (!found.isPlace || linked.size < targets.length) return { isPlace: found.isPlace, linked };
  const room = await roomFor(end, question, targets.length, found, executor);
  return { isPlace: true, linked, room };
}

/**
 * Finds places for targets as the whole list of the owner, which must be locked, in their order. As many as possible of those that are in
 * the list keep theirs.
 */
export async function placesOfAll(
  end: PositionedEnd,
  owner: Key,
  targets: readonly Key[],
  executor: Executor,
): Promise<TargetPlaces> {
  const question = { owner, targets, place: undefined, moved: false, size: 0 };
  const { linked } = await readNeighbours(end, question, executor);
  const before = new Map(linked.map(({ key, place }) => [key, place]));
  const order = new Map(linked.map(({ key }, index) => [key, index]));
  const kept = new Set(longestIncreasing(targets.flatMap((key) => order.get(key) ?? [])));
  const places = assignPlaces(end.position, {
    places: targets.map((key) => (kept.has(order.get(key) ?? -1) ? before.get(key) : undefined)),
    atStart: true,
    atEnd: true,
  });
  const all = targets.map((key, index) => [key, places?.[index]] as const);
  return {
    places: new Map(all),
    shifted: new Map(all.filter(([key, place]) => before.has(key) && before.get(key) !== place)),
  };
}

/**
 * Finds the last places in lists for new rows: as many for each owner as it has in `counts`. The owners must be locked. The lists are
 * read by one statement, unless one of them has no room.
 */
export async function placesAtEnds(
  end: PositionedEnd,
  counts: ReadonlyMap<Key, number>,
  executor: Executor,
): Promise<ReadonlyMap<Key, readonly unknown[]>> {
  const last = await readLastPlaces(end, [...counts.keys()], executor);
  const kind = placeKindOf(end.position);
  const found = new Map<Key, readonly unknown[]>();
  for (const [owner, count] of counts) {
    const bounds = { low: last.get(owner), high: undefined };
    const places =
      kind.between(bounds, count, end.position, false) ??
      (await placesAt(end, owner, { at: 'last' }, count, executor));
    found.set(owner, places ?? []);
  }
  return found;
}

/**
 * Makes room for rows that do not exist yet in the list of the owner, which must be locked. Undefined if the row that the place is
 * beside is not in the list.
 */
export async function placesAt(
  end: PositionedEnd,
  owner: Key,
  place: ListPlace,
  count: number,
  executor: Executor,
): Promise<readonly unknown[] | undefined> {
  const question = { owner, targets: [], place, moved: false, size: firstSize };
  const found = await readNeighbours(end, question, executor);
  if (!found.isPlace) return undefined;
  const { places, shifted } = await roomFor(end, question, count, found, executor);
  if (shifted.size > 0) await writePlaces(end, owner, shifted, [], executor);
  return places;
}

/** Finds room between neighbours, or among more of them. */
async function roomFor(
  end: PositionedEnd,
  question: Parameters<typeof readNeighbours>[1],
  count: number,
  { before, after }: Neighbours,
  executor: Executor,
): Promise<Room> {
  const missing = Array.from({ length: count }, () => undefined);
  const assigned = assignPlaces(end.position, {
    places: [...before.map(({ place }) => place), ...missing, ...after.map(({ place }) => place)],
    atStart: before.length < question.size,
    atEnd: after.length < question.size,
  });
  if (!assigned) {
    const larger = { ...question, size: question.size * growth };
    const found = await readNeighbours(end, larger, executor);
    return roomFor(end, larger, count, found, executor);
  }
  const newPlaceOf = (index: number) => assigned[index < before.length ? index : index + count];
  const shifted = [...before, ...after].flatMap(({ key, place }, index) =>
    newPlaceOf(index) === place ? [] : [[key, newPlaceOf(index)] as const],
  );
  return {
    places: assigned.slice(before.length, before.length + count),
    shifted: new Map(shifted),
  };
}
