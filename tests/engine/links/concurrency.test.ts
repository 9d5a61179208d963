import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { type Guild, startGuild } from '../../support/guild.js';

const uuid = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const [ann, bob] = [1, 2].map((last) => encodeGlobalId('Person', uuid(last)));
const album = encodeGlobalId('Album', '1');
const tracks = ['a', 'b', 'c'].map((key) => encodeGlobalId('Track', key));

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild();
});
afterAll(() => guild.close());

/** Ann follows Bob; the tracks a and b are the first and the second of an album. */
beforeEach(async () => {
  await guild.database.query(`TRUNCATE people, follow_links, "Album", "Track", placings CASCADE;
    INSERT INTO people VALUES ('${uuid(1)}', 'ann'), ('${uuid(2)}', 'bob');
    INSERT INTO "Album" VALUES (1, 'one');
    INSERT INTO "Track" VALUES ('a', 'A'), ('b', 'B'), ('c', 'C');
    INSERT INTO follow_links (who, whom, int, remark, "updatedAt", "createdAt", secret)
      VALUES ('${uuid(1)}', '${uuid(2)}', 5, 'dear', '2000-01-01', '2000-01-01', 'x');
    INSERT INTO placings ("int", track, nr) VALUES (1, 'a', 1), (1, 'b', 2)`);
});

const send = async (mutation: string, fields = '__typename') => {
  const { data, errors } = await guild.server.send<{ payload: Record<string, unknown> }>(
    `mutation { payload: ${mutation} { ${fields} } }`,
  );
  return { payload: data?.payload, code: errors?.[0]?.extensions?.code };
};
const follow = async () => {
  const { rows } = await guild.database.query(
    'SELECT int, remark, "anySmallint" FROM follow_links',
  );
  return rows;
};
const placings = async () => {
  const { rows } = await guild.database.query('SELECT track, nr FROM placings ORDER BY nr');
  return rows.map(({ track, nr }) => `${track}${nr}`).join(' ');
};

describe('at once', () => {
  test('updates of one link from both ends keep the columns that each of them sets', async () => {
    for (let round = 1; round <= 20; round++) {
      const made = await Promise.all([
        send(
          `updatePersonFollowed(input: { personId: "${ann}", followedId: "${bob}", int: ${round} })`,
        ),
        send(
          `updatePersonFollower(input: { personId: "${bob}", followerId: "${ann}", anySmallint: ${round} })`,
        ),
      ]);
      expect(made.map(({ code }) => code)).toEqual([undefined, undefined]);
      expect(await follow()).toEqual([{ int: round, remark: 'dear', anySmallint: round }]);
    }
  });

  test('adds of one link from both ends leave the columns of the one that made it', async () => {
    for (let round = 1; round <= 20; round++) {
      await guild.database.query('TRUNCATE follow_links');
      const [near, far] = await Promise.all([
        send(
          `addPersonFollowing(input: { personId: "${ann}", followedIds: ["${bob}"], link: { int: 1 } })`,
          'addedCount edges: addedFollowedEdges { int }',
        ),
        send(
          `addPersonFollowers(input: { personId: "${bob}", links: [{ followerId: "${ann}", int: 2 }] })`,
          'addedCount edges: addedFollowerEdges { int }',
        ),
      ]);
      const [{ int }] = await follow();
      expect([near?.payload, far?.payload]).toEqual(
        int === 1
          ? [
              { addedCount: 1, edges: [{ int: 1 }] },
              { addedCount: 0, edges: [] },
            ]
          : [
              { addedCount: 0, edges: [] },
              { addedCount: 1, edges: [{ int: 2 }] },
            ],
      );
    }
  });

  test('sets that give one unique value to different links leave one of the two sets', async () => {
    const set = (places: readonly (readonly [number, number])[]) =>
      send(
        `setAlbumTracks(input: { albumId: "${album}", links: [${places.map(([at, place]) => `{ trackId: "${tracks[at]}", int: ${place} }`)}] })`,
      );
    for (let round = 1; round <= 20; round++) {
      await send(`clearAlbumTracks(input: { albumId: "${album}" })`);
      const made = await Promise.all([set([[0, 1]]), set([[1, 1]]), set([[2, 1]])]);
      expect(made.map(({ code }) => code)).toEqual([undefined, undefined, undefined]);
      expect(['a1', 'b1', 'c1']).toContain(await placings());
    }
  });

  test('of adds that give one unique value to different links, one is made and the others are CONFLICT', async () => {
    const add = (at: number) =>
      send(
        `addTrackAlbums(input: { trackId: "${tracks[at]}", albumIds: ["${album}"], link: { int: 1 } })`,
      );
    for (let round = 1; round <= 20; round++) {
      await send(`clearAlbumTracks(input: { albumId: "${album}" })`);
      const made = await Promise.all([add(0), add(1), add(2)]);
      expect(made.map(({ code }) => code ?? '').sort()).toEqual(['', 'CONFLICT', 'CONFLICT']);
      expect(['a1', 'b1', 'c1']).toContain(await placings());
    }
  });

  test('an update of a link that is removed is made before, or finds no link', async () => {
    for (let round = 1; round <= 20; round++) {
      await send(`addPersonFollowing(input: { personId: "${ann}", followedIds: ["${bob}"] })`);
      const [update, clear] = await Promise.all([
        send(
          `updatePersonFollower(input: { personId: "${bob}", followerId: "${ann}", int: 9 })`,
          'edge: followerEdge { int }',
        ),
        send(`clearPersonFollowing(input: { personId: "${ann}" })`, 'removedCount'),
      ]);
      expect(clear?.payload).toEqual({ removedCount: 1 });
      expect([undefined, 'NOT_FOUND']).toContain(update?.code);
      if (update?.code === undefined) expect(update?.payload).toEqual({ edge: { int: 9 } });
      expect(await follow()).toEqual([]);
    }
    expect(guild.server.logged).toEqual([]);
  });
});

