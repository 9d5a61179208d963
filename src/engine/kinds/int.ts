import { equality, type Operands, ordering } from './comparisons.js';
import type { Kind } from './kind.js';

const operands: Operands = {
  type: () => 'int',
  // GraphQL's Int has 32 bits, as the column has.
  value: (operand) => operand,
};

const maximumKey = 2 ** 31 - 1;

/** `Int`: whole numbers of 32 bits. */
export const int: Kind = {
  type: () => 'Int',
  parameterType: operands.type,
  input: (value) => value,
  filter: {
    name: () => 'Int',
    description: 'Conditions on an integer, which must all hold.',
    operators: { ...equality(operands), ...ordering(operands) },
  },
  order: {
    holds: (value) => typeof value === 'number' && Number.isInteger(value) && value === (value | 0),
  },
  key: {
    parse(text) {
      if (!/^[1-9]\d{0,9}$/.test(text)) return undefined;
      const key = Number(text);
      return key <= maximumKey ? key : undefined;
    },
  },
};
