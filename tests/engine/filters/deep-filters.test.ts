import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { EndClient, ends } from '../../support/ends.js';

type Filter = Record<string, unknown>;

describe.each(ends.slice(0, 2))('deeply nested filters from %s', (_, end) => {
  let client: EndClient;
  beforeAll(async () => {
    // Without a cost limit, which would refuse them.
    client = await EndClient.start(end, {
      documents: { limits: { filterDepth: 200 } },
      operationLimits: { cost: maximumCost },
    });
    const owners = await client.create(end.owner, ['a', 'b']);
    const targets = await client.create(end.target, ['c', 'd']);
    await client.change('set', owners[0] ?? '', targets.slice(0, 1));
    await client.change('set', owners[1] ?? '', targets.slice(1));
  });
  afterAll(() => client.close());

  /** A filter that crosses the relation `depth` times, back and forth. */
  const nested = (depth: number, wrap: (field: string, inner: Filter) => Filter): Filter => {
    let filter: Filter = {};
    for (let level = depth; level > 0; level--)
      filter = wrap(level % 2 === 1 ? end.field : end.backField, filter);
    return filter;
  };
  const wraps: [string, (field: string, inner: Filter) => Filter, count: number][] = [
    ['some', (field, inner) => ({ [field]: { some: inner } }), 2],
    ['every', (field, inner) => ({ [field]: { every: inner } }), 2],
    ['none', (field, inner) => ({ [field]: { none: inner } }), 2],
    ['OR', (field, inner) => ({ OR: [{ id: { in: [] } }, { [field]: { some: inner } }] }), 2],
    [
      'NOT',
      (field, inner) => ({ NOT: { id: { notIn: [] }, [field]: { every: { NOT: inner } } } }),
      2,
    ],
    ['every of two', (field, inner) => ({ [field]: { every: { OR: [inner, { NOT: {} }] } } }), 2],
  ];

  test.each(wraps)('40 levels of %s are planned and executed quickly', async (_, wrap, count) => {
    const started = performance.now();
    const { list } = await client.server.run<{ list: { totalCount: number; nodes: object[] } }>(
      `query($where: ${end.owner.type}Filter) { list: ${end.owner.many}(where: $where) { totalCount nodes { id } } }`,
      { where: nested(40, wrap) },
    );
    expect([list.totalCount, list.nodes.length]).toEqual([count, count]);
    // With two plans for each level, these took hours and all memory.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  const quantified: [string, (field: string) => Filter, count: number][] = [
    ['some', (field) => ({ [field]: { some: {} } }), 2],
    ['none', (field) => ({ [field]: { none: { NOT: {} } } }), 2],
    ['every', (field) => ({ [field]: { every: {} } }), 2],
    ['not some', (field) => ({ NOT: { [field]: { some: { NOT: {} } } } }), 2],
  ];

  test.each(quantified)('150 of %s side by side are planned quickly', async (_, make, count) => {
    const started = performance.now();
    const { list } = await client.server.run<{ list: { totalCount: number; nodes: object[] } }>(
      `query($where: ${end.owner.type}Filter) { list: ${end.owner.many}(where: $where) { totalCount nodes { id } } }`,
      { where: { AND: Array.from({ length: 150 }, () => make(end.field)) } },
    );
    expect([list.totalCount, list.nodes.length]).toEqual([count, count]);
    // As joins of one query, half as many took 4 to 10 s and more than a gigabyte.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
