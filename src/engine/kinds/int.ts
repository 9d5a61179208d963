import { sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import { operandsOf, orderedFilter } from './comparisons.js';
import { integerPlaces } from './integer-places.js';
import type { Kind } from './kind.js';

const operands = operandsOf('int');

/** A whole number in canonical form, in the range of PostgreSQL's `int4`; undefined for any other text. */
export function parseInt32(text: string): number | undefined {
  if (!/^(0|-?[1-9]\d{0,9})$/.test(text)) return undefined;
  const number = Number(text);
  return isInt32(number) ? number : undefined;
}

/** Whether keys come from a sequence, which begins at 1. The API promises that an ID with a smaller one is malformed. */
const isCounted = (column: ColumnModel) => column.default === 'database';

const isInt32 = (value: unknown) => typeof value === 'number' && value === (value | 0);

const range = { minimum: -(2n ** 31n), maximum: 2n ** 31n - 1n, step: 2n ** 10n };

/** `Int`: 32-bit integers. */
export const int: Kind = {
  type: 'Int',
  parameterType: operands.type,
  // GraphQL has coerced it to an Int, which has 32 bits like the column.
  input: (value) => value,
  filter: orderedFilter('whole number', operands),
  order: { holds: isInt32, parameter: (value) => sql`${value}::int` },
  place: integerPlaces(range, (selected) => BigInt(Number(selected)), Number),
  key: {
    parse(text, column) {
      const key = parseInt32(text);
      return key === undefined || (isCounted(column) && key < 1) ? undefined : key;
    },
  },
};
