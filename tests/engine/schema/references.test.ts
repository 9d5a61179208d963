import { PrismaPg } from '@prisma/adapter-pg';
import { isInputObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { PrismaClient } from '../../schemas/staff/generated/prisma/client.js';
import { staffSchema } from '../../schemas/staff/schema.js';
import { type Staff, type StaffType, staffTypes, startStaff } from '../../support/staff.js';

let staff: Staff;
beforeEach(async () => {
  staff = await startStaff();
});
afterEach(() => staff.server.close());

const id = encodeGlobalId;

/** Runs an operation that must succeed, and returns its data and the number of statements. */
async function counted<Data>(query: string, variables?: object) {
  const before = staff.server.statements.length;
  const data = await staff.server.run<Data>(query, variables);
  return { data, count: staff.server.statements.length - before };
}

/** The extensions of the error that an operation must have. */
async function refused(query: string, variables?: object) {
  const { errors } = await staff.server.send(query, variables);
  expect(errors).toHaveLength(1);
  return errors?.[0]?.extensions;
}

const people = () =>
  staff.server.run(
    '{ people(first: 100) { nodes { id name badge team { id } manager { id } desk { id } } } desks { nodes { id person { id } } } }',
  );

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
      }>(`{ list: ${staffTypes[type].many} { nodes { id ${one} ${lists} } } }`);
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
      '{ people { nodes { manager { manager { team { site { city } } } } } } }',
    );
    // All managers of managers have already been read.
    expect(count).toBe(4);
  });

  test('rows of one type are read in one statement, whatever fields select them', async () => {
    const { data, count } = await counted(
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

describe('inputs', () => {
  test('a created row refers to the rows in its input', async () => {
    const { data, count } = await counted<{ createPerson: { person: object } }>(
      `mutation { createPerson(input: { name: "new", teamId: "${id('Team', 'red')}", managerId: "${id('Person', 1)}" }) { person { id } } }`,
    );
    expect(count).toBe(1);
    expect(
      await staff.server.run(
        `{ person(id: "${id('Person', 9)}") { id team { name } manager { name reports(last: 1) { nodes { name } } } } }`,
      ),
    ).toEqual({
      person: {
        ...data.createPerson.person,
        team: { name: 'Red' },
        manager: { name: 'ann', reports: { nodes: [{ name: 'new' }] } },
      },
    });
  });

  test('an optional foreign key may be omitted or null in a create input', async () => {
    for (const managerId of ['', 'managerId: null']) {
      const { createPerson } = await staff.server.run<{ createPerson: object }>(
        `mutation { createPerson(input: { name: "new", teamId: "${id('Team', 'red')}" ${managerId} }) { person { manager { id } } } }`,
      );
      expect(createPerson).toEqual({ person: { manager: null } });
    }
  });

  test('an update sets the foreign keys in its input, null clears one, and others stay', async () => {
    const update = (input: string) =>
      staff.server.run<{ updatePerson: { person: unknown } }>(
        `mutation { updatePerson(input: { id: "${id('Person', 2)}" ${input} }) { person { name team { name } manager { name } } } }`,
      );
    const person = async (input: string) => (await update(input)).updatePerson.person;
    expect(await person('')).toEqual({
      name: 'bob',
      team: { name: 'Blue' },
      manager: { name: 'ann' },
    });
    expect(await person(`teamId: "${id('Team', 'green')}"`)).toEqual({
      name: 'bob',
      team: { name: 'Green' },
      manager: { name: 'ann' },
    });
    expect(await person('managerId: null, name: "rob"')).toEqual({
      name: 'rob',
      team: { name: 'Green' },
      manager: null,
    });
    // A row that refers to itself.
    expect(await person(`managerId: "${id('Person', 2)}"`)).toEqual({
      name: 'rob',
      team: { name: 'Green' },
      manager: { name: 'rob' },
    });
  });

  test('a row created through a relation can have foreign keys', async () => {
    const { count } = await counted(
      `mutation { createToolUser(input: { toolId: "${id('Tool', 3)}", name: "new", teamId: "${id('Team', 'empty')}", adviserIds: ["${id('Person', 1)}"] }) { user { id } } }`,
    );
    expect(count).toBe(1);
    expect(
      await staff.server.run(
        `{ tool(id: "${id('Tool', 3)}") { users { nodes { name team { name } advisers { nodes { name } } } } } }`,
      ),
    ).toEqual({
      tool: {
        users: {
          nodes: [{ name: 'new', team: { name: 'Empty' }, advisers: { nodes: [{ name: 'ann' }] } }],
        },
      },
    });
  });

  const mutations: Record<string, (input: string) => string> = {
    createPerson: (input) =>
      `mutation { createPerson(input: { name: "new" ${input} }) { person { id } } }`,
    createToolUser: (input) =>
      `mutation { createToolUser(input: { name: "new", toolId: "${id('Tool', 1)}" ${input} }) { user { id } } }`,
    updatePerson: (input) =>
      `mutation { updatePerson(input: { name: "new", id: "${id('Person', 3)}" ${input} }) { person { id } } }`,
  };
  describe.each(Object.entries(mutations))('%s refuses', (_, mutation) => {
    const team = (value: string) => `teamId: ${value}`;
    test.each([
      ['a malformed ID', team('"x"'), 'BAD_USER_INPUT', 'teamId', ['x']],
      [
        'an ID of another type',
        team(`"${id('Site', 1)}"`),
        'WRONG_TYPE',
        'teamId',
        [id('Site', 1)],
      ],
      [
        'a row that does not exist',
        team(`"${id('Team', 'none')}"`),
        'NOT_FOUND',
        'teamId',
        [id('Team', 'none')],
      ],
      [
        'the second of two rows',
        `${team(`"${id('Team', 'red')}"`)}, managerId: "${id('Person', 99)}"`,
        'NOT_FOUND',
        'managerId',
        [id('Person', 99)],
      ],
      [
        'two mistakes: the first by code',
        `${team(`"${id('Team', 'none')}"`)}, managerId: "${id('Site', 1)}"`,
        'WRONG_TYPE',
        'managerId',
        [id('Site', 1)],
      ],
    ])('%s', async (_, input, code, argument, ids) => {
      const before = await people();
      expect(await refused(mutation(input))).toEqual({ code, argument: `input.${argument}`, ids });
      expect(await people()).toEqual(before);
    });
  });

  test('null for a required foreign key is refused', async () => {
    const update = mutations.updatePerson ?? String;
    expect(await refused(update('teamId: null'))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'input.teamId',
    });
  });

  test('of two missing rows, the updated one is reported', async () => {
    expect(
      await refused(
        `mutation { updatePerson(input: { id: "${id('Person', 99)}", teamId: "${id('Team', 'none')}" }) { person { id } } }`,
      ),
    ).toEqual({ code: 'NOT_FOUND', argument: 'input.id', ids: [id('Person', 99)] });
  });

  test('a row that is deleted concurrently is NOT_FOUND or loses the link', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const { createTool } = await staff.server.run<{ createTool: { tool: { id: string } } }>(
          `mutation { createTool(input: { name: "t${index}", siteId: "${id('Site', 1)}" }) { tool { id } } }`,
        );
        const user = staff.server.send(
          `mutation { createToolUser(input: { name: "u", teamId: "${id('Team', 'red')}", toolId: "${createTool.tool.id}" }) { user { id } } }`,
        );
        const gone = staff.server.send(
          `mutation { deleteTool(input: { id: "${createTool.tool.id}" }) { deletedToolId } }`,
        );
        return [(await user).errors?.[0]?.extensions?.code, (await gone).errors];
      }),
    );
    for (const [code, errors] of outcomes) {
      expect([undefined, 'NOT_FOUND']).toContain(code);
      expect(errors).toBeUndefined();
    }
    expect(staff.server.logged).toEqual([]);
  });
});

