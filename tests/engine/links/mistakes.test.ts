import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { type Guild, startGuild } from '../../support/guild.js';

const uuid = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const [ann, bob, cid, nobody] = [1, 2, 3, 9].map((last) => encodeGlobalId('Person', uuid(last)));
const [one, two, noAlbum] = ['1', '2', '99'].map((key) => encodeGlobalId('Album', key));
const [a, b, c, noTrack] = ['a', 'b', 'c', 'zzz'].map((key) => encodeGlobalId('Track', key));

type Refusal = readonly [
  title: string,
  mutation: string,
  input: object,
  code: string,
  argument: string,
  more?: { readonly ids?: unknown[]; readonly fields?: unknown[] },
];

const refusals: readonly Refusal[] = [
  [
    'neither a list nor links',
    'addPersonFollowing',
    { personId: ann },
    'BAD_USER_INPUT',
    'input.followedIds',
  ],
  [
    'neither, of set',
    'setPersonFollowing',
    { personId: ann, link: { int: 1 } },
    'BAD_USER_INPUT',
    'input.followedIds',
  ],
  [
    'null for both',
    'setPersonFollowing',
    { personId: ann, followedIds: null, links: null },
    'BAD_USER_INPUT',
    'input.followedIds',
  ],
  [
    'a target in both',
    'addPersonFollowing',
    { personId: ann, followedIds: [cid, bob], links: [{ followedId: bob }] },
    'BAD_USER_INPUT',
    'input.links',
    { ids: [bob] },
  ],
  [
    'a target twice in links',
    'setPersonFollowing',
    { personId: ann, links: [{ followedId: cid }, { followedId: bob }, { followedId: cid }] },
    'BAD_USER_INPUT',
    'input.links',
    { ids: [cid] },
  ],
  [
    'a target in both and one of another type',
    'addPersonFollowing',
    { personId: ann, followedIds: [one, cid], links: [{ followedId: cid }] },
    'BAD_USER_INPUT',
    'input.links',
    { ids: [cid] },
  ],
  [
    'an owner of another type',
    'addPersonFollowing',
    { personId: one, links: [] },
    'WRONG_TYPE',
    'input.personId',
    { ids: [one] },
  ],
  [
    'no such owner',
    'setPersonFollowing',
    { personId: nobody, links: [{ followedId: bob }] },
    'NOT_FOUND',
    'input.personId',
    { ids: [nobody] },
  ],
  [
    'a target in links of another type',
    'addPersonFollowing',
    { personId: ann, links: [{ followedId: one }] },
    'WRONG_TYPE',
    'input.links',
    { ids: [one] },
  ],
  [
    'a malformed target in links',
    'addPersonFollowing',
    { personId: ann, links: [{ followedId: 'x' }] },
    'BAD_USER_INPUT',
    'input.links',
    { ids: ['x'] },
  ],
  [
    'targets that do not exist',
    'setPersonFollowing',
    { personId: ann, followedIds: [nobody], links: [{ followedId: cid }] },
    'NOT_FOUND',
    'input.followedIds',
    { ids: [nobody] },
  ],
  [
    'a target in links that does not exist',
    'addPersonFollowing',
    { personId: ann, followedIds: [cid], links: [{ followedId: nobody, int: 2 }] },
    'NOT_FOUND',
    'input.links',
    { ids: [nobody] },
  ],
  [
    'null for a required column',
    'addPersonFollowing',
    { personId: ann, followedIds: [cid], link: { int: null } },
    'BAD_USER_INPUT',
    'input.link.int',
  ],
  [
    'null for a required column in links',
    'addPersonFollowing',
    { personId: ann, links: [{ followedId: cid }, { followedId: bob, shade: null }] },
    'BAD_USER_INPUT',
    'input.links.1.shade',
  ],
  [
    'a value that its column cannot hold',
    'addPersonFollowing',
    { personId: ann, followedIds: [], link: { anySmallint: 40_000 } },
    'BAD_USER_INPUT',
    'input.link.anySmallint',
  ],
  [
    'the same in links',
    'setPersonFollowing',
    { personId: ann, links: [{ followedId: bob, anyText: '\u0000' }] },
    'BAD_USER_INPUT',
    'input.links.0.anyText',
  ],
  [
    'a variable that its scalar refuses',
    'setPersonFollowing',
    { personId: ann, links: [{ followedId: bob, anyDecimal: 'x' }] },
    'BAD_USER_INPUT',
    'input.links.0.anyDecimal',
  ],
  [
    'a variable of another type',
    'addPersonFollowing',
    { personId: ann, followedIds: [], link: { int: 'x' } },
    'BAD_USER_INPUT',
    'input.link.int',
  ],
  [
    'no link where one is required',
    'addAlbumTracks',
    { albumId: one, trackIds: [c] },
    'BAD_USER_INPUT',
    'input.link',
  ],
  [
    'no value in links where one is required',
    'setAlbumTracks',
    {
      albumId: one,
      links: [
        { trackId: c, int: 3 },
        { trackId: a, anySmallint: 2 },
      ],
    },
    'BAD_USER_INPUT',
    'input.links.1.int',
  ],
  [
    'null there',
    'addAlbumTracks',
    { albumId: one, links: [{ trackId: c, int: null }] },
    'BAD_USER_INPUT',
    'input.links.0.int',
  ],
  [
    'a value that another link has',
    'addAlbumTracks',
    { albumId: one, trackIds: [c], link: { int: 2 } },
    'CONFLICT',
    'input',
    { fields: ['albumId', 'int'] },
  ],
  [
    'the same, from the other end',
    'addTrackAlbums',
    {
      trackId: c,
      links: [
        { albumId: one, int: 1 },
        { albumId: two, int: 1 },
      ],
    },
    'CONFLICT',
    'input',
    { fields: ['albumId', 'int'] },
  ],
  [
    'one value for two new links',
    'setAlbumTracks',
    { albumId: two, trackIds: [a, b], link: { int: 1 } },
    'CONFLICT',
    'input',
    { fields: ['albumId', 'int'] },
  ],
  [
    'the same, as a row is created',
    'createAlbumTrack',
    { albumId: one, code: 'new', name: 'new', link: { int: 1 } },
    'CONFLICT',
    'input',
    { fields: ['albumId', 'int'] },
  ],
  [
    'a row that is taken, as it is created',
    'createAlbumTrack',
    { albumId: one, code: 'new', name: 'A', link: { int: 9 } },
    'CONFLICT',
    'input.name',
    { fields: ['name'] },
  ],
  [
    'no owner to create for',
    'createAlbumTrack',
    { albumId: noAlbum, code: 'new', name: 'new', link: { int: 9 } },
    'NOT_FOUND',
    'input.albumId',
    { ids: [noAlbum] },
  ],
  [
    'a column of the link that is wrong',
    'createAlbumTrack',
    { albumId: one, code: 'new', name: 'new', link: { int: 9, anySmallint: 99_999 } },
    'BAD_USER_INPUT',
    'input.link.anySmallint',
  ],
  [
    'an update of two that are not linked',
    'updatePersonFollowed',
    { personId: ann, followedId: cid, int: 1 },
    'NOT_FOUND',
    'input.followedId',
    { ids: [cid] },
  ],
  [
    'an update seen from the wrong end',
    'updatePersonFollower',
    { personId: ann, followerId: bob, int: 1 },
    'NOT_FOUND',
    'input.followerId',
    { ids: [bob] },
  ],
  [
    'an update of no owner',
    'updatePersonFollowed',
    { personId: nobody, followedId: cid },
    'NOT_FOUND',
    'input.personId',
    { ids: [nobody] },
  ],
  [
    'an update of no target',
    'updateAlbumTrack',
    { albumId: one, trackId: noTrack },
    'NOT_FOUND',
    'input.trackId',
    { ids: [noTrack] },
  ],
  [
    'an update with a target of another type',
    'updateAlbumTrack',
    { albumId: one, trackId: two },
    'WRONG_TYPE',
    'input.trackId',
    { ids: [two] },
  ],
  [
    'an update with null',
    'updatePersonFollowed',
    { personId: ann, followedId: bob, shade: null },
    'BAD_USER_INPUT',
    'input.shade',
  ],
  [
    'an update with a value that another link has',
    'updateAlbumTrack',
    { albumId: one, trackId: b, int: 1 },
    'CONFLICT',
    'input',
    { fields: ['albumId', 'int'] },
  ],
  [
    'the deletion of a row that links need',
    'deleteTrack',
    { id: a },
    'CONFLICT',
    'input.id',
    { fields: ['trackId'] },
  ],
  [
    'the deletion of rows of which links need some',
    'deleteTracks',
    { where: {} },
    'CONFLICT',
    'input.where',
    { fields: ['trackId'] },
  ],
];

