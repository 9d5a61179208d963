import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { subscribe, type TestSubscription } from '../../support/subscribe.js';

let server: TestServer;
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer('club');
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const keys = {
  ada: '00000000-0000-4000-8000-00000000000a',
  bob: '00000000-0000-4000-8000-00000000000b',
};
const ids = {
  ada: encodeGlobalId('Member', keys.ada),
  bob: encodeGlobalId('Member', keys.bob),
  chess: encodeGlobalId('Group', '1'),
  darts: encodeGlobalId('Group', '2'),
  gold: encodeGlobalId('Badge', 'gold'),
  iron: encodeGlobalId('Badge', 'iron'),
};

beforeEach(async () => {
  await database.query(`
    DELETE FROM "club's members"; DELETE FROM groups; DELETE FROM "Badge";
    INSERT INTO "club's members" VALUES ('${keys.ada}', 'Ada'), ('${keys.bob}', 'Bob');
    INSERT INTO groups VALUES (1, 'Chess'), (2, 'Darts');
    INSERT INTO "Badge" VALUES ('gold'), ('iron');`);
  // Let the server read these before a test subscribes.
  const probe = await subscribe(server.url, 'subscription { badgesChanged { badgeId } }');
  await database.query(`INSERT INTO "Badge" VALUES ('probe')`);
  const probeId = encodeGlobalId('Badge', 'probe');
  for (let id: unknown; id !== probeId; ) id = (await nextOf(probe)).badgeId;
  probe.close();
});

const groupsChanged = `subscription ($id: ID!, $after: String) {
  memberGroupsChanged(memberId: $id, after: $after) {
    member { name }
    addedGroupEdges { role node { title } cursor }
    addedCount
    removedGroupIds
    removedCount
    updatedGroupEdges { role node { title } }
  }
}`;
const membersChanged = `subscription ($id: ID!) {
  groupMembersChanged(groupId: $id) { group { title } addedMemberEdges { node { name } } addedCount removedMemberIds }
}`;
const badgesChanged = `subscription ($id: ID!, $after: String) {
  memberBadgesChanged(memberId: $id, after: $after) {
    addedBadgeEdges { node { id } } addedCount removedBadgeIds removedCount cursor
  }
}`;
const rowChanged = `subscription ($id: ID!, $after: String) {
  memberChanged(id: $id, after: $after) { change member { name } memberId cursor }
}`;
const rowsChanged = `subscription ($after: String) {
  membersChanged(after: $after) { change member { name } memberId cursor }
}`;

/** The value of the only field of the next result. */
async function nextOf(subscription: TestSubscription): Promise<Record<string, unknown>> {
  const result = await subscription.next();
  if (!result?.data) throw new Error(JSON.stringify(result));
  return Object.values(result.data)[0] as Record<string, unknown>;
}

const codeOf = (result: Awaited<ReturnType<TestSubscription['next']>>) =>
  result?.errors?.map(({ extensions }) => extensions?.code);

