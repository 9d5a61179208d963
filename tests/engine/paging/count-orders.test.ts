import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBulkData } from '../../../bench/bulk-data.js';
import { countOrder, readTargetOrder } from '../../../src/engine/sql/order.js';
import { pageQuery } from '../../../src/engine/sql/page-query.js';
import type { PageValues } from '../../../src/engine/sql/page-shape.js';
import { run, StatementTemplate } from '../../../src/engine/sql/statement.js';
import { targetsOf } from '../../../src/engine/sql/targets.js';
import { connect } from '../../../src/postgres/connect.js';
import { articlesOfPublication, publicationsOfArticle } from '../../schemas/press/schema.js';
import { endNames, type Guild, linksFrom, startGuild, targetOf } from '../../support/guild.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import {
  refused,
  type Staff,
  type StaffRow,
  type StaffType,
  staffTypes,
  startStaff,
} from '../../support/staff.js';

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
const pageFields =
  'totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id);
const constant = (field: string) =>
  `${field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_COUNT`;
const byCount = (field: string, direction: string) =>
  `orderBy: { field: ${constant(field)}, direction: ${direction} }`;

/** Reads a list in pages of a size, forwards and backwards, and compares it with what it must be. */
async function walk(
  read: (args: string) => Promise<Page>,
  size: number,
  expected: readonly string[],
): Promise<void> {
  const [forwards, backwards]: [string[], string[]] = [[], []];
  for (let after = ''; ; ) {
    const page = await read(`first: ${size}${after}`);
    expect(page.totalCount).toBe(expected.length);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
    forwards.push(...idsOf(page));
    if (!page.pageInfo.hasNextPage) break;
    after = `, after: "${page.pageInfo.endCursor}"`;
  }
  expect(forwards).toEqual(expected);
  for (let before = ''; ; ) {
    const page = await read(`last: ${size}${before}`);
    expect(page.pageInfo.hasNextPage).toBe(before !== '');
    backwards.unshift(...idsOf(page));
    if (!page.pageInfo.hasPreviousPage) break;
    before = `, before: "${page.pageInfo.startCursor}"`;
  }
  expect(backwards).toEqual(expected);
}

