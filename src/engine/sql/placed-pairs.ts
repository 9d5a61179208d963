import type { Database, Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import { type End, hasPositions, type PositionedEnd } from '../model/tables.js';
import { groupedBy } from './grouped-by.js';
import {
  type LinkedPairs,
  linkPairs,
  linkPairsAtOnce,
  lockPairEnds,
  type PairLink,
} from './pair-statements.js';
import { placesAtEnds } from './place-targets.js';
import { makesPlaces } from './placed-links.js';

/**
 * Creates those of `links` that do not exist, as `linkPairs` does. If lists have an order of their own, the new links are the last ones
 * in the order of `links`, owner by owner.
 */
export async function linkPlacedPairs(
  end: End,
  links: readonly PairLink[],
  database: Database,
): Promise<LinkedPairs> {
  if (!makesPlaces(end)) return linkPairs(end, links, database);
  return database.transaction(async (transaction) => {
    const ends = await lockPairEnds(end, links, transaction);
    if (ends.missingOwners.length > 0 || ends.missingTargets.length > 0)
      return { ...ends, added: [] };
    let placed = links;
    if (hasPositions(end)) placed = await atEnds(end, placed, ({ owner }) => owner, transaction);
    if (hasPositions(end.back))
      placed = await atEnds(end.back, placed, ({ target }) => target, transaction);
    return linkPairsAtOnce(end, placed, transaction);
  });
}

/** Links with the last places in lists, which are those of `ownerOf` a link. */
async function atEnds(
  end: PositionedEnd,
  links: readonly PairLink[],
  ownerOf: (link: PairLink) => Key,
  transaction: Executor,
): Promise<readonly PairLink[]> {
  const lists = [...groupedBy(links, ownerOf)];
  const counts = new Map(lists.map(([owner, own]) => [owner, own.length]));
  const places = await placesAtEnds(end, counts, transaction);
  return lists.flatMap(([owner, own]) =>
    own.map((link, index) => ({
      ...link,
      values: [...link.values, { column: end.position, value: places.get(owner)?.[index] }],
    })),
  );
}