describe('links', () => {
  test('a mutation is told at both ends, with the columns of the links and the cursors of a page', async () => {
    const [near, far] = [
      await subscribe(server.url, groupsChanged, { id: ids.ada }),
      await subscribe(server.url, membersChanged, { id: ids.chess }),
    ];
    await server.run(
      `mutation { addMemberGroups(input: { memberId: "${ids.ada}", groupIds: ["${ids.chess}", "${ids.darts}"], link: { role: "host" } }) { addedCount } }`,
    );
    const page = await server.run<{ member: { groups: { edges: readonly object[] } } }>(
      `{ member(id: "${ids.ada}") { groups { edges { role node { title } cursor } } } }`,
    );
    expect(page.member.groups.edges).toHaveLength(2);
    expect(await nextOf(near)).toEqual({
      member: { name: 'Ada' },
      addedGroupEdges: page.member.groups.edges,
      addedCount: 2,
      removedGroupIds: [],
      removedCount: 0,
      updatedGroupEdges: [],
    });
    expect(await nextOf(far)).toEqual({
      group: { title: 'Chess' },
      addedMemberEdges: [{ node: { name: 'Ada' } }],
      addedCount: 1,
      removedMemberIds: [],
    });
    near.close();
    far.close();
  });

  test('what one transaction adds and removes is one event', async () => {
    await database.query(`INSERT INTO "_BadgeToMember" VALUES ('gold', '${keys.ada}')`);
    const subscription = await subscribe(server.url, badgesChanged, { id: ids.ada });
    await server.run(
      `mutation { setMemberBadges(input: { memberId: "${ids.ada}", badgeIds: ["${ids.iron}"] }) { addedCount } }`,
    );
    let event = await nextOf(subscription);
    // The insertion above may be read only now.
    if (event.removedCount === 0) event = await nextOf(subscription);
    expect(event).toMatchObject({
      addedBadgeEdges: [{ node: { id: ids.iron } }],
      addedCount: 1,
      removedBadgeIds: [ids.gold],
      removedCount: 1,
    });
    subscription.close();
  });

  test('an update of a link is told, unless it moves the link', async () => {
    const subscription = await subscribe(server.url, groupsChanged, { id: ids.ada });
    await database.query(`INSERT INTO "Membership" VALUES ('${keys.ada}', 1)`);
    await nextOf(subscription);
    await server.run(
      `mutation { updateMemberGroup(input: { memberId: "${ids.ada}", groupId: "${ids.chess}", role: "host" }) { member { id } } }`,
    );
    expect(await nextOf(subscription)).toMatchObject({
      addedCount: 0,
      removedCount: 0,
      updatedGroupEdges: [{ role: 'host', node: { title: 'Chess' } }],
    });
    await database.query(`UPDATE "Membership" SET what = 2, role = 'chair'`);
    expect(await nextOf(subscription)).toMatchObject({
      addedGroupEdges: [{ role: 'chair', node: { title: 'Darts' } }],
      removedGroupIds: [ids.chess],
      updatedGroupEdges: [],
    });
    subscription.close();
  });

  test('a cascade is told at the other end, and the deleted owner is null at its own', async () => {
    await database.query(`INSERT INTO "Membership" VALUES ('${keys.ada}', 1), ('${keys.ada}', 2)`);
    const near = await subscribe(server.url, groupsChanged, { id: ids.ada });
    const far = await subscribe(server.url, membersChanged, { id: ids.chess });
    await database.query(`DELETE FROM "club's members" WHERE name = 'Ada'`);
    let event = await nextOf(near);
    if (event.addedCount === 2) event = await nextOf(near);
    expect(event).toMatchObject({ member: null, removedCount: 2 });
    let farEvent = await nextOf(far);
    if (farEvent.addedCount === 1) farEvent = await nextOf(far);
    expect(farEvent).toMatchObject({ removedMemberIds: [ids.ada] });
    near.close();
    far.close();
  });

  test('the two ends of a relation of a table with itself are told apart', async () => {
    const query = (end: string) =>
      `subscription ($id: ID!) { ${end}(memberId: $id) { addedCount } }`;
    const friends = await subscribe(server.url, query('memberFriendsChanged'), { id: ids.ada });
    const friendOf = await subscribe(server.url, query('memberFriendOfChanged'), { id: ids.bob });
    const neither = await subscribe(server.url, query('memberFriendOfChanged'), { id: ids.ada });
    await server.run(
      `mutation { addMemberFriends(input: { memberId: "${ids.ada}", friendIds: ["${ids.bob}"] }) { addedCount } }`,
    );
    expect(await nextOf(friends)).toEqual({ addedCount: 1 });
    expect(await nextOf(friendOf)).toEqual({ addedCount: 1 });
    expect(await neither.isQuiet(200)).toBe(true);
    for (const each of [friends, friendOf, neither]) each.close();
  });

  test('a large change comes in events of 100 links, and can be continued after each', async () => {
    await database.query(`INSERT INTO "Badge" SELECT 'b' || n FROM generate_series(1, 250) AS n`);
    const subscription = await subscribe(server.url, badgesChanged, { id: ids.ada });
    await database.query(
      `INSERT INTO "_BadgeToMember" SELECT code, '${keys.ada}' FROM "Badge" WHERE code LIKE 'b%'`,
    );
    const events = [
      await nextOf(subscription),
      await nextOf(subscription),
      await nextOf(subscription),
    ];
    expect(events.map(({ addedCount }) => addedCount)).toEqual([100, 100, 50]);
    const resumed = await subscribe(server.url, badgesChanged, {
      id: ids.ada,
      after: events[0]?.cursor,
    });
    expect([await nextOf(resumed), await nextOf(resumed)]).toEqual(events.slice(1));
    subscription.close();
    resumed.close();
  });
});

