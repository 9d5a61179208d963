import { sql } from 'kysely';
import { operandsOf, orderedFilter } from './comparisons.js';
import { integerPlaces } from './integer-places.js';
import type { Kind } from './kind.js';
import { textScalar } from './scalar.js';

const [minimum, maximum] = [-(2n ** 63n), 2n ** 63n - 1n];

/** A whole number in canonical form, in the range of PostgreSQL's `int8`. */
function isWritten(text: string): boolean {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return false;
  const number = BigInt(text);
  return number >= minimum && number <= maximum;
}

const scalar = textScalar({
  name: 'BigInt',
  description:
    'A 64-bit integer, returned as a string. An input may be a string or an integer; beyond 2^53 it must be a string.',
  specifiedByURL: 'https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT',
  form: 'a whole number of 64 bits, as a string beyond 2^53',
  parse: (text) => (isWritten(text) ? text : text === '-0' ? '0' : undefined),
  takes: 'integers',
});

const operands = operandsOf('int8');

/** `BigInt`: 64-bit integers, as texts. */
export const bigint: Kind = {
  type: scalar,
  parameterType: operands.type,
  select: (value) => sql`${value}::text`,
  input: (value) => value,
  filter: orderedFilter('whole number', operands),
  order: {
    holds: (value) => typeof value === 'string' && isWritten(value),
    parameter: (value) => sql`${value}::int8`,
  },
  place: integerPlaces(
    { minimum, maximum, step: 2n ** 32n },
    (selected) => BigInt(String(selected)),
    String,
  ),
  key: { parse: (text) => (isWritten(text) ? text : undefined) },
};
