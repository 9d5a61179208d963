import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends } from '../../support/ends.js';

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}
interface List {
  readonly edges: readonly Edge[];
  readonly nodes: readonly { readonly id: string }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const selection =
  '{ totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';

// Ties, prefixes, accents and an emoji: all are ordered by code point.
const texts = ['b', 'a', 'ab', 'b', 'é', 'Z', '😀', 'b', '～', 'a b', 'b', 'z', '0', 'É', 'c'];

describe.each(ends)('the connections of %s', (_, end) => {
  let client: EndClient;
  let owner: string;
  /** The targets of `owner` in each order. */
  let lists: Record<string, string[]>;

  /** The root connection, that of one owner, and that of one owner with a filter that matches all rows. */
  const connections = ['root', 'nested', 'filtered'] as const;
  type Kind = (typeof connections)[number];

  const page = async (kind: Kind, args: Record<string, unknown>): Promise<List> => {
    const { type, many } = end.target;
    const declared = `$first: Int, $after: String, $last: Int, $before: String, $orderBy: ${type}Order, $where: ${type}Filter`;
    const passed =
      'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, where: $where';
    const where = kind === 'filtered' ? { OR: [{ [end.backField]: { some: {} } }] } : undefined;
    if (kind === 'root') {
      const { list } = await client.server.run<{ list: List }>(
        `query(${declared}) { list: ${many}(${passed}) ${selection} }`,
        args,
      );
      return list;
    }
    const { row } = await client.server.run<{ row: { list: List } }>(
      `query(${declared}, $owner: ID!) { row: ${end.owner.one}(id: $owner) { list: ${end.field}(${passed}) ${selection} } }`,
      { owner, where, ...args },
    );
    return row.list;
  };

  const orders = ['text ASC', 'text DESC', 'ID ASC', 'ID DESC'];
  const orderBy = (order: string) => {
    const [field, direction] = order.split(' ');
    return { field: field === 'text' ? end.target.text.toUpperCase() : 'ID', direction };
  };

  beforeAll(async () => {
    client = await EndClient.start(end);
    [owner = ''] = await client.create(end.owner, ['the owner']);
    const ids = await client.create(end.target, texts);
    // Linked in another order than created.
    for (const id of ids.toReversed()) await client.change('add', owner, [id]);
    const byText = ids
      .map((id, index) => ({ id, index, bytes: Buffer.from(texts[index] ?? '') }))
      .sort((a, b) => a.bytes.compare(b.bytes) || a.index - b.index)
      .map(({ id }) => id);
    lists = {
      'text ASC': byText,
      'text DESC': byText.toReversed(),
      'ID ASC': ids,
      'ID DESC': ids.toReversed(),
    };
  });
  afterAll(() => client.close());

  describe.each(connections)('%s', (kind) => {
    test.each(orders)(
      'ordered by %s, pages of every size make up the list, forward and backward',
      async (order) => {
        const list = lists[order] ?? [];
        for (const size of [1, 7, list.length - 1, list.length, 100]) {
          const forward: string[] = [];
          for (let after: string | null = null, more = true; more; ) {
            const { nodes, edges, pageInfo, totalCount }: List = await page(kind, {
              first: size,
              after,
              orderBy: orderBy(order),
            });
            expect(edges.map(({ node }) => node)).toEqual(nodes);
            expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
              edges.at(0)?.cursor,
              edges.at(-1)?.cursor,
            ]);
            expect(pageInfo.hasPreviousPage).toBe(forward.length > 0);
            expect(totalCount).toBe(list.length);
            forward.push(...nodes.map(({ id }) => id));
            expect(pageInfo.hasNextPage).toBe(forward.length < list.length);
            more = pageInfo.hasNextPage;
            after = pageInfo.endCursor;
          }
          expect(forward).toEqual(list);

          const backward: string[] = [];
          for (let before: string | null = null, more = true; more; ) {
            const { nodes, pageInfo }: List = await page(kind, {
              last: size,
              before,
              orderBy: orderBy(order),
            });
            expect(pageInfo.hasNextPage).toBe(backward.length > 0);
            backward.unshift(...nodes.map(({ id }) => id));
            expect(pageInfo.hasPreviousPage).toBe(backward.length < list.length);
            more = pageInfo.hasPreviousPage;
            before = pageInfo.startCursor;
          }
          expect(backward).toEqual(list);
        }
      },
    );

    test('a page equals the slice of the list, and its flags say whether there are more rows', async () => {
      const list = lists['text ASC'] ?? [];
      const { edges } = await page(kind, { first: 100 });
      const cursorAt = (index: number) => edges[index]?.cursor;
      const bounds = [undefined, 0, 4, 5, list.length - 1];
      for (const after of bounds) {
        for (const before of bounds) {
          for (const [size, count] of [
            ['first', 0],
            ['first', 3],
            ['first', 100],
            ['last', 0],
            ['last', 3],
            ['last', 100],
          ] as const) {
            const from = after === undefined ? 0 : after + 1;
            const to = before === undefined ? list.length : before;
            const range = list.slice(from, Math.max(from, to));
            const shown =
              size === 'first'
                ? range.slice(0, count)
                : range.slice(Math.max(0, range.length - count));
            // The position of an empty page: at its cursor, or at the end of the list that it is counted from.
            const position = size === 'first' ? from : to;
            const start = shown[0] === undefined ? position : list.indexOf(shown[0]);
            const expected = {
              shown,
              hasPreviousPage: start > 0,
              hasNextPage: start + shown.length < list.length,
            };
            const actual = await page(kind, {
              [size]: count,
              after: after && cursorAt(after),
              before: before && cursorAt(before),
              ...(after === 0 && { after: cursorAt(0) }),
              ...(before === 0 && { before: cursorAt(0) }),
            });
            expect(
              {
                shown: actual.nodes.map(({ id }) => id),
                hasPreviousPage: actual.pageInfo.hasPreviousPage,
                hasNextPage: actual.pageInfo.hasNextPage,
              },
              `${size}: ${count}, after: ${after}, before: ${before}`,
            ).toEqual(expected);
          }
        }
      }
    });

    test('null arguments are the same as omitted ones', async () => {
      const withoutArguments = await page(kind, {});
      expect(
        await page(kind, {
          first: null,
          after: null,
          last: null,
          before: null,
          orderBy: null,
          ...(kind !== 'filtered' && { where: null }),
        }),
      ).toEqual(withoutArguments);
    });
  });

