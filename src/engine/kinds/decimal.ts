import { sql } from 'kysely';
import { badUserInput } from '../errors.js';
import { operandsOf, orderedFilter } from './comparisons.js';
import type { Kind } from './kind.js';
import { textScalar } from './scalar.js';

/** The maximum number of digits before and after the point: the maximum precision of a column in PostgreSQL. */
const mostDigits = 1_000;

/** A decimal number without exponent and superfluous zeros; undefined if it is invalid or has too many digits. */
function plainDecimal(text: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (!parts || text.length > 3 * mostDigits) return undefined;
  const [, sign, integer = '', decimals = '', exponent = '0'] = parts;
  const point = integer.length + Number(exponent);
  if (Math.abs(point) > 3 * mostDigits) return undefined;
  const digits = (integer + decimals).padStart(integer.length + decimals.length - point, '0');
  const shift = Math.max(point, 0);
  const whole = digits.slice(0, shift).padEnd(shift, '0').replace(/^0+/, '');
  const fraction = digits.slice(shift).replace(/0+$/, '');
  if (whole.length > mostDigits || fraction.length > mostDigits) return undefined;
  const plain = (whole || '0') + (fraction && `.${fraction}`);
  return sign && plain !== '0' ? `-${plain}` : plain;
}

const scalar = textScalar({
  name: 'Decimal',
  description:
    'An exact decimal number, returned as a string without exponent and trailing zeros. An input may be a string or a number.',
  specifiedByURL:
    'https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL',
  form: `a decimal number with at most ${mostDigits} digits on either side of the point`,
  parse: plainDecimal,
  takes: 'numbers',
});

/**
 * Whether a text is what PostgreSQL selects for a number. A column without a precision has up to 131,072 digits before the point and
 * 16,383 after it, which is more than the API takes.
 */
function isSelected(text: string): boolean {
  const [, whole = '', fraction = ''] = /^-?(0|[1-9]\d*)(?:\.(\d*[1-9]))?$/.exec(text) ?? [];
  return whole !== '' && whole.length <= 131_072 && fraction.length <= 16_383 && text !== '-0';
}

const operands = operandsOf('numeric');

/** `Decimal`: exact numbers, as texts without trailing zeros. */
export const decimal: Kind = {
  type: scalar,
  limits: ({ precision, scale = 0 }) =>
    precision === undefined
      ? ''
      : `At most ${precision - scale} digits before the point and ${scale} after it.`,
  parameterType: operands.type,
  select: (value) => sql`trim_scale(${value})::text`,
  input(value, { precision, scale = 0 }, argument) {
    // The scalar has parsed it to a string such as -12.5.
    const [whole = '', fraction = ''] = String(value).replace(/^-/, '').split('.');
    const digits = (whole + fraction.padEnd(scale, '0')).replace(/^0+/, '');
    if (precision === undefined || (fraction.length <= scale && digits.length <= precision))
      return value;
    throw badUserInput(
      `${argument} must have at most ${precision - scale} digits before the point and ${scale} after it`,
      { argument },
    );
  },
  filter: orderedFilter('decimal number', operands),
  order: {
    // PostgreSQL also has NaN and the infinities.
    holds: (value) =>
      typeof value === 'string' && (/^(NaN|-?Infinity)$/.test(value) || isSelected(value)),
    parameter: (value) => sql`${value}::numeric`,
  },
};
