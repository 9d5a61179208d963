import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { codeBlocks } from '../../support/markdown.js';
import { type Playlists, relations, startPlaylists } from '../../support/playlists.js';

let playlists: Playlists;
beforeAll(async () => {
  playlists = await startPlaylists({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => playlists.close());

const [relation] = relations;
const [songs, lists] = [relation?.ends[0].target.rows ?? [], relation?.ends[0].owner.rows ?? []];
const [a, b, c, d, e] = songs.map(({ id }) => id);
const [playlist] = lists.map(({ id }) => id);
const none = encodeGlobalId('Song', '99999999-0000-4000-8000-000000000000');

/** The playlist has the songs a, b and c. */
beforeEach(async () => {
  await playlists.restart();
  await playlists.server.run(
    `mutation { setPlaylistSongs(input: { playlistId: "${playlist}", songIds: ["${a}", "${b}", "${c}"] }) { __typename } }`,
  );
});

const order = async () => {
  const { node } = await playlists.server.run<{
    node: { songs: { edges: { place: string; node: { id: string } }[] } };
  }>(`{ node(id: "${playlist}") { ... on Playlist { songs { edges { place node { id } } } } } }`);
  return node.songs.edges;
};
const ids = async () => (await order()).map(({ node }) => node.id);

const send = (mutation: string, input: string) =>
  playlists.server.send(
    `mutation { ${mutation}(input: { playlistId: "${playlist}", ${input} }) { __typename } }`,
  );

describe('is refused, and nothing is changed:', () => {
  const required = 'input must have one of after, before, first, last';
  const only = 'input must have only one of after, before, first, last';
  const cases: Record<
    string,
    [mutation: string, input: string, code: string, argument: string, more?: object]
  > = {
    'a move to no place': [
      'movePlaylistSongs',
      `songIds: ["${a}"]`,
      'BAD_USER_INPUT',
      'input',
      { message: required },
    ],
    'a move to null': [
      'movePlaylistSongs',
      `songIds: ["${a}"], after: null, first: null`,
      'BAD_USER_INPUT',
      'input',
      { message: required },
    ],
    'a move to two places': [
      'movePlaylistSongs',
      `songIds: ["${a}"], first: true, after: "${b}"`,
      'BAD_USER_INPUT',
      'input.first',
      { message: `${only}, got after and first` },
    ],
    'an addition at two places': [
      'addPlaylistSongs',
      `songIds: ["${d}"], first: true, last: true`,
      'BAD_USER_INPUT',
      'input.last',
      { message: `${only}, got first and last` },
    ],
    'first: false': [
      'movePlaylistSongs',
      `songIds: ["${a}"], first: false`,
      'BAD_USER_INPUT',
      'input.first',
      { message: 'input.first must be true, or be omitted' },
    ],
    'last: false': [
      'addPlaylistSongs',
      `songIds: ["${d}"], last: false`,
      'BAD_USER_INPUT',
      'input.last',
    ],
    'a row twice': [
      'movePlaylistSongs',
      `songIds: ["${a}", "${b}", "${a}"], last: true`,
      'BAD_USER_INPUT',
      'input.songIds',
      { ids: [a] },
    ],
    'a move after itself': [
      'movePlaylistSongs',
      `songIds: ["${a}", "${b}"], after: "${b}"`,
      'BAD_USER_INPUT',
      'input.after',
      { ids: [b] },
    ],
    'a malformed place': [
      'movePlaylistSongs',
      `songIds: ["${a}"], after: "x"`,
      'BAD_USER_INPUT',
      'input.after',
      { ids: ['x'] },
    ],
    'a place of another type': [
      'movePlaylistSongs',
      `songIds: ["${a}"], before: "${playlist}"`,
      'WRONG_TYPE',
      'input.before',
      { ids: [playlist] },
    ],
    'a move of rows that are not in the list': [
      'movePlaylistSongs',
      `songIds: ["${a}", "${d}", "${none}"], first: true`,
      'NOT_FOUND',
      'input.songIds',
      { ids: [d, none] },
    ],
    'a move after a row that is not in the list': [
      'movePlaylistSongs',
      `songIds: ["${a}"], after: "${d}"`,
      'NOT_FOUND',
      'input.after',
      { ids: [d] },
    ],
    'a move before a row that does not exist': [
      'movePlaylistSongs',
      `songIds: ["${a}"], before: "${none}"`,
      'NOT_FOUND',
      'input.before',
      { ids: [none] },
    ],
    'an addition after a row that is not in the list': [
      'addPlaylistSongs',
      `songIds: ["${d}"], after: "${e}"`,
      'NOT_FOUND',
      'input.after',
      { ids: [e] },
    ],
    'an addition after a row that it adds': [
      'addPlaylistSongs',
      `songIds: ["${d}", "${e}"], after: "${e}"`,
      'NOT_FOUND',
      'input.after',
      { ids: [e] },
    ],
    'an addition of a row that does not exist': [
      'addPlaylistSongs',
      `songIds: ["${none}"], after: "${e}"`,
      'NOT_FOUND',
      'input.songIds',
      { ids: [none] },
    ],
    'a creation after a row that is not in the list': [
      'createPlaylistSong',
      `title: "new", after: "${d}"`,
      'NOT_FOUND',
      'input.after',
      { ids: [d] },
    ],
  };
  test.each(Object.entries(cases))(
    '%s',
    async (_, [mutation, input, code, argument, more = {}]) => {
      const before = await order();
      const { errors } = await send(mutation, input);
      const { message, ...extensions } = more as { message?: string };
      expect(errors?.map((error) => error.extensions)).toEqual([
        expect.objectContaining({ code, argument, ...extensions }),
      ]);
      if (message) expect(errors?.[0]?.message).toBe(message);
      expect(await order()).toEqual(before);
      const { songs: all } = await playlists.server.run<{ songs: { totalCount: number } }>(
        '{ songs { totalCount } }',
      );
      expect(all.totalCount).toBe(songs.length);
    },
  );

  test('a move in the list of an owner that does not exist', async () => {
    const missing = encodeGlobalId('Playlist', '4');
    for (const mutation of [
      `movePlaylistSongs(input: { playlistId: "${missing}", songIds: ["${a}"], after: "${b}" })`,
      `addPlaylistSongs(input: { playlistId: "${missing}", songIds: ["${a}"], after: "${b}" })`,
      `createPlaylistSong(input: { playlistId: "${missing}", title: "new", after: "${b}" })`,
    ]) {
      const { errors } = await playlists.server.send(`mutation { ${mutation} { __typename } }`);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({
          code: 'NOT_FOUND',
          argument: 'input.playlistId',
          ids: [missing],
        }),
      ]);
    }
  });
});

test('a move of more than 10,000 rows is refused', async () => {
  const { errors } = await playlists.server.send(
    'mutation($ids: [ID!]!, $playlist: ID!) { movePlaylistSongs(input: { playlistId: $playlist, songIds: $ids, first: true }) { movedCount } }',
    { playlist, ids: Array(10_001).fill(a) },
  );
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'input.songIds' },
  ]);
});

