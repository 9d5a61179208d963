import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { capitalized, EndClient, ends, linkedEnds } from '../../support/ends.js';
import { type EndName, type Guild, type GuildRow, startGuild } from '../../support/guild.js';
import {
  type LinkColumns,
  type LinkProgramStep,
  linkSteps,
  NaiveLinks,
  settableOf,
} from '../../support/linked-rows.js';
import { startTestServer } from '../../support/server.js';

let guild: Guild;
beforeAll(async () => {
  guild = await startGuild({ operationLimits: { cost: 1_000_000 } });
});
afterAll(() => guild.close());

/** The names of an end, and the default order of its targets. */
const ofEnd: Readonly<Partial<Record<EndName, { one: string; singular: string }>>> = {
  'Person.following': { one: 'person', singular: 'followed' },
  'Person.followers': { one: 'person', singular: 'follower' },
  'Album.tracks': { one: 'album', singular: 'track' },
};

/** A change of the links of one end: what is removed, and then what is added or set. */
interface EndChange {
  readonly end: EndName;
  readonly removed: readonly number[];
  readonly made: LinkProgramStep;
}

const changesOf = (end: EndName): fc.Arbitrary<EndChange> =>
  fc.record({
    end: fc.constant(end),
    removed: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
    made: linkSteps(end, { owners: 3, targets: 6 }).filter(
      ({ verb, targets, singles }) =>
        (verb === 'add' && (targets ?? singles) !== undefined) ||
        (verb === 'set' && targets !== undefined),
    ),
  });

/** The input for a change. A target that is added is not removed too. */
function inputOf({ end: name, removed, made }: EndChange) {
  const end = guild.ends[name];
  const idAt = (at: number) => end.targets[at]?.id;
  const added = [...(made.targets ?? []), ...(made.singles ?? []).map(({ target }) => target)];
  return {
    ...(made.targets && { [made.verb]: made.targets.map(idAt) }),
    ...(made.verb === 'add' && {
      remove: removed.filter((at) => !added.includes(at)).map(idAt),
    }),
    ...(made.link && { link: made.link }),
    ...(made.singles && {
      links: made.singles.map(({ target, columns }) => ({
        [`${ofEnd[name]?.singular}Id`]: idAt(target),
        ...columns,
      })),
    }),
  };
}

interface Edge {
  readonly node: { readonly id: string };
  readonly [column: string]: unknown;
}

/** Makes an update of the links, and compares its payload with the naive model. */
async function make(links: NaiveLinks, owner: number, changes: readonly EndChange[]) {
  const [type = ''] = changes[0]?.end.split('.') ?? [];
  const one = type.toLowerCase();
  const fields = changes.map(({ end: name }) => {
    const { singular = '' } = ofEnd[name] ?? {};
    const part = capitalized(singular);
    return `added${part}Edges { ${settableOf(name).join(' ')} node { id } } added${part}Count removed${part}Ids removed${part}Count`;
  });
  const input = Object.fromEntries(
    changes.map((change) => [change.end.split('.')[1], inputOf(change)]),
  );
  const before = new Map(links.links);
  const expected: Record<string, unknown> = {};
  let code: string | undefined;
  for (const change of changes) {
    const end = guild.ends[change.end];
    const { made } = change;
    const removal = { ...made, verb: 'remove' as const, owner, targets: [] as number[] };
    const sent = inputOf(change);
    if (sent.remove) {
      const keys = sent.remove;
      removal.targets = end.targets.flatMap(({ id }, at) => (keys.includes(id) ? [at] : []));
    }
    const unlinked = links.apply(end, change.end, removal);
    const linked = links.apply(end, change.end, { ...made, owner, targets: made.targets ?? [] });
    if ('code' in linked)
      code = linked.code === 'BAD_USER_INPUT' ? linked.code : (code ?? linked.code);
    if ('code' in linked || 'code' in unlinked) continue;
    const part = capitalized(ofEnd[change.end]?.singular ?? '');
    const added = new Set(linked.added);
    const gone = [...unlinked.removed, ...linked.removed];
    expected[`added${part}Edges`] = end.targets
      .filter((target) => added.has(target))
      .map((target) => {
        const columns = links.columns(end, end.owners[owner] as GuildRow, target) ?? {};
        return { ...columns, node: { id: target.id } };
      });
    expected[`added${part}Count`] = added.size;
    expected[`removed${part}Ids`] = gone.map(({ id }) => id);
    expected[`removed${part}Count`] = gone.length;
  }
  const { data, errors } = await guild.server.send<{ payload: Record<string, unknown> }>(
    `mutation($input: Update${type}Input!) { payload: update${type}(input: $input) { ${one} { id } ${fields.join(' ')} } }`,
    { input: { id: guild.ends[changes[0]?.end as EndName].owners[owner]?.id, ...input } },
  );
  if (code !== undefined) {
    links.links.clear();
    for (const [key, link] of before) links.links.set(key, link);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
    return;
  }
  expect(errors).toBeUndefined();
  const sorted = (value: unknown) =>
    Array.isArray(value)
      ? value.toSorted((a, b) => (JSON.stringify(idOf(a)) < JSON.stringify(idOf(b)) ? -1 : 1))
      : value;
  const idOf = (each: string | Edge) => (typeof each === 'string' ? each : each.node.id);
  for (const [name, value] of Object.entries(expected))
    expect(sorted(data?.payload[name]), name).toEqual(sorted(value));
}

