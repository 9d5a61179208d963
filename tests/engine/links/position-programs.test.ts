import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capitalized } from '../../support/ends.js';
import {
  isInUpdate,
  NaiveLists,
  type OldLink,
  type OrderedOutcome,
  type OrderedStep,
  orderedPrograms,
} from '../../support/ordered-lists.js';
import {
  type OrderedEnd,
  type OrderedRelation,
  type Playlists,
  relations,
  startPlaylists,
} from '../../support/playlists.js';

let playlists: Playlists;
beforeAll(async () => {
  playlists = await startPlaylists({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => playlists.close());

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}
interface Payload {
  readonly owner: { readonly id: string; readonly list: { readonly edges: Edge[] } };
  readonly target?: { readonly id: string };
  readonly edge?: Edge;
  readonly added?: Edge[];
  readonly addedCount?: number;
  readonly removed?: string[];
  readonly moved?: Edge[];
  readonly movedCount?: number;
}

const edgeFields = (end: OrderedEnd) =>
  `{ cursor node { id } ${end.position ? `position: ${end.position}` : ''} }`;

function document(end: OrderedEnd, step: OrderedStep): string {
  const { owner, field, singular } = end;
  const { verb } = step;
  const name = isInUpdate(step)
    ? `update${owner.type}`
    : verb === 'create'
      ? `create${owner.type}${capitalized(singular)}`
      : `${verb}${owner.type}${capitalized(field)}`;
  const edges = edgeFields(end);
  const count = isInUpdate(step) ? `added${capitalized(singular)}Count` : 'addedCount';
  const added = `addedCount: ${count} added: added${capitalized(singular)}Edges ${edges}`;
  const removed = `removed: removed${capitalized(singular)}Ids`;
  const tells = {
    add: added,
    set: `${added} ${removed}`,
    remove: removed,
    clear: removed,
    move: `movedCount moved: moved${capitalized(singular)}Edges ${edges}`,
    create: `target: ${singular} { id } edge: ${singular}Edge ${edges}`,
  };
  return `mutation($input: ${capitalized(name)}Input!) {
    payload: ${name}(input: $input) { owner: ${owner.one} { id list: ${field}(first: 100) { edges ${edges} } } ${tells[verb]} }
  }`;
}

function input(end: OrderedEnd, step: OrderedStep, created: string) {
  const { verb, owner, targets, place } = step;
  const id = (at: number) => end.target.rows[at]?.id;
  const ownerId = end.owner.rows[owner]?.id;
  if (isInUpdate(step)) return { id: ownerId, [end.field]: { [verb]: targets.map(id) } };
  const isPlaced = verb === 'add' || verb === 'move' || verb === 'create';
  const isBeside = place?.at === 'after' || place?.at === 'before';
  return {
    [`${end.owner.one}Id`]: ownerId,
    ...(verb === 'create' && end.target.input(created)),
    ...(verb !== 'clear' && verb !== 'create' && { [`${end.singular}Ids`]: targets.map(id) }),
    ...(isPlaced && place && { [place.at]: isBeside ? id(place.target) : true }),
  };
}

const idsOf = (edges: readonly Edge[] | undefined) => edges?.map(({ node }) => node.id) ?? [];

/** Makes a step, and checks everything that its payload says. */
async function make(lists: NaiveLists, step: OrderedStep, created: string): Promise<void> {
  const end = lists.relation.ends[step.end];
  const { data, errors } = await playlists.server.send<{ payload: Payload }>(document(end, step), {
    input: input(end, step, created),
  });
  const target = data?.payload?.target;
  if (target) {
    const text = Buffer.from(target.id, 'base64').toString();
    lists.know({ id: target.id, key: text.slice(text.indexOf(':') + 1) });
  }
  const expected: OrderedOutcome = lists.apply(step, target?.id ?? 'none');
  if ('code' in expected) {
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([expected.code]);
    return;
  }
  expect(errors).toBeUndefined();
  const { payload } = data as { payload: Payload };
  const owner = end.owner.rows[step.owner]?.id ?? '';
  const { edges } = payload.owner.list;
  expect(payload.owner.id).toBe(owner);
  expect(idsOf(edges)).toEqual(lists.list(step.end, owner));
  const added = [...(payload.added ?? []), ...(payload.edge ? [payload.edge] : [])];
  expect(idsOf(added)).toEqual(expected.added);
  expect(payload.addedCount ?? added.length).toBe(added.length);
  expect(payload.removed ?? []).toEqual(expected.removed);
  expect(idsOf(payload.moved)).toEqual(expected.moved);
  expect(payload.movedCount ?? 0).toBe(expected.moved.length);
  // The same cursors as in the page.
  for (const edge of [...added, ...(payload.moved ?? [])]) expect(edges).toContainEqual(edge);
}

/** Writes links past the API, as others may: with positions that are equal, or next to each other. */
async function write(lists: NaiveLists, old: readonly OldLink[]): Promise<void> {
  const { table, columns, ends, places, fixed = {} } = lists.relation;
  const written = old.map(({ rows: [a, b], places: at }) => ({
    rows: [ends[0].owner.rows[a], ends[1].owner.rows[b]] as const,
    places: places.map(({ values }, index) => values[(at[index] ?? 0) % values.length] ?? ''),
  }));
  const names = [...columns, ...places.map(({ column }) => column), ...Object.keys(fixed)];
  for (const { rows, places: values } of written)
    await playlists.database.query(
      `INSERT INTO ${table} (${names.map((name) => `"${name}"`)}) VALUES (${names.map((_, at) => `$${at + 1}`)})`,
      [...rows.map((row) => row?.key), ...values, ...Object.values(fixed)],
    );
  for (const [index, { end, values }] of places.entries()) {
    const far = end === 0 ? 1 : 0;
    const sorted = written.toSorted((one, other) => {
      const rank = ({ places: of }: typeof one) => values.indexOf(of[index] ?? '');
      return (
        rank(one) - rank(other) ||
        ends[end].target.compare(one.rows[far]?.key ?? '', other.rows[far]?.key ?? '')
      );
    });
    for (const { rows } of sorted) {
      const [owner, target] = [rows[end]?.id ?? '', rows[far]?.id ?? ''];
      lists.put(end, owner, target);
      if (places.length === 1) lists.put(far, target, owner);
    }
  }
}

/** All lists of an end, by owner. */
async function read({ ends }: OrderedRelation, at: 0 | 1) {
  const { owner, field } = ends[at];
  const { rows } = await playlists.server.run<{
    rows: { nodes: { id: string; list: { edges: Edge[] } }[] };
  }>(
    `{ rows: ${owner.many}(first: 100) { nodes { id list: ${field}(first: 100) { edges ${edgeFields(ends[at])} } } } }`,
  );
  return rows.nodes
    .map(({ id, list }) => [id, idsOf(list.edges)] as const)
    .filter(([, list]) => list.length > 0);
}

describe.each(relations.map((relation) => [relation.name, relation] as const))(
  'mutations of %s',
  (_, relation) => {
    beforeEach(() => playlists.restart());

    test('in any order leave the lists of a naive model, seen from both ends', async () => {
      await fc.assert(
        fc.asyncProperty(orderedPrograms(relation), async ({ old, steps }) => {
          await playlists.restart();
          const lists = new NaiveLists(relation);
          await write(lists, old);
          for (const [at, step] of steps.entries()) await make(lists, step, `new-${at}`);
          for (const end of [0, 1] as const) {
            const expected = lists.owners(end).map((owner) => [owner, lists.list(end, owner)]);
            const byOwner = (a: readonly unknown[], b: readonly unknown[]) =>
              String(a[0]) < String(b[0]) ? -1 : 1;
            expect((await read(relation, end)).sort(byOwner)).toEqual(expected.sort(byOwner));
          }
          expect(playlists.server.logged).toEqual([]);
        }),
        { numRuns: 40 },
      );
    }, 120_000);
  },
);

test('a new row has its lists in the order of its input', async () => {
  const [playlist] = relations;
  const songs = playlist?.ends[0].target.rows.map(({ id }) => id) ?? [];
  const { payload } = await playlists.server.run<{ payload: Payload }>(
    `mutation($songs: [ID!]) { payload: createPlaylist(input: { name: "new", songIds: $songs }) { owner: playlist { id list: songs { edges { cursor node { id } } } } } }`,
    { songs: [...songs, ...songs.slice(0, 2)] },
  );
  expect(idsOf(payload.owner.list.edges)).toEqual(songs);
});