describe('rows of the schema staff', () => {
  let staff: Staff;
  beforeAll(async () => {
    staff = await startStaff({ operationLimits: { cost: 10_000_000 } });
  });
  afterAll(() => staff.server.close());

  const keyOf = ({ id }: StaffRow) => {
    const key = Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
    return /^\d+$/.test(key) ? Number(key) : key;
  };
  /** Rows by a count, then by key; exactly reversed if it is descending. */
  const ordered = (rows: readonly StaffRow[], field: string, direction: string) => {
    const sorted = rows.toSorted(
      (a, b) =>
        (a.lists[field]?.length ?? 0) - (b.lists[field]?.length ?? 0) ||
        (keyOf(a) < keyOf(b) ? -1 : 1),
    );
    return direction === 'DESC' ? sorted.reverse() : sorted;
  };
  const ids = (rows: readonly StaffRow[]) => rows.map(({ id }) => id);

  const cases = (Object.keys(staffTypes) as StaffType[]).flatMap((type) =>
    Object.keys(staffTypes[type].lists).flatMap((field) =>
      ['ASC', 'DESC'].map((direction) => [type, field, direction] as const),
    ),
  );

  test('there are lists through join tables and through foreign keys', () => {
    expect(cases).toHaveLength(16);
  });

  test.each(cases)('of %s by the number of %s, %s, in pages of any size', async (...args) => {
    const [type, field, direction] = args;
    const { many, text } = staffTypes[type];
    const root = (where: string, distinct: boolean) => async (args: string) => {
      const { server } = staff;
      const before = server.statements.length;
      const { list } = await server.run<{ list: Page }>(
        `{ list: ${many}(${args}, distinct: ${distinct}, where: ${where}, ${byCount(field, direction)}) { ${pageFields} } }`,
      );
      expect(server.statements.length - before).toBe(1);
      return list;
    };
    const all = ordered(staff.rows[type], field, direction);
    const some = all.filter((row) => row.text !== 'ann' && row.text !== 'Blue');
    for (let size = 1; size <= all.length + 1; size++) {
      await walk(root('null', true), size, ids(all));
      await walk(root(`{ ${text}: { notIn: ["ann", "Blue"] } }`, true), size, ids(some));
    }
    const pairs = all.flatMap((row) => row.lists[field]?.map(() => row) ?? []);
    await walk(root(`{ ${field}: { some: {} } }`, false), 2, ids(pairs));
  });

  test.each(cases)('of %s by the number of %s, %s, in the lists of rows', async (...args) => {
    const [type, field, direction] = args;
    const lists = (Object.keys(staffTypes) as StaffType[]).flatMap((owner) =>
      Object.entries(staffTypes[owner].lists)
        .filter(([, target]) => target === type)
        .map(([list]) => ({ owner, list })),
    );
    for (const { owner, list } of lists) {
      const { many } = staffTypes[owner];
      const read = async (args: string) => {
        const { of } = await staff.server.run<{ of: { nodes: { id: string; list: Page }[] } }>(
          `{ of: ${many}(first: 100, orderBy: { field: ID }) { nodes { id list: ${list}(${args}, ${byCount(field, direction)}) { ${pageFields} } } } }`,
        );
        return new Map(of.nodes.map(({ id, list }) => [id, list]));
      };
      const whole = await read('first: 100');
      const order = ids(ordered(staff.rows[type], field, direction));
      for (const row of staff.rows[owner]) {
        const expected = ids(ordered(row.lists[list] ?? [], field, direction));
        expect(idsOf(whole.get(row.id) as Page)).toEqual(expected);
        const { one } = { one: many === 'people' ? 'person' : many.slice(0, -1) };
        await walk(
          async (args) => {
            const { of } = await staff.server.run<{ of: { list: Page } }>(
              `{ of: ${one}(id: "${row.id}") { list: ${list}(${args}, ${byCount(field, direction)}) { ${pageFields} } } }`,
            );
            return of.list;
          },
          2,
          expected,
        );
      }
      // One position in the lists of all rows.
      const [edge] = [...whole.values()].flatMap(({ edges }) => edges);
      if (!edge) continue;
      const rest = order.slice(order.indexOf(edge.node.id) + 1);
      for (const [id, page] of await read(`first: 2, after: "${edge.cursor}"`)) {
        const after = idsOf(whole.get(id) as Page).filter((each) => rest.includes(each));
        expect(idsOf(page)).toEqual(after.slice(0, 2));
        expect(page.pageInfo.hasNextPage).toBe(after.length > 2);
        expect(page.pageInfo.hasPreviousPage).toBe(
          idsOf(whole.get(id) as Page).some((each) => !rest.includes(each)),
        );
      }
    }
  });

  test('a cursor of another order, or with another kind of value, is refused', async () => {
    const read = (order: string, after: string) =>
      `{ people(after: "${after}", orderBy: { ${order} }) { nodes { id } } }`;
    const { people } = await staff.server.run<{ people: Page }>(
      `{ people(first: 1, ${byCount('tools', 'ASC')}) { ${pageFields} } }`,
    );
    const cursor = people.pageInfo.endCursor ?? '';
    await staff.server.run(read('field: TOOLS_COUNT', cursor));
    const [tag, , key] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const forged = (count: unknown) =>
      Buffer.from(JSON.stringify([tag, count, key])).toString('base64url');
    for (const [order, after] of [
      ['field: TOOLS_COUNT, direction: DESC', cursor],
      ['field: REPORTS_COUNT', cursor],
      ['field: ID', cursor],
      ['field: TOOLS_COUNT', forged('1')],
      ['field: TOOLS_COUNT', forged(null)],
      ['field: TOOLS_COUNT', forged(1.5)],
    ] as const) {
      expect(await refused(staff.server, read(order, after))).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'after',
      });
    }
    await staff.server.run(read('field: TOOLS_COUNT', forged(-1)));
  });

  test('a position stays where it is when the counts change', async () => {
    const read = async (args: string) => {
      const { people } = await staff.server.run<{ people: Page }>(
        `{ people(${args}, ${byCount('tools', 'DESC')}) { ${pageFields} } }`,
      );
      return people;
    };
    const before = ids(ordered(staff.rows.Person, 'tools', 'DESC'));
    const { pageInfo } = await read('first: 3');
    const client = new pg.Client(staff.server.databaseUrl);
    await client.connect();
    // The last of the page loses its links, and the last of all gets two.
    await client.query('DELETE FROM "_PersonToTool" WHERE "A" = $1', [
      keyOf({ id: before[2] } as StaffRow),
    ]);
    await client.query('INSERT INTO "_PersonToTool" VALUES (3, 1), (3, 2)');
    await client.end();
    const rest = idsOf(await read(`first: 100, after: "${pageInfo.endCursor}"`));
    // The one is there again, and the other is before the position.
    const moved = before.find((id) => id === staff.rows.Person[2]?.id);
    expect(rest.toSorted()).toEqual([...before.slice(2)].filter((id) => id !== moved).toSorted());
  });
});

