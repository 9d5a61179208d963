import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { maximumCost } from '../src/engine/cost/cost.js';
import { capitalized, EndClient, ends } from './support/ends.js';

describe.each(ends)('the number of SQL statements, through %s:', (_, end) => {
  let client: EndClient;
  let owners: string[];
  let targets: string[];
  beforeAll(async () => {
    // Four levels of twelve rows exceed the default cost limit.
    client = await EndClient.start(end, { operationLimits: { cost: maximumCost } });
    owners = await client.create(
      end.owner,
      Array.from({ length: 12 }, (_, index) => `owner ${index}`),
    );
    targets = await client.create(
      end.target,
      Array.from({ length: 12 }, (_, index) => `target ${index}`),
    );
    for (const owner of owners) await client.change('set', owner, targets);
  });
  afterAll(() => client.close());
  beforeEach(() => {
    client.server.statements.length = 0;
  });

  const sent = async (document: string, variables?: object) => {
    client.server.statements.length = 0;
    await client.server.run(document, variables);
    return client.server.statements.length;
  };
  const { field, backField } = end;
  const { many } = end.owner;
  const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

  test('one for each level, whatever the number of parents', async () => {
    for (const first of [1, 3, 12]) {
      const list = (inner: string) =>
        `(first: ${first}) { ${pageInfo} edges { cursor node { id ${inner} } } }`;
      expect(await sent(`{ ${many}${list('')} }`)).toBe(1);
      expect(await sent(`{ ${many}${list(field + list(''))} }`)).toBe(2);
      expect(await sent(`{ ${many}${list(field + list(backField + list('')))} }`)).toBe(3);
      expect(
        await sent(`{ ${many}${list(field + list(backField + list(field + list(''))))} }`),
      ).toBe(4);
    }
  });

  test('none for a totalCount that is selected with its page', async () => {
    const list = (inner: string, count = 'totalCount') =>
      `(first: 3) { ${count} nodes { id ${inner} } }`;
    expect(await sent(`{ ${many}${list(field + list(backField + list('')))} }`)).toBe(3);
    // Also after the rows, in a fragment and under an alias.
    const spelt = `{ ${many} { ...f } } fragment f on ${end.owner.type}Connection { edges { cursor } ... { count: totalCount } }`;
    expect(await sent(spelt)).toBe(1);
    expect(await sent(`{ ${many} { totalCount } }`)).toBe(1);
    expect(await sent(`{ ${many} { totalCount nodes { ${field} { totalCount } } } }`)).toBe(2);
    // The same list with other arguments is another page.
    const twice = `a: ${field}(first: 1) { totalCount nodes { id } } b: ${field}(first: 2) { totalCount nodes { id } }`;
    expect(await sent(`{ ${many} { nodes { ${twice} } } }`)).toBe(3);
  });

  test('one for a page in the middle with both flags, and for a range', async () => {
    const { list } = await client.server.run<{ list: { edges: { cursor: string }[] } }>(
      `{ list: ${many} { edges { cursor } } }`,
    );
    const [after, before] = [list.edges[2]?.cursor, list.edges[9]?.cursor];
    const middle = `query($after: String, $before: String) { ${many}(last: 3, after: $after, before: $before) { ${pageInfo} nodes { id } } }`;
    expect(await sent(middle, { after })).toBe(1);
    expect(await sent(middle, { before })).toBe(1);
    expect(await sent(middle, { after, before })).toBe(1);
    // Also with the flags in a fragment, under an alias, or with a directive.
    const spelt = `query($after: String, $yes: Boolean = true) {
      ${many}(first: 3, after: $after) { nodes { id } p: pageInfo { ... on PageInfo { back: hasPreviousPage } hasNextPage @include(if: $yes) } }
    }`;
    expect(await sent(spelt, { after })).toBe(1);
  });

  test('none if no selected field needs one', async () => {
    expect(await sent(`{ ${many}(first: 5) { __typename } }`)).toBe(0);
    expect(
      await sent(
        `query($no: Boolean = false) { ${many} { totalCount @include(if: $no) nodes { id } } }`,
      ),
    ).toBe(1);
    expect(await sent(`{ ${many} { nodes { ${field} { __typename } } } }`)).toBe(1);
  });

  test('one for all rows of a type that are selected by ID', async () => {
    expect(await sent('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: owners })).toBe(1);
    expect(
      await sent('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids: [...owners, ...targets],
      }),
    ).toBe(2);
  });

  test.each([
    ['add', 1],
    ['set', 4],
    ['remove', 4],
    ['clear', 4],
  ] as const)(
    '%s sends %i in one transaction, whatever the number of links',
    async (verb, count) => {
      const [owner = ''] = owners;
      const name = `${verb}${end.owner.type}${capitalized(field)}`;
      const document = `mutation($input: ${capitalized(name)}Input!) { ${name}(input: $input) { __typename } }`;
      for (const list of [targets.slice(0, 1), targets]) {
        expect(await sent(document, client.input(owner, verb === 'clear' ? undefined : list))).toBe(
          count,
        );
        // One statement is a transaction of its own.
        const { statements } = client.server;
        expect(statements.filter((statement) => /^(begin|commit)$/.test(statement))).toEqual(
          count > 1 ? ['begin', 'commit'] : [],
        );
        expect([statements.at(0) === 'begin', statements.at(-1) === 'commit']).toEqual([
          count > 1,
          count > 1,
        ]);
      }
    },
  );
});