/** Each mutation that writes a link, and what its payload must say. */
const mutations = [
  `addPersonFollowing(input: { personId: "${bob}", followedIds: ["${bob}"], links: [{ followedId: "${ann}", int: 2, anyText: "x" }] }) { addedCount addedFollowedEdges { int anyText node { name } } }`,
  `setPersonFollowers(input: { personId: "${bob}", followerIds: ["${bob}"], link: { shade: DARK } }) { addedFollowerEdges { shade node { name } } removedFollowerIds }`,
  `updatePersonFollowed(input: { personId: "${ann}", followedId: "${bob}", anyText: null }) { followedEdge { int anyText node { name } } }`,
  `createPersonFollowed(input: { personId: "${ann}", name: "new", link: { int: 3 } }) { followedEdge { int node { name } } }`,
  `createPerson(input: { name: "new", followerIds: ["${ann}", "${bob}"] }) { person { followers { edges { int node { name } } } } }`,
];

test.each(
  mutations.flatMap((mutation) => ['40001', '40P01'].map((code) => [code, mutation] as const)),
)('after it failed twice with %s, it is made once: %s', async (code, mutation) => {
  const links = async () => {
    const { rows } = await guild.database.query(
      `SELECT colour, int, remark, a.called AS a, b.called AS b FROM follow_links
         JOIN people AS a ON a.person_id = who JOIN people AS b ON b.person_id = whom ORDER BY a.called, b.called`,
    );
    return rows;
  };
  const restore = `TRUNCATE people, follow_links CASCADE;
      INSERT INTO people VALUES ('${uuid(1)}', 'ann'), ('${uuid(2)}', 'bob');
      INSERT INTO follow_links (who, whom, int, remark, "updatedAt", "createdAt", secret)
        VALUES ('${uuid(1)}', '${uuid(2)}', 5, 'dear', '2000-01-01', '2000-01-01', 'x')`;
  const expected = await guild.server.run(`mutation { ${mutation} }`);
  const made = await links();
  await guild.database.query(`${restore}; CREATE SEQUENCE lost;
      CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('lost') <= 2 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END IF; RETURN NULL;
      END $$;
      CREATE TRIGGER lose AFTER INSERT OR UPDATE OR DELETE ON follow_links EXECUTE FUNCTION lose()`);
  try {
    expect(await guild.server.run(`mutation { ${mutation} }`)).toEqual(expected);
    expect(await links()).toEqual(made);
    const { rows } = await guild.database.query('SELECT last_value::int AS tries FROM lost');
    expect(rows[0].tries).toBeGreaterThanOrEqual(3);
  } finally {
    await guild.database.query('DROP FUNCTION lose() CASCADE; DROP SEQUENCE lost');
  }
});
