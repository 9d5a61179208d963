import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Response, startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer('kinds');
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.close();
});

type Values = Readonly<Record<string, unknown>>;

const uuid = '123e4567-e89b-12d3-a456-426614174000';
/** A valid value, and the value that is returned if it differs. */
type Taken = readonly [sent: unknown, shown?: unknown];

const longest = '😀'.repeat(10_000);
const digits = '12345678901234567890';

const moments: readonly Taken[] = [
  ['2026-11-25T04:05:06.789Z'],
  ['2026-11-25T04:05:06Z', '2026-11-25T04:05:06.000Z'],
  ['2026-11-25t01:05:06.7-05:30', '2026-11-25T06:35:06.700Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z'],
];

/** Values of each kind. */
const taken: Readonly<Record<string, readonly Taken[]>> = {
  text: [['a'], [' '], ["'; --"], [longest]],
  varchar: [['😀'.repeat(20)], ['e\u0301']],
  uuid: [[uuid], [uuid.toUpperCase(), uuid]],
  int: [[2147483647], [-2147483648], [0]],
  smallint: [[32767], [-32768]],
  bigint: [
    ['9223372036854775807'],
    ['-9223372036854775808'],
    [12, '12'],
    [-9007199254740991, '-9007199254740991'],
    ['-0', '0'],
  ],
  float: [[0.1], [5e-324], [-1.7976931348623157e308], [3], [1e21]],
  real: [[0.1], [3.4028235e38], [16777217, 16777216], [1e-45]],
  decimal: [
    [`${digits}.${digits}`, `${digits}.1234567890123456789`],
    [`-${'9'.repeat(20)}.${'9'.repeat(20)}`],
    ['1.50', '1.5'],
    ['-0.00', '0'],
    [0.5, '0.5'],
    [1e-7, '0.0000001'],
    ['1E3', '1000'],
  ],
  numeric: [[`${'9'.repeat(100)}.${'9'.repeat(100)}`], ['0.10', '0.1']],
  boolean: [[true], [false]],
  timestamp: moments,
  timestamp6: moments,
  timestamptz: [
    ['2026-11-25T04:05:06.789Z'],
    ['1890-01-01T12:00:00+00:00', '1890-01-01T12:00:00.000Z'],
  ],
  date: [['2024-02-29'], ['0001-01-01'], ['9999-12-31']],
  shade: [['PALE'], ['DARK'], ['MEDIUM']],
  json: [[{ a: [1, null, { b: 'é' }] }], [[]], ['text'], [7.5], [false]],
  jsonText: [[{ z: 1, a: 2 }], ['']],
  bytes: [['AP8='], ['']],
};
const names = Object.keys(taken);
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const nullable = (name: string) => `any${capitalized(name)}`;

/** The first value of each required column. */
const required: Values = Object.fromEntries(names.map((name) => [name, taken[name]?.[0]?.[0]]));

const create = (input: Values, fields: readonly string[]) =>
  server
    .run<{ made: { item: { id: string } & Values } }>(
      `mutation($input: CreateItemInput!) { made: createItem(input: $input) { item { id ${fields.join(' ')} } } }`,
      { input: { ...required, ...input } },
    )
    .then(({ made }) => made.item);
const update = (input: Values, fields: readonly string[]) =>
  server
    .run<{ made: { item: Values } }>(
      `mutation($input: UpdateItemInput!) { made: updateItem(input: $input) { item { ${fields.join(' ')} } } }`,
      { input },
    )
    .then(({ made }) => made.item);
const read = (id: string, fields: readonly string[]) =>
  server
    .run<{ node: Values }>(
      `query($id: ID!) { node(id: $id) { ... on Item { ${fields.join(' ')} } } }`,
      { id },
    )
    .then(({ node }) => node);