describe('look-ups by unique columns', () => {
  test('return the row or null, with one statement for all', async () => {
    await staff.server.run(
      `mutation { updatePerson(input: { id: "${id('Person', 3)}", badge: 7 }) { person { id } } }`,
    );
    const { data, count } = await counted(
      '{ a: deskByLabel(label: "d2") { id } b: deskByLabel(label: "d1") { id person { name } } c: deskByLabel(label: "none") { id } d: deskByLabel(label: "d2") { label } }',
    );
    expect(data).toEqual({
      a: { id: id('Desk', 2) },
      b: { id: id('Desk', 1), person: { name: 'ann' } },
      c: null,
      d: { label: 'd2' },
    });
    expect(count).toBe(2);
    expect(
      await staff.server.run(
        '{ a: personByBadge(badge: 7) { name } b: personByBadge(badge: 8) { id } }',
      ),
    ).toEqual({ a: { name: 'cat' }, b: null });
  });

  test('refuse values that no row can have', async () => {
    const query = 'query($label: String!) { deskByLabel(label: $label) { id } }';
    for (const label of ['', 'a\0', 'x'.repeat(21)])
      expect(await refused(query, { label })).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'label',
      });
  });

  test('do not exist for a unique foreign key', async () => {
    const { errors } = await staff.server.send('{ deskByPersonId(personId: "x") { id } }');
    expect(errors?.[0]?.message).toMatch('Cannot query field "deskByPersonId"');
  });
});