test('a position is no input, and the end without an order has no move', async () => {
  const { types } = await playlists.server
    .run<{ __schema: { types: { name: string; inputFields: { name: string }[] | null }[] } }>(
      '{ __schema { types { name inputFields { name } } } }',
    )
    .then(({ __schema }) => __schema);
  const inputs = (type: string) =>
    types.find(({ name }) => name === type)?.inputFields?.map(({ name }) => name);
  expect(inputs('MovePlaylistSongsInput')).toEqual([
    'playlistId',
    'songIds',
    'after',
    'before',
    'first',
    'last',
  ]);
  expect(inputs('AddPlaylistSongsInput')).toEqual([
    'playlistId',
    'songIds',
    'link',
    'links',
    'after',
    'before',
    'first',
    'last',
  ]);
  expect(inputs('SetPlaylistSongsInput')).toEqual(['playlistId', 'songIds', 'link', 'links']);
  expect(inputs('CreatePlaylistSongInput')).toEqual([
    'playlistId',
    'title',
    'link',
    'after',
    'before',
    'first',
    'last',
  ]);
  expect(inputs('EntryInput')).toEqual(['note']);
  expect(inputs('AddSongPlaylistsInput')).toEqual(['songId', 'playlistIds', 'link', 'links']);
  expect(inputs('MoveSongPlaylistsInput')).toBeUndefined();
});

test('a move of nothing changes nothing', async () => {
  const before = await order();
  const { data } = await playlists.server.send(
    `mutation { movePlaylistSongs(input: { playlistId: "${playlist}", songIds: [], after: "${b}" }) { movedCount movedSongEdges { cursor } playlist { id } } }`,
  );
  expect(data).toEqual({
    movePlaylistSongs: { movedCount: 0, movedSongEdges: [], playlist: { id: playlist } },
  });
  expect(await order()).toEqual(before);
});