describe.each(names)('%s', (name) => {
  const any = nullable(name);
  const both = [name, any];

  test('create, update and a query return the value that was sent', async () => {
    for (const [sent, shown = sent] of taken[name] ?? []) {
      const expected = { [name]: shown, [any]: shown };
      const { id, ...created } = await create({ [name]: sent, [any]: sent }, both);
      expect(created).toEqual(expected);
      expect(await read(id, both)).toEqual(expected);
      const other = (await create({}, [])).id;
      expect(await update({ id: other, [name]: sent, [any]: sent }, both)).toEqual(expected);
      expect(await read(other, both)).toEqual(expected);
    }
  });

  test('null clears a nullable column and is refused for others', async () => {
    const [first = []] = taken[name] ?? [];
    const { id, ...created } = await create({}, both);
    expect(created[any]).toBeNull();
    expect((await create({ [any]: null }, both))[any]).toBeNull();
    await update({ id, [any]: first[0] }, both);
    expect(await update({ id }, both)).toEqual({
      [name]: created[name],
      [any]: first[1] ?? first[0],
    });
    expect((await update({ id, [any]: null }, both))[any]).toBeNull();
    for (const [document, input] of [
      [
        'mutation($i: UpdateItemInput!) { updateItem(input: $i) { __typename } }',
        { id, [name]: null },
      ],
      [
        'mutation($i: CreateItemInput!) { createItem(input: $i) { __typename } }',
        { ...required, [name]: null },
      ],
    ] as const) {
      const { errors } = await server.send(document, { i: input });
      expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.argument])).toEqual([
        ['BAD_USER_INPUT', `input.${name}`],
      ]);
    }
    expect(await read(id, both)).toEqual({ [name]: created[name], [any]: null });
  });
});

/** Invalid values of each kind. */
const refused: Readonly<Record<string, readonly unknown[]>> = {
  text: ['', `${longest}a`, 'a\0', '\ud800', 7],
  varchar: ['', '😀'.repeat(21)],
  uuid: ['', '123', uuid.replaceAll('-', ''), `{${uuid}}`],
  int: [2147483648, -2147483649, 1.5, '7', true],
  smallint: [32768, -32769, 2147483648],
  bigint: [
    '9223372036854775808',
    '-9223372036854775809',
    9007199254740992,
    1.5,
    '1e3',
    '01',
    '+1',
    '',
  ],
  float: ['0.1', true],
  real: [1e39, -1e39],
  decimal: [
    '0.123456789012345678901',
    '123456789012345678901',
    'NaN',
    'Infinity',
    '1,5',
    '',
    1e300,
    true,
  ],
  numeric: [`1${'0'.repeat(1_000)}`, `0.${'1'.repeat(1_001)}`, '1e9999'],
  boolean: ['true', 1],
  timestamp: [
    '2026-11-25T04:05:06.7890Z',
    '2026-11-25T04:05:06',
    '2026-11-25',
    '2026-02-30T00:00:00Z',
    '2026-11-25T24:00:00Z',
    '2026-11-25T04:05:60Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
    1764043506789,
  ],
  date: ['2023-02-29', '2026-11-25T00:00:00Z', '0000-01-01', '10000-01-01', '2026-1-1', 7],
  shade: ['pale', 'a dark one', 0],
  json: [{ a: '\0' }, { 'a\0': 1 }, ['\ud800']],
  bytes: ['AP8', 'A', 'AP8=\n', 'é'],
};

const count = async () => (await database.query('SELECT count(*)::int FROM "Item"')).rows[0].count;

test.each(Object.keys(refused))(
  '%s: a value that it cannot hold is told at its place',
  async (name) => {
    const before = await count();
    for (const column of [name, nullable(name)]) {
      for (const value of refused[name] ?? []) {
        const { errors } = await server.send(
          'mutation($i: CreateItemInput!) { createItem(input: $i) { __typename } }',
          { i: { ...required, [column]: value } },
        );
        const at = errors?.map(({ extensions }) => [extensions?.code, extensions?.argument]);
        expect(at, JSON.stringify(value).slice(0, 80)).toEqual([
          ['BAD_USER_INPUT', `input.${column}`],
        ]);
      }
    }
    expect(await count()).toBe(before);
  },
);

test('a literal that is invalid for its scalar makes the document invalid', async () => {
  for (const literal of [
    'price: "x"',
    'bigint: 1.5',
    'date: "2023-02-29"',
    'uuid: "1"',
    'shade: "PALE"',
  ]) {
    const { errors } = await server.send(
      `mutation { createItem(input: { ${literal} }) { __typename } }`,
    );
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  }
});

