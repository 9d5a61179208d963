import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

/** Each type: its keys in order, the start of the names of its fields, and the other inputs of its rows. */
const types = {
  Item: { keys: ['1', '2', '3', '2147483647'], one: 'item', many: 'items', input: '' },
  Tag: {
    keys: [
      '00000000-0000-0000-0000-000000000000',
      '0000000a-0000-0000-0000-000000000000',
      'a0000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ],
    one: 'tag',
    many: 'tags',
    input: 'id: "0AAAAAAA-0000-0000-0000-000000000000", name: "new"',
  },
  Slot: {
    keys: ['-32768', '0', '5', '32767'],
    one: 'slot',
    many: 'slots',
    input: `number: 7, label: "new", accountId: "${encodeGlobalId('Account', '0')}"`,
  },
  Account: {
    keys: ['-9223372036854775808', '0', '9007199254740992', '9007199254740993'],
    one: 'account',
    many: 'accounts',
    input: 'number: "9223372036854775807"',
  },
  Place: {
    keys: [' ', "it's: x", 'ß', '😀'],
    one: 'place',
    many: 'places',
    input: 'code: "\\\\ \\"", name: "new"',
  },
  Grade: {
    keys: ['-2147483648', '-1', '0', '2147483647'],
    one: 'grade',
    many: 'grades',
    input: 'level: 1, name: "new"',
  },
} as const;
type Type = keyof typeof types;
const names = Object.keys(types) as Type[];

const idsOf = (type: Type) => types[type].keys.map((key) => encodeGlobalId(type, key));

/** Each end of each many-to-many relation between them: the owner, its field, the singular of the field, and the other end. */
const ends = [
  ['Item', 'tags', 'tag', 'Tag', 'items'],
  ['Tag', 'items', 'item', 'Item', 'tags'],
  ['Slot', 'tags', 'tag', 'Tag', 'slots'],
  ['Tag', 'slots', 'slot', 'Slot', 'tags'],
  ['Slot', 'next', 'next', 'Slot', 'previous'],
  ['Slot', 'previous', 'precedent', 'Slot', 'next'],
  ['Account', 'places', 'place', 'Place', 'accounts'],
  ['Place', 'accounts', 'account', 'Account', 'places'],
  ['Account', 'grades', 'grade', 'Grade', 'accounts'],
  ['Grade', 'accounts', 'account', 'Account', 'grades'],
] as const;

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
beforeEach(async () => {
  await database.query(
    'TRUNCATE "Item", "Tag", "Slot", "Account", "Place", "Grade", "Bundle" CASCADE',
  );
  const insert = (statement: string, type: Type) => database.query(statement, [types[type].keys]);
  await insert(
    `INSERT INTO "Item" (id, text, varchar, uuid, int, smallint, bigint, float, real, decimal, numeric, boolean, timestamp, timestamp6, timestamptz, date, shade, json, "jsonText", bytes)
     SELECT key, 't', 'v', gen_random_uuid(), 0, 0, 0, 0, 0, 0, 0, true, now(), now(), now(), now(), 'PALE', '1', '1', '' FROM unnest($1::int[]) AS key`,
    'Item',
  );
  await insert(
    `INSERT INTO "Tag" (id, name) SELECT key, 't' FROM unnest($1::uuid[]) AS key`,
    'Tag',
  );
  await insert('INSERT INTO "Account" (number) SELECT unnest($1::bigint[])', 'Account');
  await insert(
    `INSERT INTO "Slot" (number, label, account_number) SELECT key, key, '9007199254740993' FROM unnest($1::smallint[]) AS key`,
    'Slot',
  );
  await insert(
    'INSERT INTO "Place" (code, name) SELECT key, key FROM unnest($1::text[]) AS key',
    'Place',
  );
  await insert(
    'INSERT INTO "Grade" (level, name) SELECT key, key FROM unnest($1::int[]) AS key',
    'Grade',
  );
});

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const quoted = (ids: readonly string[]) => JSON.stringify(ids);

interface Edges {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly totalCount: number;
}

describe.each(ends)('%s.%s', (owner, field, singular, target, back) => {
  const [first = '', second = ''] = idsOf(owner);
  const targets = idsOf(target);
  const mutation = (verb: string) => `${verb}${owner}${capitalized(field)}`;
  const list = `${field}(first: 100, orderBy: { field: ID }) { totalCount edges { cursor node { id } } }`;

  /** Runs a mutation of the first owner's links, and returns its payload. */
  async function change(verb: 'add' | 'remove' | 'set' | 'clear', ids?: readonly string[]) {
    const fields = {
      add: [`added: added${capitalized(singular)}Edges { cursor node { id } }`],
      remove: [`removed: removed${capitalized(singular)}Ids`],
      clear: [`removed: removed${capitalized(singular)}Ids`],
      set: [
        `added: added${capitalized(singular)}Edges { cursor node { id } }`,
        `removed: removed${capitalized(singular)}Ids`,
      ],
    }[verb];
    const input = [
      `${types[owner].one}Id: "${first}"`,
      ...(ids ? [`${singular}Ids: ${quoted(ids)}`] : []),
    ];
    const { made } = await server.run<{
      made: { added?: Edges['edges']; removed?: string[]; owner: Record<string, Edges> };
    }>(
      `mutation { made: ${mutation(verb)}(input: { ${input} }) { ${fields} owner: ${types[owner].one} { ${list} } } }`,
    );
    const added = made.added?.map(({ node }) => node.id);
    await expectLinked(made.owner[field]?.edges.map(({ node }) => node.id) ?? []);
    return { added, removed: made.removed, edges: made.added };
  }

  /** Checks the links of the first owner, from both ends and with filters, and that the others have no links. */
  async function expectLinked(ids: readonly string[]) {
    const one = (id: string) => `{ some: { id: { equals: "${id}" } } }`;
    const data = await server.run<{
      near: Record<string, Edges>[];
      far: Record<string, { nodes: { id: string }[] }>[];
      some: { nodes: { id: string }[] };
      none: { totalCount: number };
    }>(
      `{ near: nodes(ids: ${quoted(idsOf(owner))}) { ... on ${owner} { ${list} } }
         far: nodes(ids: ${quoted(targets)}) { ... on ${target} { ${back} { nodes { id } } } }
         some: ${types[target].many}(orderBy: { field: ID }, where: { ${back}: ${one(first)} }) { nodes { id } }
         none: ${types[target].many}(where: { ${back}: { none: {} } }) { totalCount } }`,
    );
    expect(data.near.map((node) => node[field]?.edges.map((edge) => edge.node.id))).toEqual([
      ids,
      [],
      [],
      [],
    ]);
    expect(data.near.map((node) => node[field]?.totalCount)).toEqual([ids.length, 0, 0, 0]);
    expect(data.far.map((node) => node[back]?.nodes.map(({ id }) => id))).toEqual(
      targets.map((id) => (ids.includes(id) ? [first] : [])),
    );
    expect(data.some.nodes.map(({ id }) => id)).toEqual(ids);
    expect(data.none.totalCount).toBe(targets.length - ids.length);
  }

  test('links are changed, and both ends return the change', async () => {
    const [a = '', b = '', c = '', d = ''] = targets;
    const { added, edges } = await change('add', [c, a]);
    expect(added?.sort()).toEqual([a, c].sort());
    const page = await server.run<{ node: Record<string, Edges> }>(
      `{ node(id: "${first}") { ... on ${owner} { ${field}(first: 100) { totalCount edges { cursor node { id } } } } } }`,
    );
    expect(page.node[field]?.edges).toEqual(edges);
    expect((await change('add', [a, b])).added).toEqual([b]);
    expect((await change('remove', [a, d])).removed).toEqual([a]);
    const set = await change('set', [d, c]);
    expect(set).toMatchObject({ added: [d], removed: [b] });
    expect((await change('clear')).removed?.sort()).toEqual([c, d].sort());
    await expectLinked([]);
  });

  test('a missing row is reported, and nothing changes', async () => {
    const [missing = ''] = idsOf(target);
    await change('add', [targets[1] ?? '']);
    await database.query(
      `DELETE FROM "${target}" WHERE ${{ Tag: 'id', Item: 'id', Slot: 'number', Account: 'number', Place: 'code', Grade: 'level' }[target]} = $1`,
      [types[target].keys[0]],
    );
    if (owner === target) return;
    for (const verb of ['add', 'set']) {
      const { errors } = await server.send(
        `mutation { ${mutation(verb)}(input: { ${types[owner].one}Id: "${first}", ${singular}Ids: ${quoted([...targets].reverse())} }) { __typename } }`,
      );
      expect(errors?.[0]?.extensions).toEqual({
        code: 'NOT_FOUND',
        argument: `input.${singular}Ids`,
        ids: [missing],
      });
    }
    const { node } = await server.run<{ node: Record<string, Edges> }>(
      `{ node(id: "${first}") { ... on ${owner} { ${list} } } }`,
    );
    expect(node[field]?.totalCount).toBe(1);
  });

  test('a row is created with its link', async () => {
    if (target === 'Item') return;
    const input = `${types[owner].one}Id: "${second}", ${types[target].input}`;
    const { made } = await server.run<{
      made: Record<string, { id: string } & Edges['edges'][number]>;
    }>(
      `mutation { made: create${owner}${capitalized(singular)}(input: { ${input} }) { ${singular} { id } ${singular}Edge { cursor node { id } } } }`,
    );
    const { page, near } = await server.run<{ page: Edges; near: Record<string, Edges> }>(
      `{ page: ${types[target].many}(first: 100) { totalCount edges { cursor node { id } } } near: node(id: "${second}") { ... on ${owner} { ${list} } } }`,
    );
    const created = made[singular]?.id;
    expect(near[field]?.edges.map(({ node }) => node.id)).toEqual([created]);
    expect(page.edges.find(({ node }) => node.id === created)).toEqual(made[`${singular}Edge`]);
  });
});

describe.each(names)('the key of %s', (type) => {
  const { one, many } = types[type];
  const ids = idsOf(type);

  test('orders rows, and pages of any size return them in both directions', async () => {
    for (const direction of ['ASC', 'DESC']) {
      const order = `orderBy: { field: ID, direction: ${direction} }`;
      const expected = direction === 'ASC' ? ids : [...ids].reverse();
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const { page } = await server.run<{
          page: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
        }>(
          `{ page: ${many}(first: 3, ${order}${after}) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
        );
        seen.push(...page.nodes.map(({ id }) => id));
        if (!page.pageInfo.hasNextPage) break;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(expected);
    }
  });

  test('finds rows in one statement, and by filters', async () => {
    server.statements.length = 0;
    const aliases = ids.map((id, at) => `a${at}: ${one}(id: "${id}") { id }`);
    const data = await server.run<Record<string, { id: string }>>(`{ ${aliases.join(' ')} }`);
    expect(Object.values(data).map(({ id }) => id)).toEqual(ids);
    expect(server.statements).toHaveLength(1);
    const [a = '', b = '', c = '', d = ''] = ids;
    for (const [where, expected] of [
      [{ equals: b }, [b]],
      [{ not: b }, [a, c, d]],
      [{ in: [d, a] }, [a, d]],
      [{ notIn: [d, a] }, [b, c]],
    ] as const) {
      const { list } = await server.run<{ list: { nodes: { id: string }[] } }>(
        `query($where: ${type}Filter) { list: ${many}(where: $where, orderBy: { field: ID }) { nodes { id } } }`,
        { where: { id: where } },
      );
      expect(list.nodes.map(({ id }) => id)).toEqual(expected);
    }
  });
});

/** Texts that are not keys of their kind. */
const malformed: Readonly<Record<Type, readonly string[]>> = {
  Item: ['', '0', '-1', '01', '+1', '1.0', '1e3', '2147483648', ' 1', 'x'],
  Tag: [
    '',
    '1',
    'FFFFFFFF-ffff-ffff-ffff-ffffffffffff',
    '{ffffffff-ffff-ffff-ffff-ffffffffffff}',
    'ffffffffffffffffffffffffffffffff',
  ],
  Slot: ['', '-0', '00', '32768', '-32769', 'x'],
  Account: ['', '-0', '01', '9223372036854775808', '-9223372036854775809', '1.5', '1n'],
  Place: ['a\0b'],
  Grade: ['', '-0', '2147483648', '1_0', '0x1'],
};

test.each(names)('a malformed key of %s is an error', async (type) => {
  for (const key of malformed[type]) {
    const id = encodeGlobalId(type, key);
    const { errors } = await server.send('query($id: ID!) { node(id: $id) { id } }', { id });
    expect(errors?.[0]?.extensions, key).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'id',
      ids: [id],
    });
  }
});

test('foreign keys of each kind are read together and set', async () => {
  await database.query(`
    INSERT INTO "Bundle" (id, "slotNumber", "itemId") VALUES (9007199254740993, 32767, 2147483647), (9007199254740992, -32768, 1), (1, null, null);
    UPDATE "Account" SET "tagId" = 'ffffffff-ffff-ffff-ffff-ffffffffffff' WHERE number = 9007199254740993;`);
  server.statements.length = 0;
  const { bundles } = await server.run<{ bundles: { nodes: object[] } }>(
    '{ bundles { nodes { id item { id } slot { id account { id tag { id account { id } } } bundles { nodes { id } } } } } }',
  );
  // The page, items, slots, accounts, tags, the accounts of tags, and the bundles of slots.
  expect(server.statements).toHaveLength(7);
  const account = { id: encodeGlobalId('Account', '9007199254740993') };
  const tag = { id: encodeGlobalId('Tag', 'ffffffff-ffff-ffff-ffff-ffffffffffff'), account };
  const slot = (key: number, bundle: string) => ({
    id: encodeGlobalId('Slot', key),
    account: { ...account, tag },
    bundles: { nodes: [{ id: encodeGlobalId('Bundle', bundle) }] },
  });
  expect(bundles.nodes).toEqual([
    { id: encodeGlobalId('Bundle', '1'), item: null, slot: null },
    {
      id: encodeGlobalId('Bundle', '9007199254740992'),
      item: { id: encodeGlobalId('Item', 1) },
      slot: slot(-32768, '9007199254740992'),
    },
    {
      id: encodeGlobalId('Bundle', '9007199254740993'),
      item: { id: encodeGlobalId('Item', 2147483647) },
      slot: slot(32767, '9007199254740993'),
    },
  ]);
  const moved = await server.run<{ updateBundle: { bundle: object } }>(
    `mutation { updateBundle(input: { id: "${encodeGlobalId('Bundle', '1')}", slotId: "${encodeGlobalId('Slot', 0)}", itemId: null }) { bundle { slot { id } item { id } } } }`,
  );
  expect(moved.updateBundle.bundle).toEqual({
    slot: { id: encodeGlobalId('Slot', 0) },
    item: null,
  });
});
