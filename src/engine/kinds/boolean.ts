import { sql } from 'kysely';
import { equality, operandsOf } from './comparisons.js';
import type { Kind } from './kind.js';

const operands = operandsOf('bool');
const { equals, not } = equality(operands);

/** `Boolean`: false is ordered before true. */
export const boolean: Kind = {
  type: 'Boolean',
  parameterType: operands.type,
  input: (value) => value,
  filter: {
    operands,
    description: 'Conditions on a Boolean, which must all hold.',
    operators: { equals, not },
  },
  order: {
    description: 'false before true',
    holds: (value) => typeof value === 'boolean',
    parameter: (value) => sql`${value}::bool`,
  },
};
