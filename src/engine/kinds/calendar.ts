/** A day in the proleptic Gregorian calendar. The year 0 is 1 BC. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Whether the day exists. */
export function isDay({ year, month, day }: Day): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** The first year that PostgreSQL supports completely: 4713 BC. */
const firstYear = -4712;

/**
 * Parses a date or timestamp in PostgreSQL's format, `2026-11-25` or `2026-11-25 04:05:06.789`, into its day and time of day.
 * Returns undefined for any other text.
 */
export function readStored(
  text: string,
  lastYear: number,
): { readonly day: Day; readonly time: string | undefined } | undefined {
  const parts =
    /^(\d{4,7})-(\d\d)-(\d\d)(?: ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?))?( BC)?$/.exec(
      text,
    );
  if (!parts) return undefined;
  const [, year, month, date, time, isBefore] = parts;
  const day = {
    year: isBefore ? 1 - Number(year) : Number(year),
    month: Number(month),
    day: Number(date),
  };
  const isKnown = Number(year) > 0 && day.year >= firstYear && day.year <= lastYear && isDay(day);
  return isKnown ? { day, time } : undefined;
}

/** A day in ISO 8601: `2026-11-25`, or `-000043-03-15` for a year without four digits. */
export function isoDay({ year, month, day }: Day): string {
  const digits = String(Math.abs(year));
  const isPlain = year >= 0 && year <= 9999;
  const sign = isPlain ? '' : year < 0 ? '-' : '+';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${sign}${digits.padStart(isPlain ? 4 : 6, '0')}-${two(month)}-${two(day)}`;
}
