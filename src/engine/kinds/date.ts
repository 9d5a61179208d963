import { sql } from 'kysely';
import { isDay, isoDay, readStored } from './calendar.js';
import { operandsOf, orderedFilter } from './comparisons.js';
import type { Kind } from './kind.js';
import { textScalar } from './scalar.js';

const scalar = textScalar({
  name: 'Date',
  description: 'A date, such as `2026-11-25`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  form: 'a day such as 2026-11-25',
  parse(text) {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    const isKnown =
      Number(year) > 0 && isDay({ year: Number(year), month: Number(month), day: Number(day) });
    return isKnown ? text : undefined;
  },
});

/** The last year that PostgreSQL supports completely. */
const lastYear = 5_874_896;
const isInfinite = (text: string) => /^-?infinity$/.test(text);

const operands = operandsOf('date');

/** `Date`: days without a time. */
export const date: Kind = {
  type: scalar,
  parameterType: operands.type,
  select: (value) => sql`${value}::text`,
  output(selected) {
    const stored = readStored(String(selected), lastYear);
    return stored ? isoDay(stored.day) : selected;
  },
  input: (value) => value,
  filter: orderedFilter('day', operands),
  order: {
    holds: (value) =>
      typeof value === 'string' &&
      (isInfinite(value) || (readStored(value, lastYear) ?? { time: '' }).time === undefined),
    parameter: (value) => sql`${value}::date`,
  },
};
