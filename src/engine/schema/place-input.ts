import type { GraphQLError } from 'graphql';
import { badUserInput } from '../errors.js';
import type { GlobalIds } from '../model/global-id.js';
import type { PositionedEnd } from '../model/tables.js';
import { placeNames } from '../naming.js';
import { rowMissing } from '../paging/node-loader.js';
import type { ListPlace } from '../sql/places.js';
import type { InputFields } from './builder.js';
import type { Input } from './value-inputs.js';

const { after, before, first, last } = placeNames;
const names = Object.values(placeNames);

/** The input fields for a place in the owner's list. */
export function placeInputs(
  t: InputFields,
  { singular, field }: Pick<PositionedEnd, 'singular' | 'field'>,
) {
  const beside = (where: string) =>
    t.id({
      description: `The ID of the ${singular} ${where} which they are placed. It must be one of the ${field}.`,
    });
  const at = (where: string) =>
    t.boolean({
      description: `Places them at the ${where} of the list. Only \`true\` is allowed.`,
    });
  return {
    [after]: beside('after'),
    [before]: beside('before'),
    [first]: at('start'),
    [last]: at('end'),
  };
}

/** Reads the place in an input; undefined if there is none. Throws BAD_USER_INPUT for more than one, and as `ids.key` does. */
export function readPlace(
  { target }: PositionedEnd,
  ids: GlobalIds,
  input: Input,
): ListPlace | undefined {
  const given = names.filter((name) => input[name] !== undefined && input[name] !== null);
  const [name, other] = given;
  if (name === undefined) return undefined;
  const argument = `input.${name}`;
  if (other !== undefined) {
    const message = `input must have only one of ${names.join(', ')}, got ${given.join(' and ')}`;
    throw badUserInput(message, { argument: `input.${other}` });
  }
  if (name === after || name === before)
    return { at: name, target: ids.key(target.name, String(input[name]), argument) };
  if (input[name] !== true)
    throw badUserInput(`${argument} must be true, or be omitted`, { argument });
  return { at: name === first ? first : last };
}

/** The same for an input that must have a place. */
export function readRequiredPlace(end: PositionedEnd, ids: GlobalIds, input: Input): ListPlace {
  const place = readPlace(end, ids, input);
  if (place) return place;
  throw badUserInput(`input must have one of ${names.join(', ')}`, { argument: 'input' });
}

/** The error for a place beside a row that is not in the list. */
export function placeMissing(
  { target }: Pick<PositionedEnd, 'target'>,
  place: ListPlace | undefined,
): GraphQLError {
  if (!place || !('target' in place)) throw new Error('an end of a list is always there');
  return rowMissing(target, place.target, `input.${place.at}`);
}
