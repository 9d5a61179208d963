import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executor } from '../../../src/engine/database.js';
import { connectTables } from '../../../src/engine/model/connect-tables.js';
import { hasPositions } from '../../../src/engine/model/tables.js';
import { type ListPlace, readLastPlaces, readNeighbours } from '../../../src/engine/sql/places.js';
import { model } from '../../schemas/playlists/generated/model.js';
import { type Playlists, startPlaylists } from '../../support/playlists.js';

const size = 20_000;
const uuid = (last: number) => `bbbbbbbb-0000-4000-8000-${String(last).padStart(12, '0')}`;
const end = connectTables(model).get('Playlist')?.ends.get('songs');

let playlists: Playlists;
beforeAll(async () => {
  playlists = await startPlaylists();
  // One list of 20,000, and others of a few.
  await playlists.database.query(`
    INSERT INTO "Song" SELECT ('bbbbbbbb-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'song ' || i FROM generate_series(1, ${size}) AS i;
    INSERT INTO "Playlist" SELECT i, 'list ' || i FROM generate_series(1, 100) AS i;
    INSERT INTO "Entry" (list, song, at, "updatedAt") SELECT 901, song_id, 'e' || substr(title, 6) || repeat('0', 6), now() FROM "Song" WHERE title LIKE 'song %';
    INSERT INTO "Entry" (list, song, at, "updatedAt") SELECT id, song, at, now() FROM "Playlist" JOIN "Entry" ON random() < 0.001 WHERE id < 100;
    ANALYZE`);
}, 60_000);
afterAll(() => playlists.close());

interface Ran {
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Ran[];
}

/** Runs the statements of `work`, and returns the rows of the links that they read, and the indexes that they read them from. */
async function reads(database: pg.Client, work: (executor: Executor) => Promise<unknown>) {
  const scans: Ran[] = [];
  const collect = (node: Ran) => {
    if (node['Relation Name'] === 'Entry' && node['Actual Loops'] > 0) scans.push(node);
    node.Plans?.forEach(collect);
  };
  await work({
    run: async <Row>({ text, values }: Parameters<Executor['run']>[0]) => {
      const { rows } = await database.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
      collect(rows[0]['QUERY PLAN'][0].Plan);
      return (await database.query(text, [...values])).rows as Row[];
    },
  });
  return {
    indexes: new Set(scans.map((node) => node['Index Name'])),
    rows: scans.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
  };
}

describe('in a list of 20,000', () => {
  if (!end || !hasPositions(end)) throw new Error('the model has no positions');
  const byPlace = 'Entry_list_at_song_idx';
  const beside = uuid(12_345);
  const places: readonly ListPlace[] = [
    { at: 'first' },
    { at: 'last' },
    { at: 'after', target: beside },
    { at: 'before', target: beside },
  ];

  test.each(places)(
    'the rows next to a place ($at) are read alone, from the index',
    async (place) => {
      for (const moved of [false, true]) {
        const question = { owner: 901, targets: [uuid(5), uuid(12_346)], place, moved, size: 8 };
        const { indexes, rows } = await reads(playlists.database, (executor) =>
          readNeighbours(end, question, executor),
        );
        expect(indexes).toContain(byPlace);
        // Both sides, the row beside, and the targets.
        expect(rows).toBeLessThanOrEqual(8 + 8 + 1 + 2 + 2);
      }
    },
  );

  test('the last place of each list is one look-up', async () => {
    const owners = [901, ...Array.from({ length: 50 }, (_, at) => at + 1)];
    const { indexes, rows } = await reads(playlists.database, (executor) =>
      readLastPlaces(end, owners, executor),
    );
    expect(indexes).toEqual(new Set([byPlace]));
    expect(rows).toBeLessThanOrEqual(owners.length);
  });

  test('a page in the default order reads its rows alone, from the index', async () => {
    const { server, database } = playlists;
    const page = (args: string) =>
      `{ playlists(where: { name: { equals: "list 901" } }) { nodes { songs(${args}) { edges { cursor place node { title } } } } } }`;
    const { playlists: list } = await server.run<{
      playlists: { nodes: { songs: { edges: { cursor: string }[] } }[] };
    }>(page('first: 100'));
    const cursor = list.nodes[0]?.songs.edges[70]?.cursor ?? '';
    const [, place, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    for (const [args, values] of [
      ['first: 10', []],
      ['last: 10', []],
      [`first: 10, after: "${cursor}"`, [place, key]],
      [`last: 10, before: "${cursor}"`, [place, key]],
    ] as const) {
      server.statements.length = 0;
      await server.run(page(args));
      const text = server.statements.at(-1)?.replace('/* prepared */ ', '') ?? '';
      const { indexes, rows } = await reads(database, (executor) =>
        executor.run({ text, values: [901, ...values] }),
      );
      expect(indexes).toEqual(new Set([byPlace]));
      expect(rows).toBeLessThanOrEqual(11);
    }
  });
});
