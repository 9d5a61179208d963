import { isInputObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { staffSchema } from '../../schemas/staff/schema.js';
import { counted, refused, type Staff, startStaff } from '../../support/staff.js';

let staff: Staff;
beforeEach(async () => {
  staff = await startStaff();
});
afterEach(() => staff.server.close());

const id = encodeGlobalId;

const people = () =>
  staff.server.run(
    '{ people(first: 100) { nodes { id name badge team { id } manager { id } desk { id } } } desks { nodes { id person { id } } } }',
  );

describe('inputs', () => {
  test('a created row refers to the rows in its input', async () => {
    const { data, count } = await counted<{ createPerson: { person: object } }>(
      staff.server,
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
      staff.server,
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
      expect(await refused(staff.server, mutation(input))).toEqual({
        code,
        argument: `input.${argument}`,
        ids,
      });
      expect(await people()).toEqual(before);
    });
  });

  test('null for a required foreign key is refused', async () => {
    const update = mutations.updatePerson ?? String;
    expect(await refused(staff.server, update('teamId: null'))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'input.teamId',
    });
  });

  test('of two missing rows, the updated one is reported', async () => {
    expect(
      await refused(
        staff.server,
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

describe('read-only models and fields', () => {
  const mutations = Object.keys(staffSchema.getMutationType()?.getFields() ?? {});

  test('there are no mutations of a read-only model, nor of the lists of a to-one relation', () => {
    expect(mutations.filter((name) => /Site|Reports?$|Members?$|Teams$/.test(name))).toEqual([
      'createTeams',
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