test('rows that are in the list keep their places in an addition, and their columns in a set', async () => {
  await send('updatePlaylistSong', `songId: "${b}", note: "mine"`);
  await send('addPlaylistSongs', `songIds: ["${c}", "${d}"], first: true, link: { note: "new" }`);
  expect(await ids()).toEqual([d, a, b, c]);
  const before = await order();
  await send(
    'setPlaylistSongs',
    `songIds: ["${d}", "${c}", "${a}", "${b}"], link: { note: "other" }`,
  );
  expect(await ids()).toEqual([d, c, a, b]);
  const { rows } = await playlists.database.query('SELECT song, note FROM "Entry"');
  expect(
    Object.fromEntries(rows.map(({ song, note }) => [encodeGlobalId('Song', song), note])),
  ).toEqual({ [`${a}`]: null, [`${b}`]: 'mine', [`${c}`]: null, [`${d}`]: 'new' });
  // Only c is out of order.
  const after = await order();
  const place = (list: typeof before, id: string | undefined) =>
    list.find(({ node }) => node.id === id)?.place;
  for (const id of [a, b, d]) expect(place(after, id)).toBe(place(before, id));
});

test('a move updates the links that it moves, and not those that make room', async () => {
  const long = '2000-01-01T00:00:00.000Z';
  await playlists.database.query(
    `UPDATE "Entry" SET "updatedAt" = '2000-01-01', at = CASE WHEN song = $1 THEN 'no place' ELSE at END`,
    [songs[1]?.key],
  );
  expect(await ids()).toEqual([a, c, b]);
  await send('movePlaylistSongs', `songIds: ["${a}"], last: true`);
  expect(await ids()).toEqual([c, b, a]);
  const { node } = await playlists.server.run<{
    node: { songs: { edges: { updatedAt: string; place: string }[] } };
  }>(`{ node(id: "${playlist}") { ... on Playlist { songs { edges { updatedAt place } } } } }`);
  const [first, second, third] = node.songs.edges;
  expect([first?.updatedAt, second?.updatedAt]).toEqual([long, long]);
  expect(second?.place).not.toBe('no place');
  expect(third?.updatedAt).not.toBe(long);
});

test('the SQL in the docs gives all rows different places, between which others have room', async () => {
  const docs = readFileSync(new URL('../../../docs/relations.md', import.meta.url), 'utf8');
  const [statement] = codeBlocks(docs).filter(({ info }) => info === 'sql');
  // The names in the database of these tests.
  const text = statement?.text.replaceAll('playlistId', 'list').replaceAll('songId', 'song');
  await playlists.database.query('UPDATE "Entry" SET at = $1', ['']);
  await playlists.database.query(
    text?.replaceAll(' place', ' at').replaceAll('.place', '.at') ?? '',
  );
  const places = (await order()).map(({ place }) => place);
  expect(places).toEqual(['g0000001', 'g0000002', 'g0000003']);
  const [first, , last] = await ids();
  await send('movePlaylistSongs', `songIds: ["${last}"], after: "${first}"`);
  expect((await order()).map(({ place }) => place)).toEqual(['g0000001', 'g0000001V', 'g0000002']);
});

test('the default order can be asked for, and reversed', async () => {
  const page = (args: string) =>
    playlists.server.run<{
      node: { songs: { edges: { cursor: string; node: { id: string } }[] } };
    }>(
      `{ node(id: "${playlist}") { ... on Playlist { songs${args} { edges { cursor node { id } } } } } }`,
    );
  const byDefault = await page('');
  expect(await page('(orderBy: { field: LINK_PLACE })')).toEqual(byDefault);
  const reversed = await page('(orderBy: { field: LINK_PLACE, direction: DESC })');
  expect(reversed.node.songs.edges.map(({ node }) => node.id)).toEqual([c, b, a]);
  const { edges } = byDefault.node.songs;
  const after = await page(`(after: "${edges[0]?.cursor}")`);
  expect(after.node.songs.edges).toEqual(edges.slice(1));
});

test('a move costs as much as a mutation that changes other rows, and a row as in add', async () => {
  const cost = async (mutation: string, rows: readonly (string | undefined)[]) => {
    const { extensions } = await send(mutation, `songIds: ${JSON.stringify(rows)}, first: true`);
    return Number(extensions?.cost?.requested);
  };
  const [none, one, three] = [[], [a], [a, b, c]];
  for (const mutation of ['movePlaylistSongs', 'addPlaylistSongs']) {
    expect(await cost(mutation, none)).toBeGreaterThan(100);
    const perRow = (await cost(mutation, one)) - (await cost(mutation, none));
    expect(perRow).toBeGreaterThanOrEqual(1);
    const ofThree = (await cost(mutation, three)) - (await cost(mutation, none));
    // Costs are reported as whole numbers.
    expect(Math.abs(ofThree - 3 * perRow)).toBeLessThanOrEqual(2);
  }
});
