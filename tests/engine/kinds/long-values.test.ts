import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../support/database.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let ids: Record<'album' | 'track' | 'ann' | 'bob', string>;
beforeAll(async () => {
  server = await startTestServer('guild');
  const made = await server.run<Record<keyof typeof ids, { row: { id: string } }>>(
    'mutation { album: createAlbum(input: { title: "a" }) { row: album { id } } track: createTrack(input: { code: "t", name: "t" }) { row: track { id } } ann: createPerson(input: { name: "ann" }) { row: person { id } } bob: createPerson(input: { name: "bob" }) { row: person { id } } }',
  );
  ids = Object.fromEntries(
    Object.entries(made).map(([name, { row }]) => [name, row.id]),
    // It has the names of `made`.
  ) as typeof ids;
  await query(server.databaseUrl, 'CREATE INDEX remarks ON follow_links (remark)');
});
afterAll(() => server.close());

// PostgreSQL compresses values in an index, but not random ones.
const text = (length: number) => randomBytes(length / 2).toString('hex');

const stored = () =>
  server.run(
    '{ tracks { nodes { id name } } albums { nodes { title tracks { totalCount } } } people { nodes { following { totalCount } } } }',
  );

test.each<[string, string, string, (value: string) => object]>([
  ['createTrack', 'input.name', 'input', (name) => ({ code: 'u', name })],
  [
    'createTracks',
    'input.tracks.1.name',
    'input.tracks.1',
    (name) => ({
      tracks: [
        { code: 'u', name: 'u' },
        { code: 'v', name },
      ],
    }),
  ],
  ['updateTrack', 'input.name', 'input', (name) => ({ id: ids.track, name })],
  ['createAlbum', 'input', 'input', (title) => ({ title })],
  [
    'updateAlbum',
    'input.tracks.addBy.0.create.name',
    'input.tracks.addBy.0',
    (name) => ({
      id: ids.album,
      title: 'b',
      tracks: { addBy: [{ code: 'u', create: { name } }], link: { int: 1 } },
    }),
  ],
  [
    'updateAlbum',
    'input.tracks.addBy.0.name',
    'input.tracks.addBy.0',
    (name) => ({
      id: ids.album,
      tracks: { addBy: [{ name, create: { code: 'u' } }], link: { int: 1 } },
    }),
  ],
  [
    'addPersonFollowing',
    'input',
    'input',
    (anyText) => ({ personId: ids.ann, followedIds: [ids.bob], link: { anyText } }),
  ],
  [
    'updatePerson',
    'input.following',
    'input.following',
    (anyText) => ({ id: ids.ann, name: 'x', following: { add: [ids.bob], link: { anyText } } }),
  ],
])('a value in %s that is too long for an index is refused', async (name, index, whole, input) => {
  const before = await stored();
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!`;
  // PostgreSQL tells the index of a value that is a little too long, but not of one that fits in no index.
  for (const [length, argument] of [
    [5_000, index],
    [10_000, whole],
  ] as const) {
    const { errors } = await server.send(
      `mutation($input: ${type}) { ${name}(input: $input) { __typename } }`,
      { input: input(text(length)) },
    );
    expect(errors?.map(({ message, extensions }) => ({ message, ...extensions }))).toEqual([
      {
        message: `${argument} has a value that is too long to be stored or indexed`,
        code: 'BAD_USER_INPUT',
        argument,
      },
    ]);
  }
  expect(await stored()).toEqual(before);
  expect(server.logged).toEqual([]);
});
