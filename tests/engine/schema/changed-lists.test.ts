import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends } from '../../support/ends.js';

const limit = 750;
const rows = 60;

describe.each(ends)('the cost of lists of changed rows, through %s', (_, end) => {
  let client: EndClient;
  let owner: string;
  beforeAll(async () => {
    client = await EndClient.start(end, { operationLimits: { cost: limit } });
  });
  afterAll(() => client.close());
  const { type, many } = end.target;

  beforeEach(async () => {
    await client.server.run(
      `mutation { a: delete${capitalized(many)}(input: { where: {} }) { deletedCount } b: delete${capitalized(end.owner.many)}(input: { where: {} }) { deletedCount } }`,
    );
    [owner = ''] = await client.create(end.owner, ['owner']);
    const targets = await client.create(
      end.target,
      Array.from({ length: rows }, (_, n) => `target ${n}`),
    );
    await client.change('add', owner, targets);
  });

  const counts = async () => {
    const { list, node } = await client.server.run<{
      list: { totalCount: number };
      node: { list: { totalCount: number } };
    }>(
      `query($id: ID!) { list: ${many} { totalCount } node: ${end.owner.one}(id: $id) { list: ${end.field} { totalCount } } }`,
      { id: owner },
    );
    return [list.totalCount, node.list.totalCount];
  };
  const aliases = (count: number, field: string) =>
    Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');
  const clear = `clear${end.owner.type}${capitalized(end.field)}`;
  const set = `set${end.owner.type}${capitalized(end.field)}`;
  const mutations: [name: string, count: string, mutation: (lists: string) => string][] = [
    [
      `deleted${type}Ids`,
      'deletedCount',
      (lists) => `delete${capitalized(many)}(input: { where: {} }) { deletedCount ${lists} }`,
    ],
    [
      `removed${capitalized(end.singular)}Ids`,
      'removedCount',
      (lists) => `${clear}(input: { ${end.owner.one}Id: "${owner}" }) { removedCount ${lists} }`,
    ],
    [
      `removed${capitalized(end.singular)}Ids`,
      'removedCount',
      (lists) =>
        `${set}(input: { ${end.owner.one}Id: "${owner}", ${end.singular}Ids: [] }) { removedCount ${lists} }`,
    ],
  ];

  test.each(mutations)('is charged for each selection of the list: %s', async (list, count, of) => {
    const { data, extensions } = await client.server.send<Record<string, object>>(
      `mutation { payload: ${of(aliases(100, list))} }`,
    );
    const payload = data?.payload as Record<string, unknown>;
    expect(payload[count]).toBe(rows);
    expect(payload.a99).toHaveLength(rows);
    // 100 for the transaction, 0.1 for the count, 0.1 for each of 100 × 60 IDs; a filter is read twice, each for 1.
    const filter = list.startsWith('deleted') ? 2 : 0;
    expect(extensions?.cost).toEqual({ requested: 101 + 600 + filter, limit });
  });

  test.each(mutations)(
    'rolls the change back if it exceeds the limit: %s',
    async (list, count, of) => {
      const before = await counts();
      const { data, errors } = await client.server.send(
        `mutation { payload: ${of(aliases(190, list))} }`,
      );
      expect(data).toEqual({ payload: null });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'COST_LIMIT_EXCEEDED' },
      ]);
      expect(await counts()).toEqual(before);
      // A count has no such cost, nor has a skipped selection.
      const skipped = await client.server.run<Record<string, Record<string, unknown>>>(
        `mutation { payload: ${of(`... @skip(if: true) { ${aliases(190, list)} } ${`${list} `.repeat(100)}`)} }`,
      );
      expect(skipped.payload?.[count]).toBe(rows);
    },
  );

  test('is added up over the mutations of an operation', async () => {
    const remove = (ids: readonly string[], name: string) =>
      `${name}: delete${capitalized(many)}(input: { where: { id: { in: [${ids.map((id) => `"${id}"`)}] } } }) { deletedCount ${aliases(95, `deleted${type}Ids`)} }`;
    const { data: read } = await client.server.send<Record<string, { nodes: { id: string }[] }>>(
      `{ ${many}(first: 100) { nodes { id } } }`,
    );
    const ids = read?.[many]?.nodes.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(rows);
    const { data, errors } = await client.server.send<Record<string, object | null>>(
      `mutation { ${remove(ids.slice(0, 30), 'a')} ${remove(ids.slice(30), 'b')} }`,
    );
    expect(data?.a).toMatchObject({ deletedCount: 30 });
    expect(data?.b).toBeNull();
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['b'], 'COST_LIMIT_EXCEEDED'],
    ]);
    expect(await counts()).toEqual([30, 30]);
  });
});
