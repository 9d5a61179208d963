import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Playlists, relations, startPlaylists } from '../../support/playlists.js';
import { formatted } from '../../support/sql-format.js';

let playlists: Playlists;
beforeAll(async () => {
  playlists = await startPlaylists();
});
afterAll(() => playlists.close());
beforeEach(() => playlists.restart());

const [byText, byInteger, ofOneTable] = relations;
const ids = (rows: readonly { id: string }[] | undefined) => rows?.map(({ id }) => id) ?? [];
const [songs, lists] = [ids(byText?.ends[0].target.rows), ids(byText?.ends[0].owner.rows)];
const [books, authors] = [ids(byInteger?.ends[0].owner.rows), ids(ofOneTable?.ends[0].owner.rows)];

/** The statements of a mutation of the playlist, the song or the book. */
async function sent(mutation: string): Promise<string[]> {
  playlists.server.statements.length = 0;
  await playlists.server.run(`mutation { ${mutation} { __typename } }`);
  return [...playlists.server.statements];
}

const list = (values: readonly string[]) => JSON.stringify(values);
const ofPlaylist = `playlistId: "${lists[0]}"`;

test('mutations send as many statements for many rows as for one, in one transaction', async () => {
  const [first = '', ...others] = songs;
  const [one = '', ...more] = lists;
  const counts: Record<string, number> = {};
  for (const many of [false, true]) {
    const some = (rows: readonly string[]) => list(many ? rows : rows.slice(0, 1));
    const pairs = (owners: readonly string[]) =>
      owners.flatMap((owner) =>
        songs
          .slice(0, owners.length)
          .map((song) => `{ playlistId: "${owner}", songId: "${song}" }`),
      );
    const steps: Record<string, string> = {
      set: `setPlaylistSongs(input: { ${ofPlaylist}, songIds: ${list([first])} })`,
      add: `addPlaylistSongs(input: { ${ofPlaylist}, songIds: ${some(others)}, after: "${first}" })`,
      move: `movePlaylistSongs(input: { ${ofPlaylist}, songIds: ${some(others)}, before: "${first}" })`,
      'set in another order': `setPlaylistSongs(input: { ${ofPlaylist}, songIds: ${list([first, ...(many ? others : others.slice(0, 1))])} })`,
      'add from the other end': `addSongPlaylists(input: { songId: "${first}", playlistIds: ${some(more)} })`,
      'set from the other end': `setSongPlaylists(input: { songId: "${first}", playlistIds: ${some([one, ...more].toReversed())} })`,
      create: `createPlaylist(input: { name: "new", songIds: ${some(songs)} })`,
      'create from the other end': `createSong(input: { title: "new", playlistIds: ${some(lists)} })`,
      'create a target': `createPlaylistSong(input: { ${ofPlaylist}, title: "new", first: true })`,
      'pairs of several lists': `linkPlaylistsSongs(input: { links: [${pairs(many ? lists : [one])}] })`,
      'pairs from the other end': `linkSongsPlaylists(input: { links: [${pairs(many ? lists : [one])}] })`,
      remove: `removePlaylistSongs(input: { ${ofPlaylist}, songIds: ${some(others)} })`,
    };
    for (const [step, mutation] of Object.entries(steps)) {
      const statements = await sent(mutation);
      if (statements.length > 1)
        expect([statements.at(0), statements.at(-1)]).toEqual(['begin', 'commit']);
      if (many) expect([step, statements.length]).toEqual([step, counts[step]]);
      counts[step] = statements.length;
    }
  }
  expect(counts).toEqual({
    // Between begin and commit: lock, read, write.
    set: 5,
    add: 5,
    move: 5,
    // Rows that stay are moved by a statement of their own.
    'set in another order': 6,
    'add from the other end': 5,
    'set from the other end': 5,
    create: 1,
    'create from the other end': 5,
    'create a target': 5,
    // Both tables are locked by a statement each.
    'pairs of several lists': 6,
    'pairs from the other end': 6,
    remove: 4,
  });
});

test('the SQL is that of the golden file', async () => {
  const mutations: Record<string, string> = {
    'add at the end': `addPlaylistSongs(input: { ${ofPlaylist}, songIds: ${list(songs.slice(0, 3))} })`,
    'add after a row': `addPlaylistSongs(input: { ${ofPlaylist}, songIds: ${list(songs.slice(3))}, after: "${songs[0]}" })`,
    'move before a row': `movePlaylistSongs(input: { ${ofPlaylist}, songIds: ${list(songs.slice(2))}, before: "${songs[1]}" })`,
    'move to the start': `movePlaylistSongs(input: { ${ofPlaylist}, songIds: ${list(songs.slice(2))}, first: true })`,
    set: `setPlaylistSongs(input: { ${ofPlaylist}, songIds: ${list(songs)} })`,
    'add from the other end': `addSongPlaylists(input: { songId: "${songs[0]}", playlistIds: ${list(lists)} })`,
    'create a target': `createPlaylistSong(input: { ${ofPlaylist}, title: "new", after: "${songs[0]}" })`,
    'add, with an order at both ends': `addBookAuthors(input: { bookId: "${books[0]}", authorIds: ${list(authors.slice(0, 2))} })`,
    'the same from the other end': `addAuthorBooks(input: { authorId: "${authors[0]}", bookIds: ${list(books)} })`,
    'add from the end without an order, in one table': `addAuthorFollowers(input: { authorId: "${authors[0]}", followerIds: ${list(authors.slice(1, 3))} })`,
  };
  const parts: string[] = [];
  const add = (title: string) => {
    const { statements } = playlists.server;
    parts.push(`-- ${title}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
  };
  for (const [title, mutation] of Object.entries(mutations)) {
    await sent(mutation);
    add(title);
  }
  playlists.server.statements.length = 0;
  await playlists.server.run(
    '{ playlists(first: 2) { nodes { songs(first: 2) { edges { cursor place node { title } } } } } }',
  );
  add('pages in the default order');
  await expect(parts.join('\n')).toMatchFileSnapshot('../../golden-sql/positions.sql');
});
