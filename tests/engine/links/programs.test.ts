import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capitalized } from '../../support/ends.js';
import {
  type EndName,
  type Guild,
  type GuildRow,
  startGuild,
  type TestedEnd,
} from '../../support/guild.js';
import {
  type LinkColumns,
  type LinkProgramStep,
  linkSteps,
  NaiveLinks,
  settableOf,
} from '../../support/linked-rows.js';

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => guild.close());

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
  readonly [column: string]: unknown;
}
interface Payload {
  readonly owner: {
    readonly id: string;
    readonly list: { readonly totalCount: number; readonly edges: Edge[] };
  };
  readonly addedCount?: number;
  readonly added?: Edge[];
  readonly removedCount?: number;
  readonly removed?: string[];
  readonly edge?: Edge;
}

/** By end: the names that follow from those of its relation, and its default order. */
const names: Readonly<
  Record<EndName, { owner: string; one: string; order: (a: GuildRow, b: GuildRow) => number }>
> = (() => {
  const bytes = ({ text }: GuildRow) => Buffer.from(text);
  const byKey = (a: GuildRow, b: GuildRow) => (a.key < b.key ? -1 : 1);
  const byText = (a: GuildRow, b: GuildRow) => Buffer.compare(bytes(a), bytes(b)) || byKey(a, b);
  return {
    'Person.following': { owner: 'person', one: 'followed', order: byText },
    'Person.followers': { owner: 'person', one: 'follower', order: byText },
    'Album.tracks': { owner: 'album', one: 'track', order: byKey },
    'Track.albums': { owner: 'track', one: 'album', order: (a, b) => -byText(a, b) },
  };
})();

/** The columns that the API shows: those that it sets, and those that it fills in. */
const shownOf = (name: EndName) => [
  ...settableOf(name),
  ...(name.startsWith('Person') ? ['createdAt', 'updatedAt'] : []),
];

function document(name: EndName, verb: LinkProgramStep['verb']): string {
  const [type = '', field = ''] = name.split('.');
  const { owner, one } = names[name];
  const mutation =
    verb === 'update' ? `update${type}${capitalized(one)}` : `${verb}${type}${capitalized(field)}`;
  const edge = `{ ${shownOf(name).join(' ')} cursor node { id } }`;
  const added = `addedCount added: added${capitalized(one)}Edges ${edge}`;
  const removed = `removedCount removed: removed${capitalized(one)}Ids`;
  const tells = {
    add: added,
    set: `${added} ${removed}`,
    remove: removed,
    clear: removed,
    update: `edge: ${one}Edge ${edge}`,
  };
  return `mutation($input: ${capitalized(mutation)}Input!) {
    payload: ${mutation}(input: $input) { owner: ${owner} { id list: ${field}(first: 100) { totalCount edges ${edge} } } ${tells[verb]} }
  }`;
}

function input(name: EndName, end: TestedEnd, step: LinkProgramStep) {
  const { owner, one } = names[name];
  const id = (rows: readonly GuildRow[], at: number) => rows[at]?.id;
  const makes = step.verb === 'add' || step.verb === 'set';
  const targets = step.verb === 'remove' ? (step.targets ?? []) : step.targets;
  return {
    [`${owner}Id`]: id(end.owners, step.owner),
    ...(step.verb === 'update' && { [`${one}Id`]: id(end.targets, step.target), ...step.columns }),
    ...((makes || step.verb === 'remove') &&
      targets && { [`${one}Ids`]: targets.map((at) => id(end.targets, at)) }),
    ...(makes && step.link && { link: step.link }),
    ...(makes &&
      step.singles && {
        links: step.singles.map(({ target, columns }) => ({
          [`${one}Id`]: id(end.targets, target),
          ...columns,
        })),
      }),
  };
}

const columnsIn = (name: EndName, edge: Edge): LinkColumns =>
  Object.fromEntries(shownOf(name).map((column) => [column, edge[column]]));

