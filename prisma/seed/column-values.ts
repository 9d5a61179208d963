import type { Faker } from '@faker-js/faker';
import type { ColumnModel, KindName } from '../../src/engine/model/column.js';
import { textMaker } from './text-values.js';

/** A value of a column in JSON, from which PostgreSQL reads a row. */
export type Value = string | number | boolean | object | null;

/** Makes the values of one column. */
export interface ColumnValues {
  /** A plausible value; sometimes null, if the column is nullable. */
  any(faker: Faker): Value;
  /** A value that is unique for `n`; undefined if the column cannot have that many values. */
  distinct(faker: Faker, n: number): Value | undefined;
}

/** The maximum length of a text in a column without a limit. */
const longestText = 10_000;

/** The time around which times are generated: a constant, so that a seed adds the same data on any day. */
const now = Date.UTC(2026, 0, 1);
const day = 86_400_000;

/** The share of nulls in a nullable column. */
export const nullShare = 0.15;

type Make = (faker: Faker) => Value;
type Nth = (faker: Faker, n: number) => Value | undefined;

/** The values of a column of a table or of a relation named `table`. */
export function columnValues(table: string, column: ColumnModel): ColumnValues {
  const { one, nth } = makers(table, column);
  const makeOne: Make = column.list
    ? (faker) => Array.from({ length: faker.number.int(4) }, () => one(faker))
    : one;
  return {
    any: (faker) => (column.nullable && faker.number.float() < nullShare ? null : makeOne(faker)),
    distinct: (faker, n) => (column.list ? [nth(faker, n) ?? null] : nth(faker, n)),
  };
}

function makers(table: string, column: ColumnModel): { one: Make; nth: Nth } {
  const { maximum = longestText } = column;
  const id = generatedId(column);
  if (id) return { one: id, nth: id };
  switch (column.kind) {
    case 'text': {
      const make = textMaker(table, column.name);
      return {
        one: (faker) => cut(make(faker), maximum),
        nth: (faker, n) => distinctText(make(faker), n, maximum),
      };
    }
    case 'uuid':
      return { one: uuid, nth: uuid };
    case 'int':
      return whole(column.name, 2 ** 31 - 1);
    case 'smallint':
      return whole(column.name, 2 ** 15 - 1);
    case 'bigint':
      return whole(column.name, Number.MAX_SAFE_INTEGER);
    case 'float':
      return {
        one: (faker) =>
          faker.number.float({
            max: /rating|score/i.test(column.name) ? 5 : 1000,
            fractionDigits: 2,
          }),
        nth: (_, n) => n + 0.5,
      };
    case 'decimal':
      return decimal(column);
    case 'boolean':
      return { one: (faker) => faker.datatype.boolean(), nth: (_, n) => [false, true][n] };
    case 'datetime':
      return {
        one: (faker) => new Date(moment(faker, column)).toISOString(),
        nth: (_, n) => new Date(now + n * 1000).toISOString(),
      };
    case 'date':
      return {
        one: (faker) => dateOf(moment(faker, column)),
        // Years of five digits have another format.
        nth: (_, n) => (n < 2_000_000 ? dateOf(now + n * day) : undefined),
      };
    case 'enum': {
      const values = column.enum?.values.map(({ value }) => value) ?? [];
      return { one: (faker) => faker.helpers.arrayElement(values), nth: (_, n) => values[n] };
    }
    case 'json':
      return {
        one: (faker) => ({
          [faker.word.noun()]: faker.word.adjective(),
          level: faker.number.int(9),
        }),
        nth: (_, n) => ({ number: n }),
      };
    case 'bytes':
      return {
        one: (faker) =>
          `\\\\x${faker.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' })}`,
        nth: (_, n) => `\\\\x${n.toString(16).padStart(16, '0')}`,
      };
    default:
      return unknownKind(column.kind);
  }
}

function unknownKind(kind: never): never {
  throw new Error(`columns of the kind ${kind satisfies KindName} cannot be filled`);
}

/** The generator of a default that Prisma's client would generate, with the seeded random numbers. */
function generatedId({ default: source }: ColumnModel): Make | undefined {
  if (typeof source !== 'object') return undefined;
  switch (source.generator) {
    case 'uuid':
      return uuid;
    case 'cuid':
      return (faker) =>
        `c${faker.string.alphanumeric({ length: source.version === 1 ? 24 : 23, casing: 'lower' })}`;
    case 'nanoid':
      return (faker) => faker.string.nanoid(source.length);
    case 'ulid':
      return (faker) => faker.string.ulid({ refDate: now });
    case 'now':
      return undefined;
  }
}

const uuid: Make = (faker) => faker.string.uuid();

function whole(name: string, maximum: number): { one: Make; nth: Nth } {
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
function decimal({ precision = 12, scale = 2 }: ColumnModel): { one: Make; nth: Nth } {
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
    return now - faker.number.int({ min: 18 * 365, max: 90 * 365 }) * day;
  if (/start|open|publish|due|expire|end|until/i.test(name))
    return now + faker.number.int({ min: -365, max: 365 }) * day + faker.number.int(day - 1);
  return now - faker.number.int(3 * 365 * day);
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