test('a Float is finite, as a literal and as a variable, in an input and in a filter', async () => {
  const create = (value: string) => `createPreset(input: { float: ${value} }) { __typename }`;
  const filter = (value: string) => `items(where: { float: { in: [${value}] } }) { totalCount }`;
  /** Sends JSON as text, because JavaScript cannot serialize such numbers. */
  const send = async (query: string, f = '0') => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{ "query": ${JSON.stringify(query)}, "variables": { "f": ${f} } }`,
    });
    const { errors = [] } = (await response.json()) as Response;
    return errors.map(({ extensions }) => [extensions?.code, extensions?.argument]);
  };
  for (const value of ['1e999', '-1e999']) {
    const inInput = [['BAD_USER_INPUT', 'input.float']];
    expect(await send(`mutation { ${create(value)} }`)).toEqual(inInput);
    expect(await send(`mutation($none: Float = ${value}) { ${create('$none')} }`)).toEqual(inInput);
    expect(await send(`mutation($f: Float) { ${create('$f')} }`, value)).toEqual(inInput);
    const inFilter = [['BAD_USER_INPUT', 'where.float.in.0']];
    expect(await send(`{ ${filter(value)} }`)).toEqual(inFilter);
    expect(await send(`query($f: Float!) { ${filter('$f')} }`, value)).toEqual(inFilter);
  }
});

test('a stored number that Float cannot represent is an error of the server', async () => {
  const { createPreset } = await server.run<{ createPreset: { preset: { id: string } } }>(
    'mutation { createPreset(input: {}) { preset { id } } }',
  );
  const { id } = createPreset.preset;
  await database.query(`UPDATE "Preset" SET float = 'NaN', real = 'Infinity'`);
  for (const name of ['float', 'real']) {
    server.logged.length = 0;
    const { data, errors } = await server.send(`{ preset(id: "${id}") { id ${name} } }`);
    expect(data).toEqual({ preset: null });
    expect(errors).toMatchObject([
      { path: ['preset', name], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(String(server.logged)).toMatch(/Float cannot represent non numeric value/);
  }
  server.logged.length = 0;
});

test('the error for an invalid variable has the path of the value', async () => {
  const at = async (query: string, variables: object) => {
    const { errors } = await server.send(query, variables);
    return errors?.map(({ extensions }) => [extensions?.code, extensions?.argument]);
  };
  const i = { ...required, decimal: 'x', bigint: 'y' };
  expect(
    await at('mutation($i: CreateItemInput!) { createItem(input: $i) { __typename } }', { i }),
  ).toEqual([
    ['BAD_USER_INPUT', 'input.bigint'],
    ['BAD_USER_INPUT', 'input.decimal'],
  ]);
  const inside =
    'query($v: [Decimal!]) { items(where: { OR: [{ decimal: { in: $v } }] }) { totalCount } }';
  expect(await at(inside, { v: ['1', 'z'] })).toEqual([
    ['BAD_USER_INPUT', 'where.OR.0.decimal.in.1'],
  ]);
});

test('the microseconds of a stored time are truncated, not rounded', async () => {
  const { id } = await create({}, []);
  await database.query(
    `UPDATE "Item" SET timestamp6 = '2026-11-25 04:05:06.789999', timestamptz = '2026-11-25 04:05:06.000999+00' WHERE id = (SELECT max(id) FROM "Item")`,
  );
  expect(await read(id, ['timestamp6', 'timestamptz'])).toEqual({
    timestamp6: '2026-11-25T04:05:06.789Z',
    timestamptz: '2026-11-25T04:05:06.000Z',
  });
});

describe('lists', () => {
  const lists: Values = {
    texts: ['a', '', 'NULL', '{"}', "it's \\", '😀'].filter((text) => text !== ''),
    varchars: ['x', 'x'],
    uuids: [uuid],
    ints: [2147483647, -2147483648],
    smallints: [-32768, 0],
    bigints: ['9007199254740993', '-9223372036854775808'],
    floats: [0.1, 5e-324],
    reals: [0.1, 1e-45],
    decimals: [`${digits}.1234567890123456789`, '1.5'],
    booleans: [true, false],
    timestamps: ['2026-11-25T04:05:06.789Z'],
    timestamptzs: ['2026-11-25T04:05:06.789Z', '0001-01-01T00:00:00.000Z'],
    dates: ['2024-02-29'],
    shades: ['MEDIUM', 'PALE', 'MEDIUM'],
    jsons: [{ a: [null] }, 'x', 7, []],
    bytes: ['AP8=', ''],
  };
  const fields = Object.keys(lists);
  const empty = Object.fromEntries(fields.map((name) => [name, []]));
  const createBundle =
    'mutation($i: CreateBundleInput!) { made: createBundle(input: $i) { bundle { id } } }';
  const readBundle = async (id: string) => {
    const { bundle } = await server.run<{ bundle: Values }>(
      `query($id: ID!) { bundle(id: $id) { ${fields.join(' ')} } }`,
      { id },
    );
    return bundle;
  };
  const made = async (i: object) => {
    const { made } = await server.run<{ made: { bundle: { id: string } } }>(createBundle, { i });
    return made.bundle.id;
  };

  test('are returned as they were sent, and are empty by default', async () => {
    const id = await made(lists);
    expect(await readBundle(id)).toEqual(lists);
    expect(await readBundle(await made({}))).toEqual(empty);
    await server.run(
      'mutation($i: UpdateBundleInput!) { updateBundle(input: $i) { __typename } }',
      { i: { id, ...empty } },
    );
    expect(await readBundle(id)).toEqual(empty);
  });

  test('contain no null, and each element has the limits of a single value', async () => {
    for (const [name, elements, argument] of [
      ...fields.map((name) => [name, null, `input.${name}`] as const),
      ...fields.map((name) => [name, [null], `input.${name}.0`] as const),
      ['varchars', ['a', 'x'.repeat(21)], 'input.varchars.1'],
      ['smallints', [0, 0, 40_000], 'input.smallints.2'],
      ['decimals', ['0.123456789012345678901'], 'input.decimals.0'],
      ['texts', ['a', ''], 'input.texts.1'],
      ['jsons', [{ a: '\0' }], 'input.jsons.0'],
    ] as const) {
      const { errors } = await server.send(createBundle, { i: { [name]: elements } });
      expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.argument])).toEqual([
        ['BAD_USER_INPUT', argument],
      ]);
    }
  });
});

test('a row without required inputs has the defaults of its columns', async () => {
  const fields =
    'empty text int smallint bigint float real decimal boolean timestamp timestamptz date shade json bytes ints shades cuid2 nanoid short ulid uuid4 uuid7 random number created today stamp changed';
  const make = async () => {
    const { createPreset } = await server.run<{ createPreset: { preset: Record<string, string> } }>(
      `mutation { createPreset(input: {}) { preset { id ${fields} } } }`,
    );
    return createPreset.preset;
  };
  const [one, other] = [await make(), await make()];
  expect(one).toMatchObject({
    empty: '',
    text: 'it\'s a "text"',
    int: -7,
    smallint: 32767,
    bigint: '9007199254740993',
    float: 0.1,
    real: 0.1,
    decimal: '12.5',
    boolean: true,
    timestamp: '2026-11-25T04:05:06.789Z',
    timestamptz: '2026-11-25T04:05:06.789Z',
    date: '2026-11-25',
    shade: 'MEDIUM',
    json: { a: [1, null] },
    bytes: 'AP8=',
    ints: [1, 2],
    shades: ['DARK', 'PALE'],
  });
  const forms: Readonly<Record<string, RegExp>> = {
    id: /^Preset:c[a-z0-9]{24}$/,
    cuid2: /^[a-z][a-z0-9]{23}$/,
    nanoid: /^[\w-]{21}$/,
    short: /^[\w-]{8}$/,
    ulid: /^[0-9A-HJKMNP-TV-Z]{26}$/,
    uuid4: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    uuid7: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    random: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  };
  const text = (name: string) =>
    name === 'id' ? Buffer.from(one.id ?? '', 'base64').toString() : one[name];
  for (const [name, form] of Object.entries(forms)) {
    expect(text(name)).toMatch(form);
    expect(one[name]).not.toBe(other[name]);
  }
  expect(Number(other.number) - Number(one.number)).toBe(1);
  for (const name of ['created', 'stamp', 'changed', 'today'])
    expect(Math.abs(Date.parse(one[name] ?? '') - Date.now())).toBeLessThan(
      name === 'today' ? 86_400_000 * 1.01 : 60_000,
    );
});