/** Makes a step, and checks all that its payload says. */
async function make(links: NaiveLinks, step: LinkProgramStep): Promise<void> {
  const { end: name } = step;
  const end = guild.ends[name];
  const owner = end.owners[step.owner] as GuildRow;
  const inOrder = (rows: readonly GuildRow[]) =>
    rows.toSorted(names[name].order).map(({ id }) => id);
  const edited = end.targets[step.target] as GuildRow;
  const earlier = links.columns(end, owner, edited);
  const expected = links.apply(end, name, step);
  const { data, errors } = await guild.server.send<{ payload: Payload }>(
    document(name, step.verb),
    {
      input: input(name, end, step),
    },
  );
  if ('code' in expected) {
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([expected.code]);
    return;
  }
  expect(errors).toBeUndefined();
  const { payload } = data as { payload: Payload };
  expect(payload.added?.map(({ node }) => node.id) ?? []).toEqual(inOrder(expected.added));
  expect(payload.addedCount ?? 0).toBe(expected.added.length);
  expect(payload.removed ?? []).toEqual(inOrder(expected.removed));
  expect(payload.removedCount ?? 0).toBe(expected.removed.length);
  const { list } = payload.owner;
  // What the server fills in is known from the payload, and stays.
  for (const edge of [...(payload.added ?? []), ...(payload.edge ? [payload.edge] : [])]) {
    const target = end.targets.find(({ id }) => id === edge.node.id) as GuildRow;
    const known = links.columns(end, owner, target) ?? {};
    const { createdAt, updatedAt } = edge;
    const made = name.startsWith('Person') ? { createdAt, updatedAt } : {};
    expect(columnsIn(name, edge)).toEqual({ ...known, ...made });
    links.put(end, owner, target, { ...known, ...made });
    expect(list.edges).toContainEqual(edge);
  }
  if (payload.edge && earlier && Object.keys(step.columns).length === 0)
    expect(columnsIn(name, payload.edge)).toEqual(earlier);
  if (payload.edge && earlier) expect(payload.edge.createdAt).toEqual(earlier.createdAt);
  const linked = end.targets.filter((target) => links.columns(end, owner, target));
  expect(payload.owner.id).toBe(owner.id);
  expect(list.totalCount).toBe(linked.length);
  expect(list.edges.map(({ node }) => node.id)).toEqual(inOrder(linked));
  for (const edge of list.edges) {
    const target = linked.find(({ id }) => id === edge.node.id) as GuildRow;
    expect(columnsIn(name, edge)).toEqual(links.columns(end, owner, target));
  }
}

/** All links of an end, as owner, target and columns. */
async function read(name: EndName) {
  const { many, field } = guild.ends[name];
  const { rows } = await guild.server.run<{
    rows: { nodes: { id: string; list: { edges: Edge[] } }[] };
  }>(
    `{ rows: ${many}(first: 100) { nodes { id list: ${field}(first: 100) { edges { ${shownOf(name).join(' ')} node { id } } } } } }`,
  );
  return rows.nodes.flatMap(({ id, list }) =>
    list.edges.map((edge) => ({ ids: [id, edge.node.id], columns: columnsIn(name, edge) })),
  );
}

const byIds = (a: { ids: readonly string[] }, b: { ids: readonly string[] }) =>
  a.ids.join() < b.ids.join() ? -1 : 1;

describe.each([
  ['people', 'Person.following', 'Person.followers', 'follow_links'],
  ['albums and tracks', 'Album.tracks', 'Track.albums', 'placings'],
] as const)('mutations of the links of %s', (_, near, far, table) => {
  beforeEach(async () => {
    await guild.database.query(`TRUNCATE ${table}`);
  });

  test('in any order leave what a naive model says, seen from both ends', async () => {
    const steps = fc.oneof(
      ...[near, far].map((name) => {
        // Albums have keys that no ID can hold, from the fourth on.
        return linkSteps(name, { owners: 3, targets: name === 'Track.albums' ? 3 : 6 });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), async (program) => {
        await guild.database.query(`TRUNCATE ${table}`);
        const links = new NaiveLinks();
        for (const step of program) await make(links, step);
        const known = [...links.links.values()].sort(byIds);
        expect((await read(near)).sort(byIds)).toEqual(known);
        const turned = (await read(far)).map(({ ids, columns }) => ({
          ids: ids.toReversed(),
          columns,
        }));
        expect(turned.sort(byIds)).toEqual(known);
        expect(guild.server.logged).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
