import type { Faker } from '@faker-js/faker';
import type { KindName } from '../../src/engine/kinds/kind-name.js';
import { longestText } from '../../src/engine/kinds/text.js';
import type { ColumnModel } from '../../src/engine/model/column.js';
import { textMaker } from './text-values.js';

/** A value of a column in JSON, from which PostgreSQL reads a row. */
export type Value = string | number | boolean | object | null;

/** Makes a value. */
export type Make = (faker: Faker) => Value;

/** Makes the value number `n` of distinct ones; undefined if there are not that many. */
type MakeDistinct = (faker: Faker, n: number) => Value | undefined;

interface KindValues {
  /** A plausible value. */
  readonly one: Make;
  readonly nth: MakeDistinct;
}

/** The time around which times are generated: a constant, so that a seed adds the same data on any day. */
export const seedTime = Date.UTC(2026, 0, 1);
const day = 86_400_000;

/** The values of each kind, for a column of a table or of a relation named `table`. */
export const kindValues: Readonly<
  Record<KindName, (table: string, column: ColumnModel) => KindValues>
> = {
  text(table, { name, maximum = longestText }) {
    const make = textMaker(table, name);
    return {
      one: (faker) => cut(make(faker), maximum),
      nth: (faker, n) => distinctText(make(faker), n, maximum),
    };
  },
  uuid: () => ({ one: (faker) => faker.string.uuid(), nth: (faker) => faker.string.uuid() }),
  int: (_, { name }) => whole(name, 2 ** 31 - 1),
  smallint: (_, { name }) => whole(name, 2 ** 15 - 1),
  bigint: (_, { name }) => whole(name, Number.MAX_SAFE_INTEGER),
  float: (_, { name }) => ({
    one: (faker) =>
      faker.number.float({ max: /rating|score/i.test(name) ? 5 : 1000, fractionDigits: 2 }),
    nth: (_, n) => n + 0.5,
  }),
  decimal: (_, column) => decimal(column),
  boolean: () => ({ one: (faker) => faker.datatype.boolean(), nth: (_, n) => [false, true][n] }),
  datetime: (_, column) => ({
    one: (faker) => new Date(moment(faker, column)).toISOString(),
    nth: (_, n) => new Date(seedTime + n * 1000).toISOString(),
  }),
  date: (_, column) => ({
    one: (faker) => dateOf(moment(faker, column)),
    // Years of five digits have another format.
    nth: (_, n) => (n < 2_000_000 ? dateOf(seedTime + n * day) : undefined),
  }),
  enum(_, column) {
    const values = column.enum?.values.map(({ value }) => value) ?? [];
    return { one: (faker) => faker.helpers.arrayElement(values), nth: (_, n) => values[n] };
  },
  json: () => ({
    one: (faker) => ({ [faker.word.noun()]: faker.word.adjective(), level: faker.number.int(9) }),
    nth: (_, n) => ({ number: n }),
  }),
  bytes: () => ({
    one: (faker) => `\\\\x${faker.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' })}`,
    nth: (_, n) => `\\\\x${n.toString(16).padStart(16, '0')}`,
  }),
};

function whole(name: string, maximum: number): KindValues {
  const [, min, max] = wholeNumbers.find(([words]) => words.test(name)) ?? [/./, 0, 1000];
  return {
    one: (faker) => faker.number.int({ min, max }),
    nth: (_, n) => (n < maximum ? n + 1 : undefined),
  };
}

const wholeNumbers: readonly (readonly [RegExp, number, number])[] = [
  [/year/i, 1950, 2026],
  [/^age$|Age$/, 18, 90],
  [/position|rank|order|index|level|priority/i, 1, 20],
  [/rating|stars/i, 1, 5],
  [/views|hits|downloads|followers/i, 0, 1_000_000],
  [/quantity|stock|count/i, 0, 500],
];

/** Decimals within the precision of the column, and below 10,000. */
function decimal({ precision = 12, scale = 2 }: ColumnModel): KindValues {
  const room = 10 ** (precision - scale);
  return {
    one: (faker) =>
      faker.number
        .float({ max: Math.min(room, 10_000) - 10 ** -scale, fractionDigits: Math.min(scale, 6) })
        .toFixed(Math.min(scale, 6)),
    nth: (_, n) => (n < room ? String(n) : undefined),
  };
}

/** A time that is plausible for the name of the column, in milliseconds. */
function moment(faker: Faker, { name }: ColumnModel): number {
  if (/born|birth/i.test(name))
    return seedTime - faker.number.int({ min: 18 * 365, max: 90 * 365 }) * day;
  if (/start|open|publish|due|expire|end|until/i.test(name))
    return seedTime + faker.number.int({ min: -365, max: 365 }) * day + faker.number.int(day - 1);
  return seedTime - faker.number.int(3 * 365 * day);
}

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** A text, truncated to a number of code points. */
function cut(text: string, maximum: number): string {
  return text.length <= maximum ? text : [...text].slice(0, maximum).join('').trimEnd();
}

/** A text that ends in `n`, or in an email address the part before the @; undefined if it would be too long. */
function distinctText(text: string, n: number, maximum: number): string | undefined {
  const number = n.toString(36);
  if (number.length > maximum) return undefined;
  if (number.length === maximum) return number;
  const [, local = text, domain = ''] = /^([^@]*)(@.*)$/.exec(text) ?? [];
  const room = maximum - number.length - 1;
  const start = domain.length < room ? cut(local, room - domain.length) : cut(local, room);
  return `${start}-${number}${domain.length < room ? domain : ''}`;
}
