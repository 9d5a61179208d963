import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  columnsOf,
  endNames,
  type Guild,
  linksFrom,
  orderArgument,
  sorted,
  startGuild,
  type TestedEnd,
  type TestedLink,
  targetOf,
} from '../../support/guild.js';

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
  readonly [column: string]: unknown;
}
interface List {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => guild.close());

const fieldsOf = ({ columns }: TestedEnd) =>
  `totalCount edges { cursor ${columns.join(' ')} node { id } } pageInfo { hasNextPage hasPreviousPage endCursor }`;

/** An edge as it must be, but for its cursor. JSON has no -0. */
const shown = (end: TestedEnd, link: TestedLink) => ({
  ...Object.fromEntries(end.columns.map((name) => [name, shownValue(link.values[name]?.shown)])),
  node: { id: targetOf(end, link).id },
});
const shownValue = (value: unknown = null) => (value === 0 ? 0 : value);
const withoutCursor = ({ cursor: _, ...edge }: Edge) => edge;

/** The lists of all owners. */
async function lists(end: TestedEnd, args: string): Promise<Map<string, List>> {
  const { owners } = await guild.server.run<{ owners: { nodes: { id: string; list: List }[] } }>(
    `{ owners: ${end.many} { nodes { id list: ${end.field}(${args}) { ${fieldsOf(end)} } } } }`,
  );
  return new Map(owners.nodes.map(({ id, list }) => [id, list]));
}

/** The list of one owner. */
async function list(end: TestedEnd, id: string, args: string): Promise<List> {
  const { owner } = await guild.server.run<{ owner: { list: List } }>(
    `{ owner: node(id: "${id}") { ... on ${end.owner} { list: ${end.field}(${args}) { ${fieldsOf(end)} } } } }`,
  );
  return owner.list;
}

describe.each(endNames)('%s', (name) => {
  const orders = ['id', 'text', ...columnsOf(name)];
  const endOf = () => guild.ends[name];

  // DESC as the exact reverse of ASC.
  test.each(orders)('by %s, the lists of all owners are those in memory', async (by) => {
    const end = endOf();
    for (const direction of ['ASC', 'DESC']) {
      const all = await lists(end, `first: 100, ${orderArgument(end, by, direction)}`);
      expect(all.size).toBe(end.owners.length);
      for (const owner of end.owners) {
        const expected = sorted(end, linksFrom(end, owner), by, direction);
        const found = all.get(owner.id);
        expect(found?.edges.map(withoutCursor)).toEqual(expected.map((each) => shown(end, each)));
        expect(found?.totalCount).toBe(expected.length);
      }
    }
  });

  test.each(orders)('by %s, pages of any size walk a list both ways', async (by) => {
    const end = endOf();
    const owner = end.owners[2];
    if (!owner) throw new Error('there is no owner');
    for (const [direction, size] of [
      ['ASC', 1],
      ['DESC', 2],
      ['ASC', 3],
    ] as const) {
      const order = orderArgument(end, by, direction);
      const whole = await list(end, owner.id, `first: 100, ${order}`);
      expect(whole.edges.length).toBeGreaterThan(2);
      expect(new Set(whole.edges.map(({ cursor }) => cursor)).size).toBe(whole.edges.length);
      const forwards: Edge[] = [];
      for (let after = ''; ; ) {
        const page = await list(end, owner.id, `first: ${size}, ${order}${after}`);
        expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
        forwards.push(...page.edges);
        if (!page.pageInfo.hasNextPage) break;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect(forwards).toEqual(whole.edges);
      const backwards: Edge[] = [];
      for (let before = ''; ; ) {
        const page = await list(end, owner.id, `last: ${size}, ${order}${before}`);
        expect(page.pageInfo.hasNextPage).toBe(before !== '');
        backwards.unshift(...page.edges);
        if (!page.pageInfo.hasPreviousPage) break;
        before = `, before: "${page.edges[0]?.cursor}"`;
      }
      expect(backwards).toEqual(whole.edges);
    }
  });

  test('a cursor of another order, direction or end is refused', async () => {
    const end = endOf();
    const [by = '', other = ''] = end.columns;
    const owner = end.owners[2]?.id ?? '';
    const { edges } = await list(end, owner, `first: 1, ${orderArgument(end, by, 'ASC')}`);
    for (const order of [
      orderArgument(end, other, 'ASC'),
      orderArgument(end, by, 'DESC'),
      orderArgument(end, 'id', 'ASC'),
    ]) {
      const { errors } = await guild.server.send(
        `{ node(id: "${owner}") { ... on ${end.owner} { ${end.field}(after: "${edges[0]?.cursor}", ${order}) { totalCount } } } }`,
      );
      expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'BAD_USER_INPUT', argument: 'after' },
      ]);
    }
  });
});

test.each([
  ['Person.following', 'Person.followers'],
  ['Album.tracks', 'Track.albums'],
] as const)('%s and %s show the same links', async (...names) => {
  const [one, other] = await Promise.all(
    names.map(async (name, side) => {
      const end = guild.ends[name];
      const all = await lists(end, 'first: 100');
      return [...all]
        .flatMap(([id, { edges }]) =>
          edges.map(({ cursor: _, node, ...columns }) => {
            const pair = side === 0 ? [id, node.id] : [node.id, id];
            return JSON.stringify([...pair, columns]);
          }),
        )
        .sort();
    }),
  );
  expect(one).toEqual(other);
  expect(one?.length).toBe(guild.ends[names[0]].links.length);
});

test('columns without a filter or an order are shown, those left out are not', async () => {
  const { people } = await guild.server.run<{ people: { nodes: { following: List }[] } }>(
    '{ people { nodes { following { edges { words extra bytes createdAt updatedAt } } } } }',
  );
  const edges = people.nodes.flatMap(({ following }) => following.edges);
  expect(edges).toHaveLength(guild.ends['Person.following'].links.length);
  for (const edge of edges)
    expect(edge).toMatchObject({
      words: ['a', 'b'],
      extra: { a: 1 },
      bytes: null,
      updatedAt: '2026-11-25T00:00:00.000Z',
    });
  const { errors } = await guild.server.send(
    '{ people { nodes { following { edges { secret } } } } }',
  );
  expect(errors?.[0]?.message).toContain('secret');
});

test('each level is one statement, whatever the number of owners and columns', async () => {
  const list = (inner: string) =>
    `(first: 3, orderBy: { field: LINK_INT }) { totalCount pageInfo { hasNextPage hasPreviousPage } edges { int shade cursor node { id ${inner} } } }`;
  const sent = async (operation: string) => {
    guild.server.statements.length = 0;
    await guild.server.run(operation);
    return guild.server.statements.length;
  };
  const people = (inner: string) => `{ people { nodes { id ${inner} } } }`;
  expect(await sent(people(`following${list('')}`))).toBe(2);
  expect(await sent(people(`following${list(`followers${list('')}`)}`))).toBe(3);
  expect(await sent('{ tracks { nodes { albums { edges { int node { title } } } } } }')).toBe(2);
});
