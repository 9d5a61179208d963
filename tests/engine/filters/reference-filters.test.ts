import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { countFilters, countHolds } from '../../support/counts.js';
import { someFields } from '../../support/some-fields.js';
import {
  requiredFields,
  type Staff,
  type StaffRow,
  type StaffType,
  staffTypes,
  startStaff,
} from '../../support/staff.js';

type Filter = Record<string, unknown>;

const types = Object.keys(staffTypes) as StaffType[];
const texts = ['ann', 'Blue', 'd1', 'saw', 'Oslo', 'a', ''];

/** Evaluates a filter on a row in memory. */
function holds(row: StaffRow, filter: Filter): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const filters = value as Filter[];
    if (name === 'AND') return filters.every((inner) => holds(row, inner));
    if (name === 'OR') return filters.some((inner) => holds(row, inner));
    if (name === 'NOT') return !holds(row, value as Filter);
    if (name === staffTypes[row.type].text)
      return Object.entries(value as Filter).every(([operator, text]) =>
        operator === 'equals' ? row.text === text : row.text.includes(String(text)),
      );
    return Object.entries(value as Record<string, Filter>).every(([operator, inner]) => {
      const target = row.one[name] ?? null;
      if (operator === 'isNull') return (target === null) === Boolean(inner);
      if (operator === 'is') return target !== null && holds(target, inner);
      const all = row.lists[name] ?? [];
      if (operator === 'count') return countHolds(all.length, inner);
      const matching = all.filter((other) => holds(other, inner)).length;
      return { some: matching > 0, every: matching === all.length, none: matching === 0 }[operator];
    });
  });
}

/** Filters of `type`, with `depth` levels at most. */
function filters(type: StaffType, depth: number): fc.Arbitrary<Filter> {
  const { text, one, lists } = staffTypes[type];
  const value = fc.constantFrom(...texts);
  const leaf = { [text]: someFields({ equals: value, contains: value }) };
  if (depth === 0) return fc.oneof(fc.constant({}), someFields(leaf));
  const same = fc.array(filters(type, depth - 1), { maxLength: 2 });
  const single = Object.entries(one).map(([field, target]) => {
    const nullable = !requiredFields.includes(`${type}.${field}`);
    const is = filters(target, depth - 1);
    return [field, someFields({ is, ...(nullable && { isNull: fc.boolean() }) })];
  });
  const list = Object.entries(lists).map(([field, target]) => {
    const across = filters(target, depth - 1);
    return [field, someFields({ some: across, every: across, none: across, count: countFilters })];
  });
  return someFields({
    ...leaf,
    AND: same,
    OR: same,
    NOT: filters(type, depth - 1),
    ...Object.fromEntries([...single, ...list]),
  });
}

let staff: Staff;
beforeAll(async () => {
  staff = await startStaff({ operationLimits: { cost: maximumCost } });
});
afterAll(() => staff.server.close());

async function read(type: StaffType, where: Filter): Promise<string[]> {
  const { list } = await staff.server.run<{
    list: { totalCount: number; nodes: { id: string }[] };
  }>(
    `query($where: ${type}Filter) { list: ${staffTypes[type].many}(first: 100, where: $where) { totalCount nodes { id } } }`,
    { where },
  );
  expect(list.totalCount).toBe(list.nodes.length);
  return list.nodes.map(({ id }) => id).sort();
}

const naive = (type: StaffType, where: Filter) =>
  staff.rows[type]
    .filter((row) => holds(row, where))
    .map(({ id }) => id)
    .sort();

describe.each(types)('filters of %s across foreign keys', (type) => {
  test('match the same rows as their evaluation in memory, also negated', async () => {
    await fc.assert(
      fc.asyncProperty(filters(type, 3), async (where) => {
        expect(await read(type, where)).toEqual(naive(type, where));
        expect(await read(type, { NOT: where })).toEqual(naive(type, { NOT: where }));
      }),
      { numRuns: 60 },
    );
  });

  // No list has desks.
  test.skipIf(type === 'Desk')('match the same rows in the lists of a row', async () => {
    await fc.assert(
      fc.asyncProperty(filters(type, 2), async (where) => {
        for (const owner of types) {
          const fields = Object.entries(staffTypes[owner].lists).filter((each) => each[1] === type);
          for (const [field] of fields) {
            const { list } = await staff.server.run<{
              list: {
                nodes: { id: string; of: { totalCount: number; nodes: { id: string }[] } }[];
              };
            }>(
              `query($where: ${type}Filter) { list: ${staffTypes[owner].many} { nodes { id of: ${field}(where: $where) { totalCount nodes { id } } } } }`,
              { where },
            );
            const expected = new Map(
              staff.rows[owner].map((row) => [
                row.id,
                row.lists[field]?.filter((each) => holds(each, where)).map(({ id }) => id),
              ]),
            );
            for (const { id, of } of list.nodes) {
              expect(of.nodes.map((node) => node.id).sort()).toEqual(expected.get(id)?.sort());
              expect(of.totalCount).toBe(of.nodes.length);
            }
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

test('`is: {}` matches rows whose reference is not null', async () => {
  const without = naive('Person', { manager: { isNull: true } });
  expect(without).toHaveLength(2);
  expect(await read('Person', { manager: { is: {} } })).toEqual(
    naive('Person', { manager: { isNull: false } }),
  );
  expect(await read('Person', { NOT: { manager: { is: {} } } })).toEqual(without);
  expect(await read('Person', { desk: { is: {} } })).toHaveLength(3);
  expect(await read('Person', { team: { is: {} } })).toHaveLength(8);
});

test('an explicit null in a to-one filter is refused with its path', async () => {
  for (const [field, where] of [
    ['manager', { manager: null }],
    ['manager.is', { manager: { is: null } }],
    ['manager.isNull', { manager: { isNull: null } }],
    ['desk.is.person.is', { desk: { is: { person: { is: null } } } }],
  ]) {
    const { errors } = await staff.server.send(
      'query($where: PersonFilter) { people(where: $where) { nodes { id } } }',
      { where },
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: `where.${field}`,
    });
  }
});

test('distinct: false lists a row once for each matching row that refers to it', async () => {
  const { list } = await staff.server.run<{
    list: { totalCount: number; nodes: { name: string }[] };
  }>(
    '{ list: teams(distinct: false, where: { members: { some: { name: { contains: "a" } } } }) { totalCount nodes { name } } }',
  );
  const pairs = staff.rows.Team.flatMap((team) =>
    (team.lists.members ?? []).filter(({ text }) => text.includes('a')).map(() => team.text),
  );
  expect(list.nodes.map(({ name }) => name)).toEqual(pairs.sort());
  expect(list.totalCount).toBe(4);
});

test('a filter with many quantifiers is planned quickly', async () => {
  const deep = (depth: number): Filter =>
    depth === 0 ? { name: { equals: 'ann' } } : { manager: { is: deep(depth - 1) } };
  const where = { AND: Array.from({ length: 30 }, (_, index) => deep((index % 10) + 1)) };
  const started = performance.now();
  expect(await read('Person', where)).toEqual(naive('Person', where));
  expect(performance.now() - started).toBeLessThan(10_000);
});
