import { badUserInput, checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/columns.js';
import type { Pair, PairLink } from '../sql/pair-statements.js';
import type { Input } from './value-inputs.js';

const linksPath = `input.${fieldNames.links}`;

/** The name of the input field for the ID of a target. */
export const targetField = ({ singular }: End): string => fieldNames.id(singular);

/** The pairs in an input, in its order. Throws the first error by code. */
export function readPairs(end: End, ids: GlobalIds, input: Input): PairLink[] {
  const { owners, targets } = checkAll({
    owners: () => ids.keys(end.owner.name, idsIn(input, fieldNames.id(end.owner.one)), linksPath),
    targets: () => ids.keys(end.target.name, idsIn(input, targetField(end)), linksPath),
  });
  // Both have a key for each item of the list.
  return owners.map((owner, index) => ({ owner, target: targets[index] as Key, values: [] }));
}

// GraphQL has coerced it to a list of objects with these IDs.
const idsIn = (input: Input, field: string) =>
  (input[fieldNames.links] as readonly Input[]).map((each) => String(each[field]));

/** Throws BAD_USER_INPUT if a pair is in an input twice: its columns could differ. */
export function refuseRepeated(end: End, input: Input): void {
  const [owners, targets] = [fieldNames.id(end.owner.one), targetField(end)].map((field) =>
    idsIn(input, field),
  );
  const seen = new Set<string>();
  const repeated = (targets ?? []).filter(
    (target, index) => seen.size === seen.add(`${owners?.[index]} ${target}`).size,
  );
  if (repeated.length === 0) return;
  const message = `${linksPath} must not contain a pair twice`;
  throw badUserInput(message, { argument: linksPath, ids: repeated });
}

/** Throws NOT_FOUND for missing owners, or else for missing targets. */
export function refuseMissingPairs(
  { owner, target }: End,
  pairs: readonly Pair[],
  missingOwners: readonly Key[],
  missingTargets: readonly Key[],
): void {
  refuseMissing(
    owner,
    pairs.map((pair) => pair.owner),
    missingOwners,
    linksPath,
  );
  refuseMissing(
    target,
    pairs.map((pair) => pair.target),
    missingTargets,
    linksPath,
  );
}

/** The pairs without repeated ones. */
export function distinct<Each extends Pair>(pairs: readonly Each[]): Each[] {
  return [
    ...new Map(pairs.map((pair) => [JSON.stringify([pair.owner, pair.target]), pair])).values(),
  ];
}

/** The owners in the order in which the pairs first name them. */
export function inOrder(pairs: readonly Pair[], owners: readonly Row[]): Row[] {
  const rows = new Map(owners.map((owner) => [owner.id, owner]));
  const keys = [...new Set(pairs.map(({ owner }) => owner))];
  return keys.map((key) => rows.get(key)).filter((row) => row !== undefined);
}
