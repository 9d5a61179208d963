import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import {
  counted,
  type Staff,
  type StaffType,
  staffTypes,
  startStaff,
} from '../../support/staff.js';

let staff: Staff;
beforeEach(async () => {
  staff = await startStaff();
});
afterEach(() => staff.server.close());

const id = encodeGlobalId;

describe('fields', () => {
  const fieldsOf = (type: StaffType, how: 'one' | 'lists') => Object.keys(staffTypes[type][how]);

  test.each(['Site', 'Team', 'Person', 'Desk', 'Tool'] as const)(
    '%s has the rows that it refers to and those that refer to it',
    async (type) => {
      const one = fieldsOf(type, 'one').map((field) => `${field} { id }`);
      const lists = fieldsOf(type, 'lists').map((field) => `${field} { totalCount nodes { id } }`);
      const { data, count } = await counted<{
        list: {
          nodes: Record<string, { id: string; totalCount: number; nodes: { id: string }[] }>[];
        };
      }>(staff.server, `{ list: ${staffTypes[type].many} { nodes { id ${one} ${lists} } } }`);
      for (const row of staff.rows[type]) {
        const node = data.list.nodes.find((each) => String(each.id) === row.id);
        for (const [field, target] of Object.entries(row.one))
          expect(node?.[field] ?? null).toEqual(target && { id: target.id });
        for (const [field, targets] of Object.entries(row.lists)) {
          expect(node?.[field]?.nodes.map((each) => each.id).sort()).toEqual(
            targets.map((each) => each.id).sort(),
          );
          expect(node?.[field]?.totalCount).toBe(targets.length);
        }
      }
      // One for the page, and one for each relation of all its rows.
      expect(count).toBe(1 + one.length + lists.length);
    },
  );

  test('a level needs one statement, whatever the number of rows', async () => {
    const { count } = await counted(
      staff.server,
      '{ people { nodes { manager { manager { team { site { city } } } } } } }',
    );
    // All managers of managers have already been read.
    expect(count).toBe(4);
  });

  test('rows of one type are read in one statement, whatever fields select them', async () => {
    const { data, count } = await counted(
      staff.server,
      `{ person(id: "${id('Person', 4)}") { name manager { name } } node(id: "${id('Person', 4)}") { id } }`,
    );
    expect(data).toEqual({
      person: { name: 'dan', manager: { name: 'dan' } },
      node: { id: id('Person', 4) },
    });
    expect(count).toBe(1);
  });

  test('pages of the rows that refer to a row make up the list, in either direction', async () => {
    const path = (args: string) =>
      `{ team(id: "${id('Team', 'blue')}") { members(${args}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } } }`;
    type Page = {
      team: {
        members: {
          edges: { cursor: string; node: { id: string } }[];
          pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
        };
      };
    };
    for (const field of ['ID', 'NAME']) {
      for (const direction of ['ASC', 'DESC']) {
        const order = `orderBy: { field: ${field}, direction: ${direction} }`;
        const whole = (await staff.server.run<Page>(path(order))).team.members.edges;
        expect(whole).toHaveLength(4);
        for (const size of [1, 3]) {
          const forward: typeof whole = [];
          for (let after = ''; ; ) {
            const { edges, pageInfo } = (
              await staff.server.run<Page>(path(`first: ${size}${after}, ${order}`))
            ).team.members;
            expect(pageInfo.hasPreviousPage).toBe(forward.length > 0);
            forward.push(...edges);
            if (!pageInfo.hasNextPage) break;
            after = `, after: "${edges.at(-1)?.cursor}"`;
          }
          expect(forward).toEqual(whole);
          const backward: typeof whole = [];
          for (let before = ''; ; ) {
            const { edges, pageInfo } = (
              await staff.server.run<Page>(path(`last: ${size}${before}, ${order}`))
            ).team.members;
            backward.unshift(...edges);
            if (!pageInfo.hasPreviousPage) break;
            before = `, before: "${edges[0]?.cursor}"`;
          }
          expect(backward).toEqual(whole);
        }
      }
    }
  });
});

describe('the cost of to-one fields', () => {
  const costOf = async (query: string) =>
    (await staff.server.send(query)).extensions?.cost?.requested ?? Number.NaN;

  test('is one row for each row of the page', async () => {
    const inner = '{ name }';
    const one = await costOf('{ people(first: 10) { nodes { name } } }');
    const two = await costOf(`{ people(first: 10) { nodes { name team ${inner} } } }`);
    const three = await costOf(
      `{ people(first: 10) { nodes { name team ${inner} manager ${inner} } } }`,
    );
    // 1 for the row and 0.1 for its name, ten times each.
    expect(two - one).toBe(11);
    expect(three - two).toBe(11);
  });

  test('is the same in a filter as that of a list', async () => {
    const filtered = (where: string) =>
      costOf(`{ people(where: { ${where} }) { nodes { name } } }`);
    const across = '{ name: { equals: "x" } }';
    expect(await filtered(`manager: { is: ${across} }`)).toBe(
      await filtered(`reports: { some: ${across} }`),
    );
  });
});
