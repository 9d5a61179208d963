import pg from 'pg';
import { expect } from 'vitest';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import { startTestServer, type TestOptions, type TestServer } from './server.js';

/** A row of the schema `staff`, with the related rows of each of its fields. */
export interface StaffRow {
  readonly type: StaffType;
  readonly id: string;
  readonly text: string;
  readonly one: Record<string, StaffRow | null>;
  readonly lists: Record<string, StaffRow[]>;
}

/** The types of the schema `staff`: their text column, and their to-one and list fields with the related type. */
export const staffTypes = {
  Site: { many: 'sites', text: 'city', one: {}, lists: { teams: 'Team', tools: 'Tool' } },
  Team: { many: 'teams', text: 'name', one: { site: 'Site' }, lists: { members: 'Person' } },
  Person: {
    many: 'people',
    text: 'name',
    one: { team: 'Team', manager: 'Person', desk: 'Desk' },
    lists: { reports: 'Person', advised: 'Person', advisers: 'Person', tools: 'Tool' },
  },
  Desk: { many: 'desks', text: 'label', one: { person: 'Person' }, lists: {} },
  Tool: { many: 'tools', text: 'name', one: { site: 'Site' }, lists: { users: 'Person' } },
} as const;

/** A type of the schema `staff`. */
export type StaffType = keyof typeof staffTypes;

/** The fields that are never null. */
export const requiredFields = ['Person.team', 'Tool.site'];

const data = {
  sites: ['Oslo', 'Graz', 'Nowhere'],
  teams: [
    ['blue', 'Blue', 1],
    ['red', 'Red', null],
    ['green', 'Green', 2],
    ['empty', 'Empty', 1],
  ],
  // Name, team, manager: dan is their own manager, and flo has no manager and no reports.
  people: [
    ['ann', 'blue', null],
    ['bob', 'blue', 1],
    ['cat', 'red', 1],
    ['dan', 'red', 4],
    ['eve', 'green', 4],
    ['ann', 'red', 2],
    ['flo', 'blue', null],
    ['gus', 'blue', 1],
  ],
  desks: [
    ['d1', 1],
    ['d2', 3],
    ['d3', null],
    ['d4', 4],
    ['d5', null],
  ],
  tools: [
    ['saw', 1],
    ['axe', 2],
    ['jig', 1],
  ],
  // Adviser and advised: 1 and 2 advise each other, and 3 advises themselves.
  advice: [
    [1, 2],
    [2, 1],
    [3, 3],
    [4, 1],
    [4, 5],
  ],
  uses: [
    [1, 1],
    [1, 2],
    [2, 1],
    [6, 1],
    [5, 2],
  ],
} as const;

/** A server on the schema `staff`, with rows, and the same rows in memory. */
export interface Staff {
  readonly server: TestServer;
  readonly rows: Readonly<Record<StaffType, readonly StaffRow[]>>;
}

/** Starts a server with the schema `staff` and inserts its rows with SQL. */
export async function startStaff(options?: TestOptions): Promise<Staff> {
  const server = await startTestServer('staff', options);
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  const insert = async (into: string, rows: readonly (readonly unknown[])[]) => {
    for (const row of rows) {
      const values = row.map((_, index) => `$${index + 1}`);
      await client.query(`INSERT INTO ${into} VALUES (${values})`, [...row]);
    }
  };
  await insert(
    '"Site" (city)',
    data.sites.map((city) => [city]),
  );
  await insert('teams (code, name, site_id)', data.teams);
  await insert(
    '"Person" (name, team_code)',
    data.people.map(([name, team]) => [name, team]),
  );
  for (const [index, [, , manager]] of data.people.entries())
    await client.query('UPDATE "Person" SET "managerId" = $1 WHERE id = $2', [manager, index + 1]);
  await insert('"Desk" (label, "personId")', data.desks);
  await insert('"Tool" (name, "siteId")', data.tools);
  await insert('"_Advice" ("A", "B")', data.advice);
  await insert('"_PersonToTool" ("A", "B")', data.uses);
  await client.end();
  return { server, rows: rowsOf() };
}

function rowsOf(): Staff['rows'] {
  const row = (type: StaffType, key: string | number, text: string): StaffRow => {
    const lists = Object.keys(staffTypes[type].lists).map((field) => [field, []]);
    const one = Object.keys(staffTypes[type].one).map((field) => [field, null]);
    const empty = { one: Object.fromEntries(one), lists: Object.fromEntries(lists) };
    return { type, id: encodeGlobalId(type, key), text, ...empty };
  };
  const rows = {
    Site: data.sites.map((city, index) => row('Site', index + 1, city)),
    Team: data.teams.map(([code, name]) => row('Team', code, name)),
    Person: data.people.map(([name], index) => row('Person', index + 1, name)),
    Desk: data.desks.map(([label], index) => row('Desk', index + 1, label)),
    Tool: data.tools.map(([name], index) => row('Tool', index + 1, name)),
  };
  const by = (type: StaffType, key: string | number | null) =>
    rows[type].find(({ id }) => key !== null && id === encodeGlobalId(type, key));
  const refer = (
    from: StaffRow | undefined,
    field: string,
    to: StaffRow | undefined,
    back: string,
  ) => {
    if (!from || !to) return;
    from.one[field] = to;
    if (back in to.one) to.one[back] = from;
    else to.lists[back]?.push(from);
  };
  for (const [code, , site] of data.teams)
    refer(by('Team', code), 'site', by('Site', site), 'teams');
  for (const [index, [, team, manager]] of data.people.entries()) {
    refer(by('Person', index + 1), 'team', by('Team', team), 'members');
    refer(by('Person', index + 1), 'manager', by('Person', manager), 'reports');
  }
  for (const [index, [, person]] of data.desks.entries())
    refer(by('Desk', index + 1), 'person', by('Person', person), 'desk');
  for (const [index, [, site]] of data.tools.entries())
    refer(by('Tool', index + 1), 'site', by('Site', site), 'tools');
  const link = (a: StaffRow | undefined, field: string, b: StaffRow | undefined, back: string) => {
    if (!a || !b) return;
    a.lists[field]?.push(b);
    b.lists[back]?.push(a);
  };
  for (const [adviser, advised] of data.advice)
    link(by('Person', adviser), 'advised', by('Person', advised), 'advisers');
  for (const [person, tool] of data.uses)
    link(by('Person', person), 'tools', by('Tool', tool), 'users');
  return rows;
}

/** Runs an operation that must succeed, and returns its data and the number of its statements. */
export async function counted<Data>(server: TestServer, query: string, variables?: object) {
  const before = server.statements.length;
  const data = await server.run<Data>(query, variables);
  return { data, count: server.statements.length - before };
}

/** The extensions of the only error of an operation. */
export async function refused(server: TestServer, query: string, variables?: object) {
  const { errors } = await server.send(query, variables);
  expect(errors).toHaveLength(1);
  return errors?.[0]?.extensions;
}
