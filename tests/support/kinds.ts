import fc from 'fast-check';
import pg from 'pg';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** The rank of a value, which is compared with `<` and `===`. */
type Rank = number | bigint | string;

/** A value of a column in the database. */
export interface Value {
  /** As PostgreSQL reads it. */
  readonly stored: string;
  /** As the API shows it. */
  readonly shown: unknown;
  readonly rank: Rank;
}

/** A kind of column: values that are stored, and values that a filter compares them with. */
export interface TestedKind {
  readonly values: readonly Value[];
  /** The operands of a filter, among them values that no column can have. */
  readonly operands: readonly unknown[];
  readonly operators: readonly string[];
  /** The rank of an operand. */
  rank(operand: unknown): Rank;
}

const equality = ['equals', 'not', 'in', 'notIn'];
const ordering = [...equality, 'lt', 'lte', 'gt', 'gte'];
const ofText = [...ordering, 'startsWith', 'endsWith', 'contains'];

function kind(
  operators: readonly string[],
  stored: readonly string[],
  operands: readonly unknown[],
  rank: (text: string) => Rank,
  show: (stored: string) => unknown = (text) => text,
): TestedKind {
  const values = stored.map((text) => ({ stored: text, shown: show(text), rank: rank(text) }));
  return { values, operands, operators, rank: (operand) => rank(String(operand)) };
}

/** Texts are compared by code point, which is the order of their bytes in UTF-8. */
const bytesOf = (text: string) => Buffer.from(text).toString('hex');

const texts = [
  'a',
  'B',
  'A',
  'é',
  'e\u0301',
  '😀',
  '\ue000',
  'a b',
  '50%',
  'a_b',
  '\\',
  "it's",
  'ß',
];

/** A decimal number times 10^30. */
function scaled(text: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction.padEnd(30, '0'));
  return sign ? -digits : digits;
}

/** Whole days since 1970, also for years before the common era; infinity is greater than all. */
function daysOf(text: string): number {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -1e15 : 1e15;
  const [, year, month, day, before] = /^(\d+)-(\d\d)-(\d\d)[^B]*(BC)?$/.exec(text) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(before ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day));
  return date.getTime() / 86_400_000;
}

