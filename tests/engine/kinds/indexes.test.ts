import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { genericPlan, type PlanNode } from '../../support/generic-plan.js';
import { columns, isNullable, type Kinds, orderField, startKinds } from '../../support/kinds.js';

/** A page of a list. */
interface List {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
}

let kinds: Kinds;
beforeAll(async () => {
  kinds = await startKinds(24);
  // Enough rows for the planner to prefer the index, with many equal values.
  const names = Object.keys(columns).concat('json', 'jsonText', 'bytes', 'place_code');
  const quoted = names.map((name) => `"${name}"`);
  await kinds.database.query(
    `
    INSERT INTO "Item" (${quoted}) SELECT ${quoted} FROM "Item" CROSS JOIN generate_series(1, 200);
    INSERT INTO "_ItemToTag" SELECT id, '00000000-0000-0000-0000-00000000000a' FROM "Item" ON CONFLICT DO NOTHING;
    ANALYZE`,
  );
});
afterAll(() => kinds.close());

/** The scans of items in a plan, and the nodes between each scan and its limit. */
function* scansOf(
  plan: PlanNode,
  above: readonly string[] = [],
): Generator<{ plan: PlanNode; above: readonly string[] }> {
  if (plan['Relation Name'] === 'Item') yield { plan, above };
  const nearest = plan['Node Type'] === 'Limit' ? [] : [...above, plan['Node Type']];
  for (const each of plan.Plans ?? []) yield* scansOf(each, nearest);
}

/** The cursor of the first row. */
async function firstCursor(name: string, direction: string): Promise<string | undefined> {
  const { items } = await kinds.server.run<{ items: { edges: { cursor: string }[] } }>(
    `{ items(first: 1, orderBy: { field: ${orderField(name)}, direction: ${direction} }) { edges { cursor } } }`,
  );
  return items.edges[0]?.cursor;
}

test.each(Object.keys(columns))('pages by %s are read from its index', async (name) => {
  for (const direction of ['ASC', 'DESC'] as const) {
    for (const position of ['', `, after: "${await firstCursor(name, direction)}"`]) {
      kinds.server.statements.length = 0;
      await kinds.server.run(
        `{ items(first: 3, orderBy: { field: ${orderField(name)}, direction: ${direction} }${position}) { nodes { id } pageInfo { hasPreviousPage } } }`,
      );
      const [statement = ''] = kinds.server.statements;
      const plan = await genericPlan(kinds.database, statement.replace('/* prepared */ ', ''));
      const scans = [...scansOf(plan)];
      // Two ranges if null is after the position, and one more scan for the rows before it.
      expect(scans.length).toBeGreaterThan(0);
      for (const { plan: scan, above } of scans) {
        expect(scan['Node Type']).toMatch(/^Index (Only )?Scan$/);
        expect(scan['Index Name']).toBe(`Item_${name}_id_idx`);
        expect(above).not.toContain('Sort');
        expect(above).not.toContain('Incremental Sort');
      }
      if (position === '') expect(scans).toHaveLength(1);
      else expect(scans.length).toBe(isNullable(name) ? 3 : 2);
    }
  }
});

test.each(['float', 'anyText', 'anyTimestamp6', 'anyShade', 'numeric'])(
  'lists of thousands by %s are those of a plain query',
  async (name) => {
    for (const direction of ['ASC', 'DESC']) {
      const { rows } = await kinds.database.query<{ id: number }>(
        `SELECT node.id FROM "_ItemToTag" AS link JOIN "Item" AS node ON node.id = link."A"
         WHERE link."B" = '00000000-0000-0000-0000-00000000000a' ORDER BY node."${name}" ${direction}, node.id ${direction}`,
      );
      const expected = rows.map(({ id }) => encodeGlobalId('Item', id));
      expect(expected.length).toBeGreaterThan(4_000);
      const read = async (args: string) => {
        const { tags } = await kinds.server.run<{ tags: { nodes: { items: List }[] } }>(
          `{ tags { nodes { items(${args}, orderBy: { field: ${orderField(name)}, direction: ${direction} }) { edges { cursor node { id } } } } } }`,
        );
        return tags.nodes[0]?.items.edges ?? [];
      };
      const pages: { readonly cursor: string; readonly node: { readonly id: string } }[] = [];
      for (let after = ''; pages.length < 400; after = `, after: "${pages.at(-1)?.cursor}"`)
        pages.push(...(await read(`first: 100${after}`)));
      expect(pages.map(({ node }) => node.id)).toEqual(expected.slice(0, 400));
      const last = await read('last: 100');
      expect(last.map(({ node }) => node.id)).toEqual(expected.slice(-100));
      const before = await read(`last: 100, before: "${last[0]?.cursor}"`);
      expect(before.map(({ node }) => node.id)).toEqual(expected.slice(-200, -100));
    }
  },
);