describe('rows', () => {
  test('each creation, update and deletion is told, by whichever writer', async () => {
    const all = await subscribe(server.url, rowsChanged);
    const one = await subscribe(server.url, rowChanged, { id: ids.ada });
    await server.run(`mutation { createMember(input: { name: "Cy" }) { member { id } } }`);
    await database.query(`UPDATE "club's members" SET name = 'Ada L.' WHERE name = 'Ada'`);
    await server.run(
      `mutation { deleteMembers(input: { where: { name: { startsWith: "Ada" } } }) { deletedCount } }`,
    );
    expect([await nextOf(all), await nextOf(all), await nextOf(all)]).toMatchObject([
      { change: 'CREATED', member: { name: 'Cy' } },
      { change: 'UPDATED', memberId: ids.ada },
      { change: 'DELETED', memberId: ids.ada, member: null },
    ]);
    expect([await nextOf(one), await nextOf(one)]).toMatchObject([
      { change: 'UPDATED' },
      { change: 'DELETED' },
    ]);
    all.close();
    one.close();
  });

  test('a changed key is a deletion and a creation', async () => {
    const subscription = await subscribe(
      server.url,
      'subscription { badgesChanged { change badgeId } }',
    );
    await database.query(`UPDATE "Badge" SET code = 'silver' WHERE code = 'iron'`);
    expect([await nextOf(subscription), await nextOf(subscription)]).toEqual([
      { change: 'DELETED', badgeId: ids.iron },
      { change: 'CREATED', badgeId: encodeGlobalId('Badge', 'silver') },
    ]);
    subscription.close();
  });

  test('a change that is rolled back is not told', async () => {
    const subscription = await subscribe(server.url, rowsChanged);
    await database.query(`BEGIN; UPDATE "club's members" SET name = 'no'; ROLLBACK`);
    await database.query(`UPDATE "club's members" SET name = 'yes' WHERE name = 'Bob'`);
    expect(await nextOf(subscription)).toMatchObject({ member: { name: 'yes' } });
    expect(await subscription.isQuiet(100)).toBe(true);
    subscription.close();
  });
});

describe('cursors', () => {
  test('a client that was away gets every change once', async () => {
    const first = await subscribe(server.url, rowsChanged);
    await database.query(`UPDATE "club's members" SET name = 'A' WHERE name = 'Ada'`);
    const { cursor } = await nextOf(first);
    first.close();
    await database.query(`UPDATE "club's members" SET name = name || '!'`);
    await database.query(`DELETE FROM "club's members" WHERE name = 'Bob!'`);
    const second = await subscribe(server.url, rowsChanged, { after: cursor });
    const events = [await nextOf(second), await nextOf(second), await nextOf(second)];
    expect(events.map(({ change }) => change)).toEqual(['UPDATED', 'UPDATED', 'DELETED']);
    expect(await second.isQuiet(100)).toBe(true);
    // In the middle of a change of two rows.
    const third = await subscribe(server.url, rowsChanged, { after: events[0]?.cursor });
    expect([await nextOf(third), await nextOf(third)]).toEqual(events.slice(1));
    second.close();
    third.close();
  });

  test('a malformed cursor is BAD_USER_INPUT', async () => {
    for (const after of ['', 'x', Buffer.from('change:0:0').toString('base64url')]) {
      const refused = await subscribe(server.url, rowsChanged, { after });
      const result = await refused.next();
      expect(result?.errors?.[0]?.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'after',
      });
      expect(await refused.next()).toBeUndefined();
    }
  });

  test('a cursor of changes that are deleted, or were never made, is RESYNC_REQUIRED', async () => {
    const subscription = await subscribe(server.url, rowsChanged);
    await database.query(`UPDATE "club's members" SET name = 'A' WHERE name = 'Ada'`);
    const { cursor } = await nextOf(subscription);
    subscription.close();
    await database.query(`UPDATE "club's members" SET name = 'B' WHERE name = 'Bob'`);
    await database.query(
      `DELETE FROM bothends_changes WHERE seq < (SELECT max(seq) FROM bothends_changes)`,
    );
    const future = Buffer.from('change:999999999:1').toString('base64url');
    for (const after of [cursor, future]) {
      const refused = await subscribe(server.url, rowsChanged, { after });
      expect(codeOf(await refused.next())).toEqual(['RESYNC_REQUIRED']);
    }
  });

  test('TRUNCATE ends the streams with RESYNC_REQUIRED', async () => {
    const subscription = await subscribe(server.url, badgesChanged, { id: ids.ada });
    await database.query('TRUNCATE "_BadgeToMember"');
    expect(codeOf(await subscription.next())).toEqual(['RESYNC_REQUIRED']);
    expect(await subscription.next()).toBeUndefined();
  });
});

test('an ID of another type is WRONG_TYPE, and a malformed one BAD_USER_INPUT', async () => {
  for (const [id, code] of [
    [ids.gold, 'WRONG_TYPE'],
    ['x', 'BAD_USER_INPUT'],
  ]) {
    const refused = await subscribe(server.url, rowChanged, { id });
    expect(codeOf(await refused.next())).toEqual([code]);
  }
});