  test('the default is 20 rows from the start, or from the end with before alone', async () => {
    const ids = await client.create(
      end.target,
      Array.from({ length: 45 }, (_, index) => `n${String(index).padStart(2, '0')}`),
    );
    await client.change('add', owner, ids);
    const where = { [end.target.text]: { startsWith: 'n' } };
    for (const kind of ['root', 'nested'] as const) {
      const shown = async (args: object) => {
        const { nodes, pageInfo } = await page(kind, { where, ...args });
        return [nodes.map(({ id }) => id), pageInfo.hasPreviousPage, pageInfo.hasNextPage];
      };
      const { edges } = await page(kind, { first: 100, where });
      const cursor = edges[42]?.cursor;
      expect(await shown({})).toEqual([ids.slice(0, 20), false, true]);
      expect(await shown({ after: edges[4]?.cursor })).toEqual([ids.slice(5, 25), true, true]);
      expect(await shown({ before: cursor })).toEqual([ids.slice(22, 42), true, true]);
      expect(await shown({ after: edges[4]?.cursor, before: cursor })).toEqual([
        ids.slice(5, 25),
        true,
        true,
      ]);
    }
    await client.server.run(
      `mutation($where: ${end.target.type}Filter!) { delete${capitalized(end.target.many)}(input: { where: $where }) { deletedCount } }`,
      { where },
    );
  });

  test('a cursor keeps its position after its row was renamed and deleted', async () => {
    const ids = await client.create(end.target, ['m1', 'm2', 'm3', 'm4']);
    await client.change('add', owner, ids);
    for (const kind of connections) {
      const where = { [end.target.text]: { startsWith: 'm' } };
      const first = await page(kind, { first: 2, where });
      const cursor = first.pageInfo.endCursor;
      const rest = async () =>
        (await page(kind, { after: cursor, where })).nodes.map(({ id }) => id);
      expect(await rest()).toEqual(ids.slice(2));
      if (kind !== connections.at(-1)) continue;
      const { type, text } = end.target;
      await client.server.run(
        `mutation($input: Update${type}Input!) { update${type}(input: $input) { ${end.target.one} { id } } }`,
        {
          input: { id: ids[1], [text]: 'm9' },
        },
      );
      expect(await rest()).toEqual([...ids.slice(2), ids[1]]);
      await client.server.run(
        `mutation($input: Delete${type}Input!) { delete${type}(input: $input) { deleted${type}Id } }`,
        {
          input: { id: ids[1] },
        },
      );
      expect(await rest()).toEqual(ids.slice(2));
    }
    await client.server.run(
      `mutation($where: ${end.target.type}Filter!) { delete${capitalized(end.target.many)}(input: { where: $where }) { deletedCount } }`,
      { where: { [end.target.text]: { startsWith: 'm' } } },
    );
  });

  test('invalid page arguments are refused, with the name of the argument', async () => {
    const { edges } = await page('root', { first: 3 });
    const byId = await page('root', { first: 3, orderBy: orderBy('ID ASC') });
    const cursor = edges[0]?.cursor ?? '';
    const decoded = Buffer.from(cursor, 'base64url').toString();
    const forged = (text: string) => Buffer.from(text).toString('base64url');
    const wrong: [Record<string, unknown>, string][] = [
      [{ first: -1 }, 'first'],
      [{ first: 101 }, 'first'],
      [{ last: -1 }, 'last'],
      [{ last: 101 }, 'last'],
      [{ first: 1, last: 1 }, 'last'],
      [{ first: 1, after: '' }, 'after'],
      [{ first: 1, after: 'no cursor' }, 'after'],
      [{ first: 1, before: `${cursor}=` }, 'before'],
      [{ first: 1, after: ` ${cursor}` }, 'after'],
      [{ first: 1, after: byId.edges[0]?.cursor }, 'after'],
      [{ last: 1, before: cursor, orderBy: orderBy('text DESC') }, 'before'],
      [{ first: 1, after: forged(decoded.replace(/,\d+\]/, ',"1"]')) }, 'after'],
      [{ first: 1, after: forged(decoded.replace(/,\d+\]/, ',99999999999]')) }, 'after'],
      [{ first: 1, after: forged(decoded.replace(/,".*",/, ',"\\u0000",')) }, 'after'],
      [{ first: 1, after: forged(decoded.replace(/,".*",/, ',"\\ud800",')) }, 'after'],
      [{ first: 1, after: forged(decoded.replace(/,\d+\]/, ']')) }, 'after'],
      [{ first: 1, after: forged('{}') }, 'after'],
    ];
    for (const [args, argument] of wrong) {
      for (const kind of ['root', 'nested'] as const) {
        const failed = await page(kind, args).then(
          () => undefined,
          (error: Error) => JSON.parse(error.message),
        );
        expect(failed?.[0]?.extensions, JSON.stringify(args)).toEqual({
          code: 'BAD_USER_INPUT',
          argument,
        });
      }
    }
    expect(client.server.logged).toEqual([]);
  });
});
