import { PrismaPg } from '@prisma/adapter-pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { PrismaClient } from '../../schemas/staff/generated/prisma/client.js';
import { type Staff, startStaff } from '../../support/staff.js';

let staff: Staff;
beforeEach(async () => {
  staff = await startStaff();
});
afterEach(() => staff.server.close());

const id = encodeGlobalId;

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
