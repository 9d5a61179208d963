import type { Database } from '../database.js';
import type { End } from '../model/tables.js';
import { groupedBy } from './grouped-by.js';
import {
  type LinkedPairs,
  linkPairs,
  lockPairEnds,
  type OwnedRow,
  type PairLink,
} from './pair-statements.js';
import { addInOrder, makesPlaces } from './placed-links.js';

/**
 * Creates those of `links` that do not exist, as `linkPairs` does. If lists have an order of their own, the new links are the last ones
 * in the order of `links`, made owner by owner.
 */
export async function linkPlacedPairs(
  end: End,
  links: readonly PairLink[],
  database: Database,
): Promise<LinkedPairs> {
  if (!makesPlaces(end)) return linkPairs(end, links, database);
  return database.transaction(async (transaction) => {
    const ends = await lockPairEnds(end, links, transaction);
    const added: OwnedRow[] = [];
    if (ends.missingOwners.length > 0 || ends.missingTargets.length > 0) return { ...ends, added };
    const byOwner = groupedBy(links, ({ owner }) => owner);
    for (const [owner, own] of byOwner) {
      const change = await addInOrder(end, owner, own, undefined, transaction);
      for (const row of change?.added ?? []) added.push({ ...row, _owner: owner });
    }
    return { ...ends, added };
  });
}