/** All links of an end, with their columns. */
async function read(name: EndName) {
  const { many, field } = guild.ends[name];
  const { rows } = await guild.server.run<{
    rows: { nodes: { id: string; list: { edges: Edge[] } }[] };
  }>(
    `{ rows: ${many}(first: 100) { nodes { id list: ${field}(first: 100) { edges { ${settableOf(name).join(' ')} node { id } } } } } }`,
  );
  return rows.nodes
    .flatMap(({ id, list }) =>
      list.edges.map(({ node, ...columns }): { ids: string[]; columns: LinkColumns } => ({
        ids: [id, node.id],
        columns,
      })),
    )
    .sort((a, b) => (a.ids.join() < b.ids.join() ? -1 : 1));
}

describe.each([
  // In the order of the fields in the type, in which an update changes the ends of one relation.
  ['people, at both ends', ['Person.followers', 'Person.following'], 'follow_links'],
  ['albums', ['Album.tracks'], 'placings'],
] as const)('updates of the links of %s', (_, names, table) => {
  beforeEach(async () => {
    await guild.database.query(`TRUNCATE ${table}`);
  });

  test('in any order leave what a naive model says', async () => {
    const programs = fc.array(
      fc.record({
        owner: fc.nat({ max: 2 }),
        changes: fc
          .tuple(...names.map((name) => fc.option(changesOf(name), { nil: undefined, freq: 4 })))
          .map((changes) => changes.filter((change) => change !== undefined))
          .filter((changes) => changes.length > 0),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        await guild.database.query(`TRUNCATE ${table}`);
        const links = new NaiveLinks();
        for (const { owner, changes } of program) await make(links, owner, changes);
        const known = [...links.links.values()]
          .map(({ ids, columns }) => ({ ids: [...ids], columns }))
          .sort((a, b) => (a.ids.join() < b.ids.join() ? -1 : 1));
        expect(await read(names[1] ?? names[0])).toEqual(known);
        expect(guild.server.logged).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe.each([...ends, ...linkedEnds])('an update through %s', (_, end) => {
  let client: EndClient;
  let owners: string[];
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
    owners = await client.create(end.owner, ['one', 'two', 'three']);
    targets = await client.create(
      end.target,
      Array.from({ length: 8 }, (_, at) => `target ${at}`),
    );
  });
  afterAll(() => client.close());

  const { owner: one, field } = end;
  const part = capitalized(end.singular);
  const text = `${one.text}: "new"`;
  const send = (owner: string, change: object, columns = text) =>
    client.server.send<{
      payload: Record<string, unknown>;
    }>(
      `mutation($change: ${one.type}${capitalized(field)}ChangeInput) {
        payload: update${one.type}(input: { id: "${owner}" ${columns} ${field}: $change }) {
          row: ${one.one} { ${one.text} }
          added: added${part}Edges { node { id } } addedCount: added${part}Count
          removed: removed${part}Ids removedCount: removed${part}Count
        }
      }`,
      { change },
    );

  test('changes the row and its links in one transaction, and tells what it changed', async () => {
    const [owner = ''] = owners;
    await client.change('set', owner, targets.slice(0, 3));
    client.server.statements.length = 0;
    const { data } = await send(owner, { add: targets.slice(2, 5), remove: targets.slice(0, 1) });
    expect(data?.payload).toEqual({
      row: { [one.text]: 'new' },
      added: expect.arrayContaining(targets.slice(3, 5).map((id) => ({ node: { id } }))),
      addedCount: 2,
      removed: targets.slice(0, 1),
      removedCount: 1,
    });
    // The locks, the row, the removed links, and the added ones.
    expect(client.server.statements).toHaveLength(6);
    expect([client.server.statements.at(0), client.server.statements.at(-1)]).toEqual([
      'begin',
      'commit',
    ]);
    client.server.statements.length = 0;
    const { data: set } = await send(owner, { set: targets.slice(4, 6) });
    expect(set?.payload).toMatchObject({ addedCount: 1, removedCount: 3 });
    expect(client.server.statements).toHaveLength(5);
    expect((await client.targets(owner)).toSorted()).toEqual(targets.slice(4, 6).toSorted());
  });

  test('without a change of links is one statement, and tells that nothing was linked', async () => {
    const [owner = ''] = owners;
    const before = await client.links();
    for (const change of [null, undefined]) {
      client.server.statements.length = 0;
      const { data } = await send(owner, change as never);
      expect(data?.payload).toMatchObject({
        added: [],
        addedCount: 0,
        removed: [],
        removedCount: 0,
      });
      expect(client.server.statements).toHaveLength(1);
    }
    for (const change of [{}, { add: [] }, { add: null, remove: null, set: null }]) {
      const { data } = await send(owner, change);
      expect(data?.payload).toMatchObject({
        added: [],
        addedCount: 0,
        removed: [],
        removedCount: 0,
      });
    }
    expect(await client.links()).toEqual(before);
  });

  test('ignores duplicates, and targets to unlink that do not exist', async () => {
    const [owner = '', , unlinked = ''] = owners;
    await client.change('set', owner, targets.slice(0, 1));
    const gone = await client.create(end.target, ['gone']);
    await client.server.run(
      `mutation { delete${end.target.type}(input: { id: "${gone[0]}" }) { __typename } }`,
    );
    const { data } = await send(owner, {
      add: [targets[1], targets[1]],
      remove: [targets[0], targets[0], ...gone],
    });
    expect(data?.payload).toMatchObject({ addedCount: 1, removed: [targets[0]] });
    const { data: other } = await send(unlinked, { remove: targets });
    expect(other?.payload).toMatchObject({ removedCount: 0 });
  });

  const mistakes: readonly (readonly [
    title: string,
    change: () => object,
    code: string,
    argument: string,
    ids?: () => readonly unknown[],
  ])[] = [
    ['set beside add', () => ({ set: targets, add: [] }), 'BAD_USER_INPUT', `input.${field}.set`],
    ['set beside remove', () => ({ set: [], remove: [] }), 'BAD_USER_INPUT', `input.${field}.set`],
    [
      'an ID in add and remove',
      () => ({ add: targets.slice(0, 3), remove: targets.slice(2, 5) }),
      'BAD_USER_INPUT',
      `input.${field}.remove`,
      () => targets.slice(2, 3),
    ],
    [
      'a malformed ID',
      () => ({ add: ['x'], remove: [owners[0]] }),
      'BAD_USER_INPUT',
      `input.${field}.add`,
      () => ['x'],
    ],
    [
      'more than 10,000 IDs together',
      () => ({
        add: Array.from({ length: 6_000 }, () => targets[0]),
        remove: Array.from({ length: 4_001 }, () => targets[1]),
      }),
      'BAD_USER_INPUT',
      'input',
    ],
    [
      'an ID of another type to remove',
      () => ({ remove: [encodeGlobalId('Nothing', '1')] }),
      'BAD_USER_INPUT',
      `input.${field}.remove`,
    ],
  ];
  for (const [title, change, code, argument, ids] of mistakes)
    test(`with ${title} is refused and changes nothing`, async () => {
      const [owner = ''] = owners;
      const before = await client.links();
      const { errors } = await send(owner, change(), `${one.text}: "never"`);
      expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.argument])).toEqual([
        [code, argument],
      ]);
      if (ids) expect(errors?.[0]?.extensions?.ids).toEqual(ids());
      expect(await client.links()).toEqual(before);
      const { row } = await client.server.run<{ row: object }>(
        `{ row: ${one.one}(id: "${owner}") { ${one.text} } }`,
      );
      expect(row).not.toEqual({ [one.text]: 'never' });
    });

  test('with rows that do not exist is NOT_FOUND: the owner first, then the targets', async () => {
    const [owner = ''] = owners;
    const gone = [
      ...(await client.create(end.owner, ['gone'])),
      ...(await client.create(end.target, ['gone'])),
    ];
    for (const [at, { type }] of [end.owner, end.target].entries())
      await client.server.run(
        `mutation { delete${type}(input: { id: "${gone[at]}" }) { __typename } }`,
      );
    const before = await client.links();
    const [noOwner = '', noTarget = ''] = gone;
    for (const [of, argument, ids] of [
      [noOwner, 'input.id', [noOwner]],
      [owner, `input.${field}.add`, [noTarget]],
    ] as const) {
      const { errors } = await send(of, { add: [...targets, noTarget] });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument, ids });
    }
    const { errors } = await send(owner, { set: [noTarget, noTarget] });
    expect(errors?.[0]?.extensions).toMatchObject({ argument: `input.${field}.set` });
    expect(await client.links()).toEqual(before);
  });

  test('three clients at once leave links that both ends agree on, and each change is told once', async () => {
    const some = <Item>(items: readonly Item[]) => items.filter(() => Math.random() < 0.5);
    for (let round = 0; round < 10; round++) {
      const before = new Set(await client.links());
      const of = owners.slice(0, 2);
      const calls = Array.from({ length: 9 }, (_, at) => {
        const owner = of[at % 2] ?? '';
        const added = some(targets);
        const change =
          at % 3 === 0
            ? { set: added }
            : { add: added, remove: targets.filter((id) => !added.includes(id)) };
        return send(owner, change).then(({ data, errors }) => {
          expect(errors).toBeUndefined();
          return { owner, payload: data?.payload };
        });
      });
      const counts = new Map([...before].map((link) => [link, 1]));
      for (const { owner, payload } of await Promise.all(calls)) {
        const { added, removed } = payload as { added: Edge[]; removed: string[] };
        for (const { node } of added) {
          const link = `${owner} ${node.id}`;
          counts.set(link, (counts.get(link) ?? 0) + 1);
        }
        for (const id of removed) {
          const link = `${owner} ${id}`;
          counts.set(link, (counts.get(link) ?? 0) - 1);
        }
      }
      const left = [...counts].filter(([, times]) => times !== 0);
      expect(left.every(([, times]) => times === 1)).toBe(true);
      expect(left.map(([link]) => link).sort()).toEqual(await client.links());
    }
    expect(client.server.logged).toEqual([]);
  });
});

