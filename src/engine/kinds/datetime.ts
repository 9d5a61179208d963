import { sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import { isDay, isoDay, readStored } from './calendar.js';
import { orderedFilter } from './comparisons.js';
import type { Kind, Operands } from './kind.js';
import { textScalar } from './scalar.js';

/** https://www.rfc-editor.org/rfc/rfc3339#section-5.6, with up to three digits of a second. */
const written =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** The time in a format for timestamps with and without time zone; the latter are in UTC. */
function parse(text: string): string | undefined {
  const parts = written.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(Number);
  const [fraction = '', sign, hours, minutes] = parts.slice(7);
  if (year === 0 || !isDay({ year, month, day })) return undefined;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute - offset, second, Number(fraction.padEnd(3, '0')));
  // The offset may result in a year outside of four digits.
  return /^(?!0000)\d{4}-/.test(moment.toISOString())
    ? moment.toISOString().replace('T', ' ').replace('Z', '+00')
    : undefined;
}

const scalar = textScalar({
  name: 'DateTime',
  description:
    'A point in time, such as `2026-11-25T04:05:06.789Z`, returned in UTC with milliseconds. An input may have any offset, and at most three digits of a second.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  form: 'a date and time with offset such as 2026-11-25T04:05:06.789Z, with at most three digits of a second',
  parse,
});

/** The last year that PostgreSQL supports completely. */
const lastYear = 294_275;

const hasZone = ({ type }: ColumnModel) => type.startsWith('timestamptz');

const operands: Operands = {
  // With all digits, because comparisons must be exact.
  type: (column) => (hasZone(column) ? 'timestamptz' : 'timestamp'),
  value: (operand) => operand,
};

/** `DateTime`: points in time. A column without time zone has them in UTC, as with Prisma. */
export const datetime: Kind = {
  type: scalar,
  parameterType: operands.type,
  select: (value, column) =>
    hasZone(column) ? sql`(${value} AT TIME ZONE 'UTC')::text` : sql`${value}::text`,
  output(selected) {
    const { day, time = '' } = readStored(String(selected), lastYear) ?? {};
    if (!day) return selected;
    const [seconds, fraction = ''] = time.split('.');
    // Truncated, not rounded, so that the stored value is never before the shown one.
    return `${isoDay(day)}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  },
  input: (value) => value,
  filter: orderedFilter('moment', operands),
  order: {
    holds: (value) =>
      typeof value === 'string' &&
      (/^-?infinity$/.test(value) || readStored(value, lastYear)?.time !== undefined),
    parameter: (value, column) =>
      hasZone(column) ? sql`(${value}::timestamp AT TIME ZONE 'UTC')` : sql`${value}::timestamp`,
  },
};
