import { sql } from 'kysely';
import { equality, operandsOf } from './comparisons.js';
import type { Kind } from './kind.js';
import { textScalar } from './scalar.js';

const written = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const scalar = textScalar({
  name: 'UUID',
  description:
    'A universally unique identifier in hexadecimal with hyphens, returned in lower case. An input may be in upper case.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc9562',
  form: 'a UUID such as 123e4567-e89b-12d3-a456-426614174000',
  parse(text) {
    const lower = text.toLowerCase();
    return written.test(lower) ? lower : undefined;
  },
});

const operands = operandsOf('uuid');

/** `UUID`: universally unique identifiers, in lower case. */
export const uuid: Kind = {
  type: scalar,
  parameterType: operands.type,
  input: (value) => value,
  filter: {
    operands,
    description: 'Conditions on a UUID, which must all hold.',
    operators: equality(operands),
  },
  order: {
    holds: (value) => typeof value === 'string' && written.test(value),
    parameter: (value) => sql`${value}::uuid`,
  },
  key: { parse: (text) => (written.test(text) ? text : undefined) },
};
