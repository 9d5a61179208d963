import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

/** The number of reports of each manager: lists that are sorted, and longer ones, for which an index is scanned. */
const sizes = { 1: 0, 2: 30, 3: 1_000, 4: 1_001, 5: 3_000 };
const managers = Object.keys(sizes).map(Number);
const total = 6_000;

/** A person's key, name and manager. */
type Person = readonly [id: number, name: string, manager: number | null];

let server: TestServer;
let people: Person[];
beforeAll(async () => {
  server = await startTestServer('staff');
  const ofManager = managers.flatMap((key) =>
    Array.from({ length: sizes[key as keyof typeof sizes] }, () => key),
  );
  people = Array.from({ length: total }, (_, index) => {
    const id = index + 1;
    // Names repeat, and have another order than keys and managers.
    const name = `n${String((id * 7_919) % 1_999).padStart(4, '0')}`;
    return [id, name, ofManager[(id * 4_001) % total] ?? null];
  });
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  await client.query("INSERT INTO teams (code, name) VALUES ('t', 'T')");
  await client.query(
    'INSERT INTO "Person" (id, name, team_code) SELECT * FROM unnest($1::int[], $2::text[], $3::text[])',
    [people.map(([id]) => id), people.map(([, name]) => name), people.map(() => 't')],
  );
  await client.query(
    'UPDATE "Person" SET "managerId" = pair.manager FROM unnest($1::int[], $2::int[]) AS pair(id, manager) WHERE "Person".id = pair.id',
    [people.map(([id]) => id), people.map(([, , manager]) => manager)],
  );
  await client.query('ANALYZE');
  await client.end();
});
afterAll(() => server.close());

const byName = (a: Person, b: Person) => (a[1] === b[1] ? a[0] - b[0] : a[1] < b[1] ? -1 : 1);
const byKey = (a: Person, b: Person) => a[0] - b[0];

interface Page {
  readonly id: string;
  readonly reports: {
    readonly totalCount: number;
    readonly nodes: { readonly id: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

test.each([
  ['NAME', 'ASC'],
  ['NAME', 'DESC'],
  ['ID', 'ASC'],
  ['ID', 'DESC'],
])(
  'in one query, the pages by %s %s of all managers equal those of each list',
  async (field, direction) => {
    const sorted = [...people].sort(field === 'NAME' ? byName : byKey);
    if (direction === 'DESC') sorted.reverse();
    const read = async (args: string) => {
      const before = server.statements.length;
      const { nodes } = await server.run<{ nodes: Page[] }>(
        `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Person { reports(${args}, orderBy: { field: ${field}, direction: ${direction} }) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } } } }`,
        { ids: managers.map((key) => encodeGlobalId('Person', key)) },
      );
      // One for the managers, and one for the pages with their counts.
      expect(server.statements.length - before).toBe(2);
      return nodes;
    };
    const first = await read('first: 10');
    for (const [index, key] of managers.entries()) {
      const all = sorted.filter(([, , manager]) => manager === key);
      const page = first[index]?.reports;
      expect(page?.totalCount).toBe(sizes[key as keyof typeof sizes]);
      expect(page?.nodes.map(({ id }) => id)).toEqual(
        all.slice(0, 10).map(([id]) => encodeGlobalId('Person', id)),
      );
      expect(page?.pageInfo.hasNextPage).toBe(all.length > 10);
    }
    // After the first page of the longest list, in each of the lists.
    const cursor = first.at(-1)?.reports.pageInfo.endCursor;
    const place = sorted.findIndex(
      ([id]) => encodeGlobalId('Person', id) === first.at(-1)?.reports.nodes.at(-1)?.id,
    );
    for (const [index, page] of (await read(`first: 5, after: "${cursor}"`)).entries()) {
      const following = sorted
        .slice(place + 1)
        .filter(([, , manager]) => manager === managers[index]);
      expect(page.reports.nodes.map(({ id }) => id)).toEqual(
        following.slice(0, 5).map(([id]) => encodeGlobalId('Person', id)),
      );
    }
    for (const [index, page] of (await read('last: 7')).entries()) {
      const all = sorted.filter(([, , manager]) => manager === managers[index]);
      expect(page.reports.nodes.map(({ id }) => id)).toEqual(
        all.slice(-7).map(([id]) => encodeGlobalId('Person', id)),
      );
    }
  },
);