describe.each([
  ['a pool of pg', false],
  ['a Prisma client', true],
])('over %s', (_, prisma) => {
  let guild: Guild;
  beforeAll(async () => {
    guild = await startGuild({ prisma, operationLimits: { cost: 1_000_000 } });
  });
  afterAll(() => guild.close());

  /** Ann follows Bob; track a is the first on album 1, and track b the second; track c is on none. */
  beforeEach(async () => {
    await guild.database.query(`TRUNCATE people, follow_links, "Album", "Track", placings CASCADE;
    INSERT INTO people VALUES ('${uuid(1)}', 'ann'), ('${uuid(2)}', 'bob'), ('${uuid(3)}', 'cid');
    INSERT INTO "Album" VALUES (1, 'one'), (2, 'two');
    INSERT INTO "Track" VALUES ('a', 'A'), ('b', 'B'), ('c', 'C');
    INSERT INTO follow_links (who, whom, int, remark, "updatedAt", "createdAt", secret)
      VALUES ('${uuid(1)}', '${uuid(2)}', 5, 'dear', '2000-01-01', '2000-01-01', 'x');
    INSERT INTO placings ("int", track, nr) VALUES (1, 'a', 1), (1, 'b', 2)`);
  });

  const everything = async () => {
    const { rows } = await guild.database.query(`SELECT
    (SELECT json_agg(each ORDER BY whom) FROM follow_links AS each) AS follows,
    (SELECT json_agg(each ORDER BY "int", track) FROM placings AS each) AS placings,
    (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM "Album") AS albums, (SELECT count(*) FROM "Track") AS tracks`);
    return rows[0];
  };

  const send = (mutation: string, input: object) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
    return guild.server.send<{ payload: Record<string, unknown> }>(
      `mutation($input: ${type}) { payload: ${mutation}(input: $input) { __typename } }`,
      { input },
    );
  };

  test.each(refusals.map((refusal) => [refusal[0], refusal[1], refusal] as const))(
    '%s: %s is refused and changes nothing',
    async (_, mutation, [, , input, code, argument, more]) => {
      const before = await everything();
      const { errors } = await send(mutation, input);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code, argument, ...more }]);
      expect(await everything()).toEqual(before);
      expect(guild.server.logged).toEqual([]);
    },
  );

  test.each([
    [
      'addPersonFollowing',
      { personId: ann, links: [{ followedId: bob, createdAt: '2026-11-25T00:00:00Z' }] },
    ],
    [
      'addPersonFollowing',
      { personId: ann, followedIds: [bob], link: { updatedAt: '2026-11-25T00:00:00Z' } },
    ],
    ['updatePersonFollowed', { personId: ann, followedId: bob, secret: 'x' }],
    ['createAlbumTrack', { albumId: one, code: 'new', name: 'new' }],
    ['createAlbum', { title: 'x', trackIds: [a] }],
    ['addAlbumTracks', { albumId: one, trackIds: [c], link: { anySmallint: 1 } }],
  ])('%s has no such input: %o', async (mutation, input) => {
    const { errors } = await send(mutation, input);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });

  test('lists hold at most 10,000 IDs together', async () => {
    const people = Array.from({ length: 10_001 }, (_, at) =>
      encodeGlobalId('Person', `00000000-0000-4000-9000-${String(at).padStart(12, '0')}`),
    );
    const { errors } = await send('addPersonFollowing', {
      personId: ann,
      followedIds: people.slice(1),
      links: [{ followedId: people[0] }],
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'input.links' });
  });

  describe('a change', () => {
    const row = async (who: number, whom: number) => {
      const { rows } = await guild.database.query(
        `SELECT * FROM follow_links WHERE who = '${uuid(who)}' AND whom = '${uuid(whom)}'`,
      );
      return rows[0];
    };

    test('fills in what no input sets, for each link of its own', async () => {
      await send('setPersonFollowing', { personId: cid, followedIds: [ann, bob] });
      const [first, second] = [await row(3, 1), await row(3, 2)];
      for (const { int, colour, createdAt, updatedAt, secret, words } of [first, second]) {
        expect([int, colour, words]).toEqual([1, 'PALE', null]);
        expect(Math.abs(Date.now() - createdAt)).toBeLessThan(60_000);
        expect(updatedAt).toEqual(createdAt);
        expect(secret).toMatch(/^c[a-z0-9]{24}$/);
      }
      expect(first.secret).not.toBe(second.secret);
    });

    test('sets updatedAt if it sets a column, and only then', async () => {
      const before = await row(1, 2);
      await send('updatePersonFollowed', { personId: ann, followedId: bob });
      await send('addPersonFollowing', { personId: ann, followedIds: [bob], link: { int: 9 } });
      await send('setPersonFollowers', {
        personId: bob,
        links: [{ followerId: ann, anyText: 'x' }],
      });
      expect(await row(1, 2)).toEqual(before);
      await send('updatePersonFollower', { personId: bob, followerId: ann, anyText: null });
      const { updatedAt, ...after } = await row(1, 2);
      expect(after).toEqual({ ...before, remark: null, updatedAt: undefined });
      expect(Math.abs(Date.now() - updatedAt)).toBeLessThan(60_000);
    });

    test('gives the values of links that it removes to new ones', async () => {
      const { errors } = await send('setAlbumTracks', {
        albumId: one,
        links: [
          { trackId: b, int: 7 },
          { trackId: c, int: 1 },
        ],
      });
      expect(errors).toBeUndefined();
      expect((await everything()).placings).toEqual([
        { int: 1, track: 'b', nr: 2, side: null },
        { int: 1, track: 'c', nr: 1, side: null },
      ]);
    });

    test('makes links of a new row, with their defaults', async () => {
      const { errors } = await send('createPerson', {
        name: 'new',
        followedIds: [ann, bob, ann],
        followerIds: [cid],
      });
      expect(errors).toBeUndefined();
      const { rows } = await guild.database.query(
        `SELECT who, whom, int, colour FROM follow_links WHERE "createdAt" > '2020-01-01' ORDER BY who, whom`,
      );
      expect(rows).toHaveLength(3);
      for (const link of rows) expect(link).toMatchObject({ int: 1, colour: 'PALE' });
    });
  });
});
