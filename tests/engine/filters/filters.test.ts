import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { countFilters, countHolds } from '../../support/counts.js';
import { type ClientType, EndClient, ends } from '../../support/ends.js';
import { someFields } from '../../support/some-fields.js';

/** A row in memory, for evaluating filters. */
interface Model {
  readonly type: ClientType;
  readonly id: string;
  readonly text: string;
  readonly related: Model[];
}
type Filter = Record<string, unknown>;

const texts = ['', 'a', 'A', 'ab', 'b%', '_', '\\', 'é', 'Étude', 'straße', '😀', 'x a'];
const names = texts.filter((text) => text !== '');

const compare = (a: string, b: string) => Buffer.from(a).compare(Buffer.from(b));

/** Evaluates a filter on a row in memory. */
function holds(row: Model, filter: Filter, field: Record<string, string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const filters = value as Filter[];
    if (name === 'AND') return filters.every((inner) => holds(row, inner, field));
    if (name === 'OR') return filters.some((inner) => holds(row, inner, field));
    if (name === 'NOT') return !holds(row, value as Filter, field);
    if (name === 'id') return idHolds(row.id, value as Filter);
    if (name === row.type.text) return textHolds(row.text, value as Filter);
    expect(name).toBe(field[row.type.type]);
    return Object.entries(value as Record<string, Filter>).every(([quantifier, inner]) => {
      if (quantifier === 'count') return countHolds(row.related.length, inner);
      const matching = row.related.filter((other) => holds(other, inner, field)).length;
      return { some: matching > 0, every: matching === row.related.length, none: matching === 0 }[
        quantifier
      ];
    });
  });
}

function idHolds(id: string, filter: Filter): boolean {
  return Object.entries(filter).every(
    ([name, value]) =>
      ({
        equals: id === value,
        not: id !== value,
        in: [value].flat().includes(id),
        notIn: ![value].flat().includes(id),
      })[name],
  );
}

function textHolds(text: string, { mode, ...filter }: Filter): boolean {
  const fold = (value: unknown) =>
    mode === 'INSENSITIVE' ? String(value).toLowerCase() : String(value);
  const own = fold(text);
  return Object.entries(filter).every(([name, value]) => {
    const operand = fold(value);
    const list = [value].flat().map(fold);
    return {
      equals: own === operand,
      not: own !== operand,
      in: list.includes(own),
      notIn: !list.includes(own),
      startsWith: own.startsWith(operand),
      endsWith: own.endsWith(operand),
      contains: own.includes(operand),
      lt: compare(own, operand) < 0,
      lte: compare(own, operand) <= 0,
      gt: compare(own, operand) > 0,
      gte: compare(own, operand) >= 0,
    }[name];
  });
}

/** Filters of `type`, whose relation leads to `other`, with `depth` levels at most. */
function filters(
  type: ClientType,
  other: ClientType,
  field: Record<string, string>,
  ids: Record<string, string[]>,
  depth = 3,
): fc.Arbitrary<Filter> {
  const id = fc.constantFrom(...(ids[type.type] ?? []));
  const text = fc.constantFrom(...texts);
  const several = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });
  const single = ['equals', 'not', 'startsWith', 'endsWith', 'contains', 'lt', 'lte', 'gt', 'gte'];
  const leaf = {
    id: someFields({ equals: id, not: id, in: several(id), notIn: several(id) }),
    [type.text]: someFields({
      ...Object.fromEntries(single.map((name) => [name, text])),
      in: several(text),
      notIn: several(text),
      mode: fc.constantFrom('SENSITIVE', 'INSENSITIVE'),
    }),
  };
  if (depth === 0) return someFields(leaf);
  const same = filters(type, other, field, ids, depth - 1);
  const across = filters(other, type, field, ids, depth - 1);
  const relation = someFields({ some: across, every: across, none: across, count: countFilters });
  return someFields({
    ...leaf,
    AND: fc.array(same, { maxLength: 2 }),
    OR: several(same),
    NOT: same,
    [field[type.type] ?? '']: relation,
  });
}

