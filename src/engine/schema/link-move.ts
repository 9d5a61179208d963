import { badUserInput, checkAll } from '../errors.js';
import { encodeGlobalId } from '../model/global-id.js';
import type { PositionedEnd } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import { readTargetOrder } from '../sql/order.js';
import { moveLinks } from '../sql/placed-links.js';
import type { ListPlace } from '../sql/places.js';
import type { Builder } from './builder.js';
import { ownerInput, ownerMissing, readOwner } from './link-input.js';
import { mutationField } from './mutation-field.js';
import type { EndTypes } from './node-type.js';
import { placeInputs, placeMissing, readRequiredPlace } from './place-input.js';
import type { Input } from './value-inputs.js';
import { readTargets, targetsInputOf } from './wanted-links.js';

/** Adds to the schema the mutation that moves rows in the list of their owner. */
export function linkMove(
  builder: Builder,
  end: PositionedEnd,
  { owner: ownerType, list }: EndTypes,
): void {
  const { owner, target, field, singular } = end;
  const targetsField = fieldNames.ids(singular);
  mutationField<Input>(builder, {
    name: mutationNames.changeLinks('move', owner.name, field),
    description: `Moves ${field} in the list of the ${owner.one}: afterwards they are at one place, in the order of the input. Exactly one of \`after\`, \`before\`, \`first\` and \`last\` is required.`,
    input: (t) => ({
      ...ownerInput(t, end),
      [targetsField]: t.idList({
        required: true,
        description: `The IDs of the ${field}, at most 10,000, without duplicates. All of them must be in the list.`,
      }),
      ...placeInputs(t, end),
    }),
    lists: [targetsField],
    // Other rows may have to make room.
    unbounded: true,
    places: true,
    payload: {
      [owner.one]: { type: ownerType.object, description: `The ${owner.one} after the change.` },
      [fieldNames.movedEdges(singular)]: {
        type: [list.edge],
        description: `The ${field} that this mutation moved, in the default order.`,
      },
      movedCount: { type: 'Int', description: `The number of ${field} that this mutation moved.` },
    },
    resolve: async (input, { database }) => {
      const read = checkAll({
        owner: () => readOwner(end, ownerType.ids, input),
        targets: () => readTargets(end, list.ids, targetsInputOf(end, input)),
        place: () => readRequiredPlace(end, list.ids, input),
        different: () => refuseRepeated(targetsField, input),
      });
      const { keys, argument } = read.targets;
      refuseOwnPlace(end, keys, read.place, argument);
      const placement = { owner: read.owner, targets: keys, place: read.place };
      const move = await moveLinks(end, placement, database);
      if (!move) throw ownerMissing(end, read.owner);
      refuseMissing(target, keys, move.missing, argument);
      if (!move.isPlace) throw placeMissing(end, read.place);
      const order = readTargetOrder(end);
      return {
        [owner.one]: move.owner,
        [fieldNames.movedEdges(singular)]: move.moved.map((node) => ({ node, order })),
        movedCount: move.moved.length,
      };
    },
  });
}

/** Throws BAD_USER_INPUT if a list of IDs names a row twice. */
function refuseRepeated(field: string, input: Input): void {
  const argument = `input.${field}`;
  const seen = new Set<string>();
  // GraphQL has coerced it to a list of IDs.
  const repeated = (input[field] as readonly string[]).filter(
    (id) => seen.size === seen.add(id).size,
  );
  if (repeated.length > 0) {
    throw badUserInput(`${argument} must not contain an ID twice`, { argument, ids: repeated });
  }
}

/** Throws BAD_USER_INPUT if the place is beside one of the rows that are moved. */
function refuseOwnPlace(
  { target }: PositionedEnd,
  keys: readonly (number | string)[],
  place: ListPlace,
  argument: string,
): void {
  if (!('target' in place) || !keys.includes(place.target)) return;
  throw badUserInput(`input.${place.at} must not be in ${argument}`, {
    argument: `input.${place.at}`,
    ids: [encodeGlobalId(target.name, place.target)],
  });
}