describe('several ends in one update', () => {
  test('three clients at both ends of a relation of people with themselves do not fail', async () => {
    await guild.database.query('TRUNCATE follow_links');
    const people = guild.ends['Person.following'].owners.slice(0, 4).map(({ id }) => id);
    const some = () => people.filter(() => Math.random() < 0.6);
    for (let round = 0; round < 15; round++) {
      const calls = Array.from({ length: 9 }, (_, at) => {
        const [following, followers] = [some(), some()];
        const others = (ids: string[]) => people.filter((id) => !ids.includes(id));
        return guild.server.send(
          'mutation($input: UpdatePersonInput!) { updatePerson(input: $input) { addedFollowedCount removedFollowerCount } }',
          {
            input: {
              id: people[at % 3],
              following: { add: following, remove: others(following) },
              followers: { add: followers, remove: others(followers) },
            },
          },
        );
      });
      for (const { errors } of await Promise.all(calls)) expect(errors).toBeUndefined();
    }
    expect(guild.server.logged).toEqual([]);
  }, 60_000);

  test('a failure at one end undoes the changes of the others', async () => {
    const server = await startTestServer('learning');
    try {
      const create = async (type: string, input: string) => {
        const one = type.toLowerCase();
        const data = await server.run<{ made: { row: { id: string } } }>(
          `mutation { made: create${type}(input: { ${input} }) { row: ${one} { id } } }`,
        );
        return data.made.row.id;
      };
      const course = await create('Course', 'slug: "a", title: "A"');
      const other = await create('Course', 'slug: "b", title: "B"');
      const tag = await create('Tag', 'name: "t"');
      const user = await create('User', 'name: "u", email: "u@example.org"');
      const update = (input: string, fields: string) =>
        server.send<{ updateCourse: Record<string, unknown> }>(
          `mutation { updateCourse(input: { id: "${course}", ${input} }) { ${fields} } }`,
        );
      const counts =
        'addedTagCount addedPrerequisiteCount addedDependantCount addedUserEdges { role node { name } }';
      const all = `tags: { add: "${tag}" }, prerequisites: { set: ["${other}"] }, requiredBy: { add: ["${course}"] }, users: { add: ["${user}"], link: { role: TEACHER } }`;
      // A slug that is taken, and a row that does not exist.
      for (const [input, code, argument] of [
        [`slug: "b", ${all}`, 'CONFLICT', 'input.slug'],
        [
          `title: "X", tags: { add: ["${tag}"] }, prerequisites: { add: ["${encodeGlobalId('Course', '00000000-0000-4000-8000-000000000001')}"] }`,
          'NOT_FOUND',
          'input.prerequisites.add',
        ],
        [
          `departmentId: "${encodeGlobalId('Department', 9)}", prerequisites: { add: ["${encodeGlobalId('Course', '00000000-0000-4000-8000-000000000001')}"] }`,
          'NOT_FOUND',
          'input.departmentId',
        ],
      ] as const) {
        const { errors } = await update(input, counts);
        expect(errors?.[0]?.extensions).toMatchObject({ code, argument });
      }
      const { course: unchanged } = await server.run<{ course: object }>(
        `{ course(id: "${course}") { title tags { totalCount } prerequisites { totalCount } users { totalCount } } }`,
      );
      const none = { totalCount: 0 };
      expect(unchanged).toEqual({ title: 'A', tags: none, prerequisites: none, users: none });
      const { data } = await update(`slug: "c", ${all}`, counts);
      expect(data?.updateCourse).toEqual({
        addedTagCount: 1,
        addedPrerequisiteCount: 1,
        addedDependantCount: 1,
        addedUserEdges: [{ role: 'TEACHER', node: { name: 'u' } }],
      });
    } finally {
      await server.close();
    }
  });

  test('a conflict has the path of its column', async () => {
    await guild.database.query('TRUNCATE placings');
    const album = encodeGlobalId('Album', '9');
    const [a, b] = guild.ends['Album.tracks'].targets.map(({ id }) => id);
    const update = (tracks: string) =>
      guild.server.send(
        `mutation { updateAlbum(input: { id: "${album}", tracks: { ${tracks} } }) { addedTrackCount removedTrackIds } }`,
      );
    const { errors } = await update(
      `links: [{ trackId: "${a}", int: 1 }, { trackId: "${b}", int: 1 }]`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      argument: 'input.tracks',
      fields: ['albumId', 'int'],
    });
    // A new link may have the value of a removed one.
    await update(`links: { trackId: "${a}", int: 1 }`);
    const { data } = await update(`remove: "${a}", links: [{ trackId: "${b}", int: 1 }]`);
    expect(data).toEqual({ updateAlbum: { addedTrackCount: 1, removedTrackIds: [a] } });
    for (const [tracks, argument] of [
      [`add: "${a}"`, 'input.tracks.link'],
      [`links: { trackId: "${a}" }`, 'input.tracks.links.0.int'],
      [`add: "${a}", links: { trackId: "${a}", int: 3 }`, 'input.tracks.links'],
      [`remove: "${a}", links: { trackId: "${a}", int: 3 }`, 'input.tracks.remove'],
    ] as const) {
      const { errors } = await update(tracks);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    }
  });

  test('rows with keys of 16 bits, 64 bits, text and UUID', async () => {
    const server = await startTestServer('kinds');
    try {
      const [tag, other] = ['1', '2'].map((last) =>
        encodeGlobalId('Tag', `00000000-0000-4000-8000-00000000000${last}`),
      );
      await server.run(`mutation {
        account: createAccount(input: { number: "9007199254740993" }) { __typename }
        grade: createGrade(input: { level: 7, name: "g" }) { __typename }
        place: createPlace(input: { code: "a:b", name: "p" }) { __typename }
        a: createTag(input: { id: "00000000-0000-4000-8000-000000000001", name: "a" }) { __typename }
        b: createTag(input: { id: "00000000-0000-4000-8000-000000000002", name: "b" }) { __typename }
        one: createSlot(input: { number: 1, label: "one", accountId: "${encodeGlobalId('Account', '9007199254740993')}" }) { __typename }
        two: createSlot(input: { number: 2, label: "two", accountId: "${encodeGlobalId('Account', '9007199254740993')}" }) { __typename }
      }`);
      const [slot, next] = [encodeGlobalId('Slot', '1'), encodeGlobalId('Slot', '2')];
      const grade = encodeGlobalId('Grade', '7');
      expect(
        await server.run(`mutation {
          updateSlot(input: { id: "${slot}", tags: { add: ["${tag}", "${other}"] }, next: { add: ["${next}", "${slot}"] }, previous: { add: ["${slot}"] } }) {
            addedTagCount addedNextCount addedPrecedentCount addedPrecedentEdges { node { label } }
          }
          updateAccount(input: { id: "${encodeGlobalId('Account', '9007199254740993')}", grades: { set: ["${grade}"] }, places: { add: ["${encodeGlobalId('Place', 'a:b')}"] } }) {
            addedGradeEdges { node { id } } addedPlaceEdges { node { name } }
          }
        }`),
      ).toEqual({
        // The slot precedes itself already.
        updateSlot: {
          addedTagCount: 2,
          addedNextCount: 2,
          addedPrecedentCount: 0,
          addedPrecedentEdges: [],
        },
        updateAccount: {
          addedGradeEdges: [{ node: { id: grade } }],
          addedPlaceEdges: [{ node: { name: 'p' } }],
        },
      });
    } finally {
      await server.close();
    }
  });
});