/** Microseconds since 1970, from a time in UTC as PostgreSQL or the API formats it. */
function microsecondsOf(text: string): bigint {
  const [, hours = 0, minutes = 0, seconds = 0, fraction = ''] =
    /[ T](\d\d):(\d\d):(\d\d)\.?(\d*)/.exec(text) ?? [];
  const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (
    (BigInt(daysOf(text)) * 86_400n + BigInt(time)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  );
}

/** A time as the API formats it, with milliseconds. */
const shownMoment = (text: string) =>
  text.endsWith('infinity') ? text : new Date(Number(microsecondsOf(text) / 1_000n)).toISOString();
const shownDay = (text: string) =>
  text.endsWith('infinity')
    ? text
    : new Date(daysOf(text) * 86_400_000).toISOString().replace(/T.*/, '');

const milliseconds = [
  '2026-11-25 04:05:06.789',
  '2026-11-25 04:05:06.79',
  '1970-01-01 00:00:00',
  '0001-01-01 00:00:00',
  '9999-12-31 23:59:59.999',
  '0044-03-15 12:00:00 BC',
  'infinity',
  '-infinity',
];
const microseconds = [
  ...milliseconds,
  '2026-11-25 04:05:06.789001',
  '2026-11-25 04:05:06.789002',
  '2026-11-25 04:05:06.788999',
];
const moments = [
  '2026-11-25T04:05:06.789Z',
  '2026-11-25T05:35:06.790+01:30',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
];
/** An operand of the API in UTC; a text of PostgreSQL unchanged. */
const inUtc = (text: string) =>
  /T.*\+/.test(text) ? new Date(text).toISOString().replace('Z', '') : text;
const moment = (stored: readonly string[]) =>
  kind(ordering, stored, moments, (text) => microsecondsOf(inUtc(text)), shownMoment);

const decimals = [
  '0',
  '-0.00000000000000000001',
  '1.5',
  '12345678901234567890.1234567890123456789',
  '12345678901234567890.12345678901234567891',
  '-99999999999999999999.99999999999999999999',
  '100',
];
const decimalOperands = ['0', '1.50', 100, '12345678901234567890.1234567890123456789', '1e-25'];
const ofDecimal = (text: string) => scaled(text === '1e-25' ? '0.0000000000000000000000001' : text);

const floats = ['-0', '0', '0.1', '0.30000000000000004', '1e+308', '-1e+308', '5e-324', '-5e-324'];

/** The values of the enum of the schema, in the declared order. */
export const shades = { PALE: 'PALE', DARK: 'a dark one', MEDIUM: 'medium, "more" or less' };

/** Each kind by the name of its required column; `anyText` is the nullable column for `text`. */
const tested: Readonly<Record<string, TestedKind>> = {
  text: kind(ofText, ['', ...texts], ['a', '', 'A', '%', '😀', 'e', '\u0301', 'b'], bytesOf),
  varchar: kind(ofText, texts, ['a', '\ue000', '_', 'longer than the column is'], bytesOf),
  uuid: kind(
    equality,
    [
      '00000000-0000-0000-0000-000000000000',
      '123e4567-e89b-12d3-a456-426614174000',
      '123e4567-e89b-12d3-a456-426614174001',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ],
    ['123E4567-e89b-12d3-a456-426614174000', 'ffffffff-ffff-ffff-ffff-fffffffffffe'],
    (text) => text.toLowerCase(),
  ),
  int: kind(
    ordering,
    ['0', '-1', '7', '2147483647', '-2147483648'],
    [0, 7, -2147483648],
    Number,
    Number,
  ),
  smallint: kind(
    ordering,
    ['0', '-1', '7', '32767', '-32768'],
    [7, -32768, 40_000],
    Number,
    Number,
  ),
  bigint: kind(
    ordering,
    [
      '0',
      '9007199254740993',
      '9007199254740992',
      '9223372036854775807',
      '-9223372036854775808',
      '-1',
    ],
    [0, '9007199254740993', '-9223372036854775808'],
    BigInt,
  ),
  float: kind(ordering, floats, [0, -0, 0.1, 0.3, 1e308, 5e-324], Number, Number),
  real: kind(
    ordering,
    ['-0', '0', '0.1', '3.4028235e+38', '-3.4028235e+38', '1e-45', '16777216'],
    [0, 0.1, 1e39, -1e39, 1e-45, 16777217],
    (text) => Math.fround(Number(text)),
    Number,
  ),
  decimal: kind(ordering, decimals, decimalOperands, ofDecimal),
  numeric: kind(
    ordering,
    [
      ...decimals,
      '0.000000000000000000000000000001',
      '1234567890123456789012345678901234567890',
      // More digits than the API takes.
      `-${'9'.repeat(1_500)}.5`,
    ],
    [...decimalOperands, '1234567890123456789012345678901234567890'],
    ofDecimal,
  ),
  boolean: kind(
    ['equals', 'not'],
    ['true', 'false'],
    [true, false],
    (text) => Number(text === 'true'),
    (text) => text === 'true',
  ),
  timestamp: moment(milliseconds),
  timestamp6: moment(microseconds),
  timestamptz: moment(
    microseconds.map((text) => text.replace(/(?<=:\d\d(\.\d+)?)( BC)?$/, '+00$2')),
  ),
  date: kind(
    ordering,
    ['0001-01-01', '2024-02-29', '9999-12-31', '1969-12-31', '0044-03-15 BC', 'infinity'],
    ['2024-02-29', '1970-01-01', '0001-01-01'],
    daysOf,
    shownDay,
  ),
  shade: kind(
    equality,
    Object.values(shades),
    Object.keys(shades),
    (text) => [...Object.values(shades), ...Object.keys(shades)].indexOf(text) % 3,
    (text) => Object.entries(shades).find(([, stored]) => stored === text)?.[0],
  ),
};

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Each column of an item for filters and orders, with its kind; those that begin with `any` are nullable. */
export const columns: Readonly<Record<string, TestedKind>> = Object.fromEntries(
  Object.entries(tested).flatMap(([name, each]) => [
    [name, each],
    [`any${capitalized(name)}`, each],
  ]),
);

/** Whether a column may be null. */
export const isNullable = (name: string) => name.startsWith('any');

/** The value of the enum of order fields for a column. */
export const orderField = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** A row of the type Item, and its related rows. */
export interface Item {
  readonly key: number;
  readonly id: string;
  readonly values: Readonly<Record<string, Value | null>>;
  readonly place: string | null;
  readonly tags: readonly string[];
}

const places = ['p', 'Q', '😀'];
const tags = ['00000000-0000-0000-0000-00000000000a', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/** The owners of items: the ID of each, and its items. */
export type Owners = ReadonlyMap<string, readonly Item[]>;

/** A server on the schema `kinds` with items, and the same items in memory, ordered by key. */
export interface Kinds {
  readonly server: TestServer;
  readonly items: readonly Item[];
  readonly places: Owners;
  readonly tags: Owners;
  /** Each bundle has one item or none. */
  readonly bundles: Owners;
  /** A connection to the database. */
  readonly database: pg.Client;
  close(): Promise<void>;
}

/** Starts a server on the schema `kinds` and adds `size` items of random values, each of them several times. */
export async function startKinds(size: number, options?: TestOptions): Promise<Kinds> {
  const server = await startTestServer('kinds', options);
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  const items = makeItems(size);
  const names = Object.keys(columns);
  for (const code of places)
    await database.query('INSERT INTO "Place" (code, name) VALUES ($1, $1)', [code]);
  for (const id of tags)
    await database.query('INSERT INTO "Tag" (id, name) VALUES ($1, $2)', [id, 'tag']);
  const quoted = ['place_code', ...names, 'json', 'jsonText', 'bytes'].map((name) => `"${name}"`);
  const insert = `INSERT INTO "Item" (${quoted}) VALUES (${quoted.map((_, at) => `$${at + 1}`)})`;
  for (const { key, values, place, tags } of items) {
    const stored = names.map((name) => values[name]?.stored ?? null);
    await database.query(insert, [place, ...stored, '{}', '{}', '']);
    await database.query('INSERT INTO "_ItemToTag" SELECT $1, unnest($2::uuid[])', [key, tags]);
    await database.query('INSERT INTO "Bundle" ("itemId") VALUES ($1)', [key]);
  }
  await database.query('INSERT INTO "Bundle" DEFAULT VALUES');
  const owned = (type: string, keys: readonly (string | number)[], has: (item: Item) => unknown) =>
    new Map(
      keys.map((key) => [
        encodeGlobalId(type, key),
        items.filter((item) => [has(item)].flat().includes(key)),
      ]),
    );
  const bundles = Array.from({ length: size + 1 }, (_, index) => index + 1);
  return {
    server,
    database,
    items,
    places: owned('Place', places, ({ place }) => place),
    tags: owned('Tag', tags, ({ tags }) => tags),
    bundles: owned('Bundle', bundles, ({ key }) => key),
    close: async () => {
      await database.end();
      await server.close();
    },
  };
}

function makeItems(size: number): Item[] {
  const drawn = <T>(values: readonly T[], seed: number) =>
    fc.sample(fc.constantFrom(...values), { numRuns: size, seed });
  const values = Object.entries(columns).map(([name, { values }], at) => {
    // A quarter of the values is null.
    const nulls = Array.from({ length: isNullable(name) ? values.length / 3 : 0 }, () => null);
    return [name, drawn([...values, ...nulls], at)] as const;
  });
  const inPlace = drawn([...places.slice(0, 2), null], 1);
  const tagged = drawn([[], tags, tags.slice(1)], 2);
  return Array.from({ length: size }, (_, at) => ({
    key: at + 1,
    id: encodeGlobalId('Item', at + 1),
    values: Object.fromEntries(values.map(([name, list]) => [name, list[at] ?? null])),
    place: inPlace[at] ?? null,
    tags: tagged[at] ?? [],
  }));
}

/** Items ordered by a column, null last, and then by key. */
export function sortedBy(items: readonly Item[], name: string): Item[] {
  const rankOf = (item: Item) => item.values[name]?.rank;
  return [...items].sort((a, b) => {
    const [x, y] = [rankOf(a), rankOf(b)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined) || a.key - b.key;
    return x < y ? -1 : x > y ? 1 : a.key - b.key;
  });
}

/** Whether an operator of a filter holds for a value. Null equals nothing. */
export function holds(
  { rank }: TestedKind,
  operator: string,
  operand: unknown,
  value: Value | null,
): boolean {
  if (operator === 'isNull') return (value === null) === operand;
  if (value === null) return operator === 'not' || operator === 'notIn';
  const own = value.rank;
  const other = Array.isArray(operand) ? '' : rank(operand);
  const isAmong = () => [operand].flat().some((each) => rank(each) === own);
  switch (operator) {
    case 'equals':
    case 'in':
      return isAmong();
    case 'not':
    case 'notIn':
      return !isAmong();
    case 'lt':
      return own < other;
    case 'lte':
      return own <= other;
    case 'gt':
      return own > other;
    case 'gte':
      return own >= other;
    case 'startsWith':
      return value.stored.startsWith(String(operand));
    case 'endsWith':
      return value.stored.endsWith(String(operand));
    case 'contains':
      return value.stored.includes(String(operand));
    default:
      throw new Error(`no operator ${operator}`);
  }
}

/** Filters on a column, each with one operator: some operands for each. */
export function filtersOf(
  name: string,
): { readonly operator: string; readonly operand: unknown }[] {
  const { operators, operands } = columns[name] ?? { operators: [], operands: [] };
  const nulls = isNullable(name) ? [true, false] : [];
  return [
    ...operators.flatMap((operator) =>
      operator === 'in' || operator === 'notIn'
        ? [[], operands.slice(0, 2), operands].map((operand) => ({ operator, operand }))
        : operands.map((operand) => ({ operator, operand })),
    ),
    ...nulls.map((operand) => ({ operator: 'isNull', operand })),
  ];
}
