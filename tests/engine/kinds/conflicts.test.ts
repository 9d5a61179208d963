import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId as id } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

describe.each([
  ['a pool of pg', false],
  ['a Prisma client', true],
])('over %s', (_, prisma) => {
  let server: TestServer;
  let database: pg.Client;
  beforeAll(async () => {
    server = await startTestServer('kinds', { prisma });
    database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await server.close();
  });

  const tables = [
    'Preset',
    'Place',
    'Tag',
    'Account',
    'Slot',
    'Grade',
    'Bundle',
    'Slip',
    '_AccountToPlace',
    '_SlotToTag',
  ];
  const [a, b] = ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b'];

  beforeEach(async () => {
    await database.query(`TRUNCATE ${tables.map((name) => `"${name}"`)} CASCADE`);
    await database.query(`
    INSERT INTO "Preset" (id, cuid2, nanoid, short, ulid, uuid4, uuid7, changed)
    VALUES ('p', '', '', '', '', gen_random_uuid(), '', now());
    INSERT INTO "Tag" (id, name, "presetId") VALUES ('${a}', 'a', 'p'), ('${b}', 'b', null);
    INSERT INTO "Place" (code, name, floor) VALUES ('x', 'X', 1), ('y', 'Y', null);
    INSERT INTO "Account" (number, iban, score, "tagId") VALUES (1, 'one', 0.5, '${a}'), (-9223372036854775808, 'two', null, null);
    INSERT INTO "Slot" (number, label, account_number) VALUES (1, 'first', 1), (2, 'second', 1);
    INSERT INTO "Grade" (level, name) VALUES (0, 'zero'), (-5, 'minus five');`);
  });

  /** All rows of the tables. */
  async function contents(): Promise<unknown> {
    const rows = tables.map((name) => `(SELECT json_agg(t ORDER BY t::text) FROM "${name}" AS t)`);
    return (await database.query(`SELECT ${rows}`)).rows;
  }

  const createTag = (input: string) => `createTag(input: { ${input} })`;
  const account = 'createAccount(input: { number: "7"';

  test.each([
    // Unique columns, with each kind of statement.
    [`createPlace(input: { code: "z", name: "X" })`, 'input.name', ['name']],
    [
      `updatePlace(input: { id: "${id('Place', 'y')}", name: "X", floor: 3 })`,
      'input.name',
      ['name'],
    ],
    [
      `createAccountPlace(input: { accountId: "${id('Account', 1)}", code: "z", name: "X" })`,
      'input.name',
      ['name'],
    ],
    [`${account}, iban: "one" })`, 'input.iban', ['iban']],
    [`${account}, score: 0.5 })`, 'input.score', ['score']],
    // A constraint with another name in the database.
    ['createGrade(input: { level: 1, name: "zero" })', 'input.name', ['name']],
    // A unique foreign key.
    [`${account}, tagId: "${id('Tag', a)}" })`, 'input.tagId', ['tagId']],
    // Keys.
    ['createGrade(input: { level: -5, name: "new" })', 'input.level', ['level']],
    ['createPlace(input: { code: "x", name: "new" })', 'input.code', ['code']],
    ['createAccount(input: { number: "-9223372036854775808" })', 'input.number', ['number']],
    // Several columns together, one of them a foreign key.
    [
      `createSlot(input: { number: 3, label: "first", accountId: "${id('Account', 1)}" })`,
      'input',
      ['accountId', 'label'],
    ],
    [
      `updateSlot(input: { id: "${id('Slot', 2)}", label: "first" })`,
      'input',
      ['accountId', 'label'],
    ],
    // Rows that others refer to: RESTRICT and NO ACTION.
    [`deleteAccount(input: { id: "${id('Account', 1)}" })`, 'input.id', ['accountId']],
    ['deleteAccounts(input: { where: {} })', 'input.where', ['accountId']],
    [`deletePreset(input: { id: "${id('Preset', 'p')}" })`, 'input.id', ['presetId']],
  ] as const)('%s is a conflict', async (mutation, argument, fields) => {
    const before = await contents();
    const { data, errors } = await server.send(`mutation { ${mutation} { __typename } }`);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'CONFLICT', argument, fields: [...fields] },
    ]);
    // The message has no names of the database.
    expect(errors?.[0]?.message).not.toMatch(/_key|_fkey|_pkey|constraint|violates/);
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(await contents()).toEqual(before);
  });

  test.each([
    ['two rows without a value', `${account} })`],
    ['its own value', `updatePlace(input: { id: "${id('Place', 'x')}", name: "X" })`],
    ['null among columns that are unique together', 'createPlace(input: { code: "z", name: "Z" })'],
    [
      'what nobody needs',
      `deleteAccount(input: { id: "${id('Account', '-9223372036854775808')}" })`,
    ],
    ['what only links need', `deletePlace(input: { id: "${id('Place', 'x')}" })`],
  ])('%s is no conflict', async (_, mutation) => {
    await database.query(`INSERT INTO "_AccountToPlace" VALUES (1, 'x')`);
    await server.run(`mutation { ${mutation} { __typename } }`);
  });

  test('NOT_FOUND is reported before CONFLICT', async () => {
    const missing = id('Item', 5);
    const { errors } = await server.send(
      `mutation { ${createTag(`id: "${a}", name: "n", itemIds: ["${missing}"]`)} { __typename } }`,
    );
    expect(errors?.[0]?.extensions).toEqual({
      code: 'NOT_FOUND',
      argument: 'input.itemIds',
      ids: [missing],
    });
  });

  test('a row is not deleted if another row refers to one that would be deleted with it', async () => {
    // Deleting a slot deletes its bundles; a slip restricts the deletion of its bundle.
    await database.query(
      'INSERT INTO "Bundle" (id, "slotNumber") VALUES (1, 1), (2, 2); INSERT INTO "Slip" ("bundleId") VALUES (1)',
    );
    const remove = (slot: number) =>
      server.send(`mutation { deleteSlot(input: { id: "${id('Slot', slot)}" }) { __typename } }`);
    expect((await remove(1)).errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'CONFLICT', argument: 'input.id', fields: ['bundleId'] },
    ]);
    expect((await remove(2)).errors).toBeUndefined();
    expect((await database.query('SELECT id FROM "Bundle"')).rows).toEqual([{ id: '1' }]);
  });

  test('a constraint that the model does not have is known by its columns', async () => {
    await database.query(`
    ALTER TABLE "Grade" RENAME CONSTRAINT "Grade_pkey" TO "key of grades";
    CREATE UNIQUE INDEX by_hand ON "Slot" (label, account_number) WHERE number > 0;
    CREATE UNIQUE INDEX lowered ON "Tag" (lower(name));`);
    const refused = async (mutation: string) => {
      const { errors } = await server.send(`mutation { ${mutation} { __typename } }`);
      return errors?.map(({ extensions }) => extensions);
    };
    try {
      expect(await refused('createGrade(input: { level: 0, name: "n" })')).toEqual([
        { code: 'CONFLICT', argument: 'input.level', fields: ['level'] },
      ]);
      await database.query(
        'ALTER TABLE "Slot" DROP CONSTRAINT IF EXISTS "Slot_account_number_label_key"; DROP INDEX IF EXISTS "Slot_account_number_label_key"',
      );
      expect(
        await refused(
          `createSlot(input: { number: 3, label: "first", accountId: "${id('Account', 1)}" })`,
        ),
      ).toEqual([{ code: 'CONFLICT', argument: 'input', fields: ['label', 'accountId'] }]);
      expect(
        await refused(createTag('id: "00000000-0000-0000-0000-00000000000c", name: "A"')),
      ).toEqual([{ code: 'CONFLICT', argument: 'input', fields: [] }]);
    } finally {
      await database.query('DROP INDEX by_hand, lowered');
    }
  });
});