test('`link` without links that would have its columns is refused, and nothing is changed', async () => {
  const server = await startTestServer('learning');
  try {
    const { user, course } = await server.run<Record<'user' | 'course', { row: { id: string } }>>(
      'mutation { user: createUser(input: { email: "a", name: "a" }) { row: user { id } } course: createCourse(input: { slug: "a", title: "a" }) { row: course { id } } }',
    );
    const send = (users: object) =>
      server.send(
        'mutation($input: UpdateCourseInput!) { updateCourse(input: $input) { addedUserCount removedUserCount } }',
        { input: { id: course.row.id, users } },
      );
    const [link, remove] = [{ role: 'TEACHER' }, [user.row.id]];
    await send({ add: remove });
    for (const users of [{ link }, { link, remove }, { link, remove, add: null, links: null }]) {
      const { errors } = await send(users);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'BAD_USER_INPUT', argument: 'input.users.link' },
      ]);
    }
    for (const list of ['add', 'addBy', 'set', 'links', 'remove']) {
      const users = { [list]: [], link: list === 'remove' ? null : link };
      expect((await send(users)).errors).toBeUndefined();
      // An empty `set` removes the link.
      if (list === 'set') await send({ add: remove });
    }
    expect(await server.run('{ courses { nodes { users { edges { role } } } } }')).toEqual({
      courses: { nodes: [{ users: { edges: [{ role: 'STUDENT' }] } }] },
    });
  } finally {
    await server.close();
  }
});
