import { badUserInput } from '../errors.js';
import { int, parseInt32 } from './int.js';
import type { Kind } from './kind.js';

const [minimum, maximum] = [-(2 ** 15), 2 ** 15 - 1];
const isInRange = (value: number) => value >= minimum && value <= maximum;

// Its range has no room for places of rows in lists.
const { place: _place, ...others } = int;

/** `Int` in a column of 16 bits. It is compared with values of 32 bits, so any Int will do for an operand. */
export const smallint: Kind = {
  ...others,
  limits: () => `${minimum} to ${maximum}.`,
  input(value, _column, argument) {
    // GraphQL has coerced it to an Int.
    if (isInRange(value as number)) return value;
    throw badUserInput(`${argument} must be from ${minimum} to ${maximum}, got ${value}`, {
      argument,
    });
  },
  key: {
    parse(text) {
      const key = parseInt32(text);
      return key !== undefined && isInRange(key) ? key : undefined;
    },
  },
};
