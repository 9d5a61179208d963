import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  columns,
  type Item,
  type Kinds,
  type Owners,
  orderField,
  sortedBy,
  startKinds,
} from '../../support/kinds.js';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}
const pageFields =
  'edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor }';
const idsOf = ({ edges }: Pick<Page, 'edges'>) => edges.map(({ node }) => node.id);

let kinds: Kinds;

const read = async (args: string) => {
  const { list } = await kinds.server.run<{ list: Page }>(
    `{ list: items(${args}) { ${pageFields} } }`,
  );
  return list;
};

const orderOf = (name: string, direction: string) =>
  `orderBy: { field: ${orderField(name)}, direction: ${direction} }`;

/** The items in the order of a column: exactly reversed if it is descending. */
function ordered(items: readonly Item[], name: string, direction: string): string[] {
  const sorted = name === 'id' ? [...items] : sortedBy(items, name);
  const ids = sorted.map(({ id }) => id);
  return direction === 'DESC' ? ids.reverse() : ids;
}

/** Reads all pages of a size forwards and backwards. */
async function walk(name: string, direction: string, size: number): Promise<void> {
  const whole = await read(`first: 100, ${orderOf(name, direction)}`);
  expect(idsOf(whole)).toEqual(ordered(kinds.items, name, direction));
  const [forwards, backwards]: Page['edges'][number][][] = [[], []];
  for (let after = ''; ; ) {
    const page = await read(`first: ${size}, ${orderOf(name, direction)}${after}`);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
    forwards?.push(...page.edges);
    if (!page.pageInfo.hasNextPage) break;
    after = `, after: "${page.pageInfo.endCursor}"`;
  }
  expect(forwards).toEqual(whole.edges);
  for (let before = ''; ; ) {
    const page = await read(`last: ${size}, ${orderOf(name, direction)}${before}`);
    expect(page.pageInfo.hasNextPage).toBe(before !== '');
    backwards?.unshift(...page.edges);
    if (!page.pageInfo.hasPreviousPage) break;
    before = `, before: "${page.edges[0]?.cursor}"`;
  }
  expect(backwards).toEqual(whole.edges);
}

/** Reads the lists of all owners of a type in the order, completely and after one position. */
async function walkLists(
  many: string,
  owners: Owners,
  name: string,
  direction: string,
): Promise<void> {
  const lists = async (args: string) => {
    const { list } = await kinds.server.run<{ list: { nodes: { id: string; items: Page }[] } }>(
      `{ list: ${many} { nodes { id items(${args}, ${orderOf(name, direction)}) { ${pageFields} } } } }`,
    );
    return list.nodes;
  };
  const whole = await lists('first: 100');
  expect(whole).toHaveLength(owners.size);
  for (const { id, items } of whole)
    expect(idsOf(items)).toEqual(ordered(owners.get(id) ?? [], name, direction));
  const first = whole.find(({ items }) => items.edges.length > 0);
  const place = Math.floor((first?.items.edges.length ?? 0) / 2);
  const cursor = first?.items.edges[place]?.cursor;
  const order = ordered(kinds.items, name, direction);
  const rest = order.slice(order.indexOf(first?.items.edges[place]?.node.id ?? '') + 1);
  for (const { id, items } of await lists(`first: 3, after: "${cursor}"`)) {
    const behind = ordered(owners.get(id) ?? [], name, direction).filter((each) =>
      rest.includes(each),
    );
    expect(idsOf(items)).toEqual(behind.slice(0, 3));
  }
}

/** Reads the rows between pairs of positions, before, around and after the first null. */
async function readBetween(name: string, direction: string): Promise<void> {
  const { edges } = await read(`first: 100, ${orderOf(name, direction)}`);
  const last = edges.length - 1;
  for (const [from, to] of [
    [0, last],
    [1, 3],
    [Math.floor(last / 2), last],
    [0, Math.floor(last / 2)],
    [6, 5],
  ] as const) {
    const args = `after: "${edges[from]?.cursor}", before: "${edges[to]?.cursor}"`;
    const forwards = await read(`first: 4, ${args}, ${orderOf(name, direction)}`);
    const backwards = await read(`last: 4, ${args}, ${orderOf(name, direction)}`);
    const between = edges.slice(from + 1, to);
    expect(forwards.edges).toEqual(between.slice(0, 4));
    expect(backwards.edges).toEqual(between.slice(-4));
  }
}

describe.each([
  ['by code point', undefined],
  ['by a locale', 'en-x-icu'],
])('where the database sorts texts %s', (_, collation) => {
  const names = Object.keys(columns).filter((name) => !collation || /text|varchar/i.test(name));
  beforeAll(async () => {
    kinds = await startKinds(20);
    if (!collation) return;
    const { rows } = await kinds.database.query<{ statement: string }>(
      `SELECT format('ALTER TABLE %I ALTER %I TYPE %s COLLATE %I', table_name, column_name, data_type, $1::text) AS statement
       FROM information_schema.columns
       WHERE table_schema = 'public' AND collation_name = 'C' AND data_type IN ('text', 'character varying')`,
      [collation],
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { statement } of rows) await kinds.database.query(statement);
  });
  afterAll(() => kinds.close());

  test.each([...names, 'id'])(
    '%s: pages of any size return the list in both directions',
    async (name) => {
      await Promise.all([walk(name, 'ASC', 2), walk(name, 'DESC', 7)]);
    },
  );

  test.each([...names, 'id'])('%s: pages between two positions', async (name) => {
    await Promise.all([readBetween(name, 'ASC'), readBetween(name, 'DESC')]);
  });

  test.each([...names, 'id'])('%s: so do pages of the lists of a row', async (name) => {
    await Promise.all([
      walkLists('places', kinds.places, name, 'ASC'),
      walkLists('tags', kinds.tags, name, 'DESC'),
    ]);
  });
});

describe('the cursor of an edge in a payload', () => {
  beforeAll(async () => {
    kinds = await startKinds(0);
  });
  afterAll(() => kinds.close());

  // Each in the default order of its type, among which are null, -0 and microseconds.
  test.each([
    ['Preset', 'presets', ['', '']],
    ['Account', 'accounts', ['number: 1', 'number: 2, score: -0.0', 'number: 3, score: 0.1']],
    ['Place', 'places', ['code: "a", name: "a"', 'code: "b", name: "b", floor: -2147483648']],
    ['Bundle', 'bundles', ['', '']],
    ['Tag', 'tags', ['id: "FFFFFFFF-0000-0000-0000-000000000000", name: "t"']],
  ])('of %s is that of the page', async (type, many, inputs) => {
    const one = type.toLowerCase();
    for (const input of inputs) {
      const { made } = await kinds.server.run<{ made: { edge: Page['edges'][number] } }>(
        `mutation { made: create${type}(input: { ${input} }) { edge: ${one}Edge { cursor node { id } } } }`,
      );
      const { list } = await kinds.server.run<{ list: Page }>(
        `{ list: ${many} { ${pageFields} } }`,
      );
      expect(list.edges).toContainEqual(made.edge);
    }
  });
});