describe.each(ends)('filters from %s', (_, end) => {
  let client: EndClient;
  let owners: Model[];
  let targets: Model[];
  const field = { [end.owner.type]: end.field, [end.target.type]: end.backField };

  const read = async (where: Filter): Promise<string[]> => {
    const { type, many } = end.owner;
    const { list } = await client.server.run<{
      list: { totalCount: number; nodes: { id: string }[] };
    }>(
      `query($where: ${type}Filter) { list: ${many}(first: 100, where: $where, orderBy: { field: ID }) { totalCount nodes { id } } }`,
      { where },
    );
    expect(list.totalCount).toBe(list.nodes.length);
    return list.nodes.map(({ id }) => id);
  };
  const naive = (where: Filter) =>
    owners.filter((row) => holds(row, where, field)).map(({ id }) => id);

  beforeAll(async () => {
    // Without a cost limit, which would refuse them.
    client = await EndClient.start(end, { operationLimits: { cost: maximumCost } });
    const rows = async (type: ClientType) =>
      (await client.create(type, names)).map((id, index) => ({
        type,
        id,
        text: names[index] ?? '',
        related: [] as Model[],
      }));
    [owners, targets] = [await rows(end.owner), await rows(end.target)];
    // Owners have from no target to many.
    for (const [index, owner] of owners.entries()) {
      const linked = targets.filter((_, other) => (index * 7 + other * other) % 5 < index % 4);
      await client.change(
        'set',
        owner.id,
        linked.map(({ id }) => id),
      );
      owner.related.push(...linked);
      for (const target of linked) target.related.push(owner);
    }
  });
  afterAll(() => client.close());

  test('some, every and none, and their negations, match the expected rows', async () => {
    const [first] = targets;
    const inner = [
      {},
      { NOT: {} },
      { OR: [] },
      { id: { equals: first?.id } },
      { [end.target.text]: { contains: 'a' } },
    ];
    for (const filter of inner) {
      for (const quantifier of ['some', 'every', 'none']) {
        for (const where of [
          { [end.field]: { [quantifier]: filter } },
          { NOT: { [end.field]: { [quantifier]: filter } } },
        ]) {
          expect(await read(where), JSON.stringify(where)).toEqual(naive(where));
        }
      }
      // `none` is the negation of `some`, and `every` is `none` of the negated filter.
      expect(await read({ [end.field]: { none: filter } })).toEqual(
        await read({ NOT: { [end.field]: { some: filter } } }),
      );
      expect(await read({ [end.field]: { every: filter } })).toEqual(
        await read({ [end.field]: { none: { NOT: filter } } }),
      );
    }
  });

  test('empty filters and lists match all rows or none, as in Boolean algebra', async () => {
    const all = owners.map(({ id }) => id);
    const every = [
      {},
      { AND: [] },
      { NOT: { OR: [] } },
      { id: {} },
      { id: { notIn: [] } },
      { [end.owner.text]: { notIn: [] } },
      { [end.field]: {} },
      { [end.field]: { every: {} } },
    ];
    const none = [
      { NOT: {} },
      { OR: [] },
      { id: { in: [] } },
      { [end.owner.text]: { in: [] } },
      { [end.field]: { some: { OR: [] } } },
    ];
    for (const where of every) expect(await read(where), JSON.stringify(where)).toEqual(all);
    for (const where of none) expect(await read(where), JSON.stringify(where)).toEqual([]);
    // Every text contains the empty text.
    for (const name of ['startsWith', 'endsWith', 'contains'])
      expect(await read({ [end.owner.text]: { [name]: '' } })).toEqual(all);
  });

  test('a random filter matches the same rows as its evaluation in memory', async () => {
    const ids = {
      [end.owner.type]: owners.map(({ id }) => id),
      [end.target.type]: targets.map(({ id }) => id),
    };
    let selective = 0;
    await fc.assert(
      fc.asyncProperty(filters(end.owner, end.target, field, ids), async (where) => {
        const expected = naive(where);
        if (expected.length > 0 && expected.length < owners.length) selective += 1;
        expect(await read(where)).toEqual(expected);
      }),
      { numRuns: 250 },
    );
    // Filters that match all or nothing would prove little.
    expect(selective).toBeGreaterThan(40);
  });

  test('a filter on the connection of a row matches the same of its targets', async () => {
    const { type } = end.target;
    const ids = {
      [end.owner.type]: owners.map(({ id }) => id),
      [end.target.type]: targets.map(({ id }) => id),
    };
    await fc.assert(
      fc.asyncProperty(filters(end.target, end.owner, field, ids, 2), async (where) => {
        const { list } = await client.server.run<{
          list: {
            nodes: { id: string; targets: { totalCount: number; nodes: { id: string }[] } }[];
          };
        }>(
          `query($where: ${type}Filter) {
            list: ${end.owner.many}(first: 100, orderBy: { field: ID }) { nodes { id targets: ${end.field}(first: 100, where: $where, orderBy: { field: ID }) { totalCount nodes { id } } } }
          }`,
          { where },
        );
        const expected = owners.map(({ id, related }) => ({
          id,
          targets: related.filter((row) => holds(row, where, field)).map((row) => row.id),
        }));
        expect(
          list.nodes.map(({ id, targets }) => ({
            id,
            targets: targets.nodes.map((node) => node.id),
          })),
        ).toEqual(expected);
        expect(list.nodes.map(({ targets }) => targets.totalCount)).toEqual(
          expected.map(({ targets }) => targets.length),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('distinct: false lists each matching pair as an edge with a unique cursor', async () => {
    const { type, many, text } = end.owner;
    const where = {
      [end.field]: {
        some: { [end.target.text]: { gte: 'a' } },
        none: { id: { equals: targets[0]?.id } },
      },
    };
    const pairs = owners
      .filter((row) =>
        holds(row, { [end.field]: { none: { id: { equals: targets[0]?.id } } } }, field),
      )
      .flatMap((row) => row.related.filter(({ text }) => compare(text, 'a') >= 0).map(() => row))
      .sort((a, b) => compare(a.text, b.text));
    expect(pairs.length).toBeGreaterThan(new Set(pairs).size);
    for (const direction of ['ASC', 'DESC']) {
      const expected = (direction === 'ASC' ? pairs : pairs.toReversed()).map(({ id }) => id);
      for (const [size, cursor, more, place] of [
        ['first', 'after', 'hasNextPage', 'endCursor'],
        ['last', 'before', 'hasPreviousPage', 'startCursor'],
      ] as const) {
        const walked: string[][] = [];
        const cursors = new Set<string>();
        for (let at: string | null = null, isMore = true; isMore; ) {
          const data: {
            list: {
              totalCount: number;
              edges: { cursor: string; node: { id: string } }[];
              pageInfo: Record<string, unknown>;
            };
          } = await client.server.run(
            `query($where: ${type}Filter, $at: String) {
              list: ${many}(${size}: 3, ${cursor}: $at, where: $where, distinct: false, orderBy: { field: ${text.toUpperCase()}, direction: ${direction} }) {
                totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
              }
            }`,
            { where, at },
          );
          expect(data.list.totalCount).toBe(pairs.length);
          walked.push(data.list.edges.map(({ node }) => node.id));
          for (const edge of data.list.edges) cursors.add(edge.cursor);
          isMore = data.list.pageInfo[more] === true;
          at = String(data.list.pageInfo[place]);
        }
        expect((size === 'first' ? walked : walked.toReversed()).flat()).toEqual(expected);
        expect(cursors.size).toBe(pairs.length);
      }
    }
  });

  test('distinct: false without exactly one top-level some is refused', async () => {
    const some = { [end.field]: { some: {} } };
    for (const where of [
      undefined,
      null,
      {},
      { [end.field]: { none: {} } },
      { AND: [some] },
      { OR: [some] },
      { NOT: some },
    ]) {
      const { errors } = await client.server.send(
        `query($where: ${end.owner.type}Filter) { ${end.owner.many}(where: $where, distinct: false) { totalCount } }`,
        { where },
      );
      expect(errors?.[0]?.extensions, JSON.stringify(where)).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'where',
      });
    }
  });
});