describe('rows of the schema guild, whose links have columns', () => {
  let guild: Guild;
  beforeAll(async () => {
    guild = await startGuild({ operationLimits: { cost: 1_000_000 } });
  });
  afterAll(() => guild.close());

  const back = {
    'Person.following': 'Person.followers',
    'Person.followers': 'Person.following',
    'Album.tracks': 'Track.albums',
    'Track.albums': 'Album.tracks',
  } as const;

  test.each(endNames)('in the lists of %s, with the columns of their links', async (name) => {
    const end = guild.ends[name];
    const far = guild.ends[back[name]];
    for (const direction of ['ASC', 'DESC']) {
      const { owners } = await guild.server.run<{
        owners: {
          nodes: { id: string; list: { edges: { int: number; node: { id: string } }[] } }[];
        };
      }>(
        `{ owners: ${end.many}(first: 100) { nodes { id list: ${end.field}(first: 100, ${byCount(far.field, direction)}) { edges { int node { id } } } } } }`,
      );
      expect(owners.nodes).toHaveLength(end.owners.length);
      for (const { id, list } of owners.nodes) {
        const links = end.links
          .filter(({ rows }) => rows[end.side].id === id)
          .toSorted((a, b) => {
            const [x, y] = [targetOf(end, a), targetOf(end, b)];
            return linksFrom(far, x).length - linksFrom(far, y).length || (x.key < y.key ? -1 : 1);
          });
        if (direction === 'DESC') links.reverse();
        expect(list.edges).toEqual(
          links.map((link) => ({
            int: link.values.int?.shown,
            node: { id: targetOf(end, link).id },
          })),
        );
      }
    }
  });
});

describe('in a large database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const database = connect({ url: server.databaseUrl });
    await addBulkData(database, { articles: 20_000, publications: 400, offers: 5 }, () => {});
    await database.close();
  }, 60_000);
  afterAll(() => server.close());

  interface Plan {
    readonly 'Node Type': string;
    readonly 'Actual Rows': number;
    readonly 'Actual Loops': number;
    readonly Plans?: readonly Plan[];
  }
  const touched = (plan: Plan): number =>
    plan['Actual Rows'] * plan['Actual Loops'] +
    (plan.Plans ?? []).reduce((sum, each) => sum + touched(each), 0);
  const nodeTypes = (plan: Plan): string[] => [
    plan['Node Type'],
    ...(plan.Plans ?? []).flatMap(nodeTypes),
  ];

  test('a page of the root reads each link once', async () => {
    const client = new pg.Client(server.databaseUrl);
    await client.connect();
    server.statements.length = 0;
    await server.run(
      `{ articles(first: 10, ${byCount('publications', 'DESC')}) { nodes { id } } }`,
    );
    const [statement = ''] = server.statements;
    const { rows } = await client.query(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.replace('/* prepared */ ', '').replace('$1', '0')}`,
    );
    await client.end();
    const { Plan: plan } = rows[0]['QUERY PLAN'][0] as { Plan: Plan };
    const links = await server.run<{ articles: { totalCount: number } }>(
      '{ articles(distinct: false, where: { publications: { some: {} } }) { totalCount } }',
    );
    // The links, the articles as they are counted, joined and sorted, and the page.
    expect(touched(plan)).toBeLessThan(links.articles.totalCount + 6 * 20_000);
    expect(nodeTypes(plan).filter((type) => type.startsWith('Aggregate'))).toHaveLength(1);
  });

  test('a page of a row counts for its own targets alone', async () => {
    const database = connect({ url: server.databaseUrl });
    const sizes = await run(
      database,
      sql<{ id: number; size: number }>`
        SELECT "B" AS id, count(*)::int AS size FROM "_ArticleToPublication" GROUP BY 1 ORDER BY 2 DESC`,
    );
    const { id = 0, size = 0 } = sizes[100] ?? {};
    expect(size).toBeGreaterThan(10);
    const order = readTargetOrder(articlesOfPublication, {
      field: countOrder(publicationsOfArticle),
      direction: 'DESC',
    });
    const statement = pageQuery(targetsOf(articlesOfPublication, [], order), order, {
      size: 10,
      backward: false,
      after: undefined,
      before: undefined,
      needs: new Set(['totalCount']),
      parents: 'one',
    });
    const explained = new StatementTemplate<PageValues, { 'QUERY PLAN': [{ Plan: Plan }] }>(
      () => sql`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
      { prepare: true },
    );
    const values = { parents: [id], after: undefined, before: undefined };
    const [row] = await explained.run(database, values);
    await database.close();
    // Its links, their targets, and about five links of each of them, through a few nodes of the plan.
    expect(touched(row?.['QUERY PLAN'][0].Plan as Plan)).toBeLessThan(20 * size + 100);
  });
});
