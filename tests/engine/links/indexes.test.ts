import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { type Guild, startGuild } from '../../support/guild.js';

/** What a plan says of one of its nodes, after it was run. */
interface Ran {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Ran[];
}

const star = 'aaaaaaaa-0000-4000-8000-000000000000';
let guild: Guild;
beforeAll(async () => {
  guild = await startGuild();
  // One who follows all of 20,000, and is followed by them, with long ties.
  await guild.database.query(`
    INSERT INTO people SELECT ('bbbbbbbb-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'fan ' || i FROM generate_series(1, 20000) AS i;
    INSERT INTO people VALUES ('${star}', 'star');
    INSERT INTO follow_links (who, whom, int, since, "anyDate", "updatedAt", secret)
      SELECT '${star}', person_id, i % 50, CASE WHEN i % 4 > 0 THEN now() - make_interval(hours => i) END, date '2026-01-01' - i, now(), 'x'
      FROM people JOIN generate_series(1, 20000) AS i ON called = 'fan ' || i;
    INSERT INTO follow_links (who, whom, int, "updatedAt", secret)
      SELECT whom, who, int, now(), 'x' FROM follow_links WHERE who = '${star}';
    ANALYZE`);
}, 60_000);
afterAll(() => guild.close());

/** Runs an operation and then its last statement, with a generic plan; tells how many rows of tables it read, and from which indexes. */
async function ran(operation: string, values: readonly unknown[]) {
  const { server, database } = guild;
  server.statements.length = 0;
  await server.run(operation);
  const statement = server.statements.at(-1)?.replace('/* prepared */ ', '') ?? '';
  await database.query('SET plan_cache_mode = force_generic_plan');
  await database.query(`PREPARE page AS ${statement}`);
  const literals = values.map((value) => (value === null ? 'NULL' : `'${value}'`));
  const { rows } = await database.query<{ 'QUERY PLAN': [{ Plan: Ran }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page(${literals})`,
  );
  await database.query('DEALLOCATE page');
  const nodes: Ran[] = [];
  const collect = (node: Ran) => {
    nodes.push(node);
    node.Plans?.forEach(collect);
  };
  for (const { 'QUERY PLAN': plans } of rows) for (const { Plan } of plans) collect(Plan);
  const scans = nodes.filter((node) => node['Relation Name'] && node['Actual Loops'] > 0);
  return {
    indexes: scans.map((node) => node['Index Name']),
    read: scans.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    sorts: nodes.filter((node) => node['Node Type'].includes('Sort')).length,
  };
}

const id = encodeGlobalId('Person', star);
const page = (field: string, args: string, more = '') =>
  `{ node(id: "${id}") { ... on Person { list: ${field}(${args}) { edges { cursor int anyDate node { name } } ${more} } } } }`;

describe('a page of 20,000 links', () => {
  test.each([
    ['following', 'LINK_ANY_TIMESTAMPTZ', 'follow_links_who_since_whom_idx'],
    ['followers', 'LINK_INT', 'follow_links_whom_int_who_idx'],
  ])('of %s by %s reads the page alone, from its index', async (field, order, index) => {
    for (const direction of ['ASC', 'DESC']) {
      const by = `orderBy: { field: ${order}, direction: ${direction} }`;
      const { node } = await guild.server.run<{
        node: { list: { edges: { cursor: string }[] } };
      }>(page(field, `first: 100, ${by}`));
      const cursor = node.list.edges[70]?.cursor ?? '';
      const [, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      for (const [args, values] of [
        [`first: 10, ${by}`, []],
        [`last: 10, ${by}`, []],
        [`first: 10, ${by}, after: "${cursor}"`, position],
        [`last: 10, ${by}, before: "${cursor}"`, position],
      ] as const) {
        const { indexes, read } = await ran(page(field, args), [
          star,
          ...values.filter((value: unknown) => value !== null),
        ]);
        expect(indexes).toContain(index);
        // A page of links in each of two ranges at most, and their rows.
        expect(read).toBeLessThan(50);
      }
    }
  });

  test('by key reads the page alone, at a late position too', async () => {
    const late = Buffer.from(
      JSON.stringify(['Person.id.ASC', 'bbbbbbbb-0000-4000-8000-000000015000']),
    ).toString('base64url');
    const { read } = await ran(
      page('following', `first: 10, orderBy: { field: ID }, after: "${late}"`),
      [star, 'bbbbbbbb-0000-4000-8000-000000015000'],
    );
    expect(read).toBeLessThan(50);
  });

  test('by another column reads the links of the owner, once', async () => {
    const { read } = await ran(page('following', 'first: 10, orderBy: { field: LINK_ANY_DATE }'), [
      star,
    ]);
    // The links, and the rows of the page alone.
    expect(read).toBeGreaterThan(20_000);
    expect(read).toBeLessThan(20_050);
  });

  test('by a field of its rows, or by key, reads little more than without columns', async () => {
    for (const order of ['NAME', 'ID']) {
      const { read } = await ran(page('following', `first: 10, orderBy: { field: ${order} }`), [
        star,
      ]);
      // A thousand links, to see that there are many.
      expect(read).toBeLessThan(1_200);
    }
  });

  test('has the same edges for many owners at once as for each alone', async () => {
    for (const args of ['first: 3', 'last: 3', 'first: 3, orderBy: { field: LINK_INT }']) {
      const lists = (of: string) =>
        `{ people(${of}) { nodes { id followers(${args}) { totalCount edges { cursor int anyDate node { name } } pageInfo { hasNextPage } } } } }`;
      const together = await guild.server.run<{ people: { nodes: { id: string }[] } }>(
        lists('last: 40'),
      );
      const nodes = together.people.nodes;
      expect(nodes.map((node) => node.id)).toContain(id);
      for (const each of nodes) {
        const alone = await guild.server.run<{ people: { nodes: unknown[] } }>(
          lists(`where: { id: { equals: "${each.id}" } }`),
        );
        expect(alone.people.nodes).toEqual([each]);
      }
    }
  });
});