describe('self relations', () => {
  test('a row can be linked to itself from either end, and both ends return it', async () => {
    const self = id('Person', 7);
    await staff.server.run(
      `mutation { addPersonAdvised(input: { personId: "${self}", adviseeIds: ["${self}", "${id('Person', 8)}"] }) { addedCount } }`,
    );
    const read = () =>
      staff.server.run(
        `{ person(id: "${self}") { advised { nodes { name } } advisers { nodes { name } } } }`,
      );
    expect(await read()).toEqual({
      person: {
        advised: { nodes: [{ name: 'flo' }, { name: 'gus' }] },
        advisers: { nodes: [{ name: 'flo' }] },
      },
    });
    await staff.server.run(
      `mutation { removePersonAdvisers(input: { personId: "${self}", adviserIds: ["${self}"] }) { removedCount } }`,
    );
    expect(await read()).toEqual({
      person: { advised: { nodes: [{ name: 'gus' }] }, advisers: { nodes: [] } },
    });
  });

  test('a row created through one end is linked in the direction of that end', async () => {
    await staff.server.run(
      `mutation { createPersonAdvisee(input: { personId: "${id('Person', 7)}", name: "new", teamId: "${id('Team', 'red')}" }) { advisee { id } } }`,
    );
    expect(
      await staff.server.run(
        `{ person(id: "${id('Person', 7)}") { advised { nodes { name } } advisers { nodes { name } } } }`,
      ),
    ).toEqual({ person: { advised: { nodes: [{ name: 'new' }] }, advisers: { nodes: [] } } });
  });
});

describe('self relations and Prisma', () => {
  test("Prisma's client and the API read and write links in the same direction", async () => {
    const adapter = new PrismaPg({ connectionString: staff.server.databaseUrl });
    const prisma = new PrismaClient({ adapter });
    try {
      await prisma.person.update({
        where: { id: 7 },
        data: { advised: { connect: { id: 8 } }, manager: { connect: { id: 3 } } },
      });
      const read = await staff.server.run(
        `{ person(id: "${id('Person', 7)}") { manager { name } advised { nodes { name } } advisers { nodes { name } } } }`,
      );
      expect(read).toEqual({
        person: {
          manager: { name: 'cat' },
          advised: { nodes: [{ name: 'gus' }] },
          advisers: { nodes: [] },
        },
      });
      await staff.server.run(
        `mutation { addPersonAdvisers(input: { personId: "${id('Person', 7)}", adviserIds: ["${id('Person', 5)}"] }) { addedCount } }`,
      );
      expect(
        await prisma.person.findUnique({
          where: { id: 7 },
          select: { advised: { select: { id: true } }, advisers: { select: { id: true } } },
        }),
      ).toEqual({ advised: [{ id: 8 }], advisers: [{ id: 5 }] });
    } finally {
      await prisma.$disconnect();
    }
  });
});

describe('read-only models and fields', () => {
  const mutations = Object.keys(staffSchema.getMutationType()?.getFields() ?? {});

  test('there are no mutations of a read-only model, nor of the lists of a to-one relation', () => {
    expect(mutations.filter((name) => /Site|Reports?$|Members?$|Teams$/.test(name))).toEqual([
      'deleteTeams',
    ]);
  });

  test('inputs have no field for the rows that refer to a row', () => {
    const inputs = ['CreateTeamInput', 'UpdateTeamInput', 'CreatePersonInput', 'UpdatePersonInput'];
    const fields = inputs.flatMap((name) => {
      const input = staffSchema.getType(name);
      return isInputObjectType(input) ? Object.keys(input.getFields()) : [];
    });
    expect(fields.filter((name) => /member|report|desk/.test(name))).toEqual([]);
    expect(fields).toContain('managerId');
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

test('deleting a row applies the referential actions', async () => {
  // SetNull, and Cascade.
  await staff.server.run(
    `mutation { deletePerson(input: { id: "${id('Person', 1)}" }) { deletedPersonId } }`,
  );
  expect(
    await staff.server.run(
      `{ desk(id: "${id('Desk', 1)}") { id } person(id: "${id('Person', 2)}") { name manager { id } } }`,
    ),
  ).toEqual({ desk: null, person: { name: 'bob', manager: null } });
});
