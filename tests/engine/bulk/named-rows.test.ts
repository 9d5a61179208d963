import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { query } from '../../support/database.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { untilWaiting } from '../../support/waiting.js';

let server: TestServer;
let courses: string[];
beforeAll(async () => {
  server = await startTestServer('learning', { operationLimits: { cost: 1_000_000 } });
});
afterAll(() => server.close());
beforeEach(async () => {
  await query(server.databaseUrl, 'TRUNCATE "Tag", "Course", users CASCADE');
  const made = await server.run<Record<string, { course: { id: string } }>>(
    `mutation { ${['a', 'b', 'c'].map((slug) => `${slug}: createCourse(input: { slug: "${slug}", title: "T" }) { course { id } }`)} }`,
  );
  courses = Object.values(made).map(({ course }) => course.id);
});

interface Payload {
  readonly updateCourse: {
    readonly addedTagCount: number;
    readonly addedTagEdges: readonly { readonly node: { readonly name: string } }[];
  };
}
const update = (course: number, tags: object) =>
  server.send<Payload>(
    'mutation($input: UpdateCourseInput!) { updateCourse(input: $input) { addedTagCount addedTagEdges { node { name weight } } } }',
    { input: { id: courses[course], tags } },
  );
const by = (name: string, create: object | undefined = {}) => ({ name, create });
const stored = async () => {
  const { rows } = await server.run<{
    rows: { nodes: { name: string; courses: { nodes: { slug: string }[] } }[] };
  }>(
    '{ rows: tags(first: 100) { nodes { name courses(orderBy: { field: SLUG }) { nodes { slug } } } } }',
  );
  return rows.nodes.map(({ name, courses }) => [
    name,
    courses.nodes.map(({ slug }) => slug).join(''),
  ]);
};

test('rows are found by a unique column, and created where they are missing', async () => {
  const { data } = await update(0, { addBy: [by('x', { weight: 3 }), by('y')] });
  expect(data?.updateCourse).toEqual({
    addedTagCount: 2,
    addedTagEdges: [{ node: { name: 'x', weight: 3 } }, { node: { name: 'y', weight: null } }],
  });
  const { data: again } = await update(1, { addBy: [by('x', { weight: 9 }), { name: 'y' }] });
  expect(again?.updateCourse.addedTagEdges).toEqual(data?.updateCourse.addedTagEdges);
  expect((await update(1, { addBy: [{ name: 'x' }] })).data?.updateCourse.addedTagCount).toBe(0);
  expect(await stored()).toEqual([
    ['x', 'ab'],
    ['y', 'ab'],
  ]);
});

test('a row may be named by its ID and by its column', async () => {
  const { data } = await server
    .run<{ data: { tag: { id: string } } }>(
      'mutation { data: createTag(input: { name: "x" }) { tag { id } } }',
    )
    .then((made) => ({ data: made.data }));
  const made = await update(0, { add: [data.tag.id], addBy: [by('x'), by('y')] });
  expect(made.data?.updateCourse.addedTagCount).toBe(2);
});

test('add takes them too, with and without IDs, and nothing is created if the owner is missing', async () => {
  const add = (input: string) =>
    server.send<{ addCourseTags: unknown }>(
      `mutation { addCourseTags(input: { ${input} }) { addedCount addedTagEdges { node { name weight } } } }`,
    );
  const { data } = await add(
    `courseId: "${courses[0]}", addBy: [{ name: "x", create: { weight: 3 } }]`,
  );
  expect(data?.addCourseTags).toEqual({
    addedCount: 1,
    addedTagEdges: [{ node: { name: 'x', weight: 3 } }],
  });
  const missing = encodeGlobalId('Course', '00000000-0000-4000-8000-000000000001');
  for (const [input, argument] of [
    [`courseId: "${missing}", addBy: { name: "y", create: {} }`, 'input.courseId'],
    [
      `courseId: "${courses[0]}", tagIds: ["${encodeGlobalId('Tag', 999_999)}"], addBy: { name: "y", create: {} }`,
      'input.tagIds',
    ],
    [`courseId: "${courses[0]}", addBy: [{ name: "y" }]`, 'input.addBy.0'],
  ] as const) {
    const { errors } = await add(input);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument });
  }
  expect(await stored()).toEqual([['x', 'a']]);
});

test('a row that gets another name while it is waited for is not the named one', async () => {
  await update(0, { addBy: [by('old')] });
  const other = new pg.Client({ connectionString: server.databaseUrl });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query(`UPDATE "Tag" SET name = 'new' WHERE name = 'old'`);
    const sent = [
      update(1, { addBy: [by('old', { weight: 5 })] }),
      update(2, { addBy: [{ name: 'old' }] }),
    ];
    await untilWaiting(server.databaseUrl, sent.length);
    await other.query('COMMIT');
    const [made] = await Promise.all(sent);
    expect(made?.data?.updateCourse.addedTagEdges).toEqual([{ node: { name: 'old', weight: 5 } }]);
    const rows = await stored();
    expect(rows[0]).toEqual(['new', 'a']);
    // The other one finds what the first has made, if it comes later.
    expect([
      ['old', 'b'],
      ['old', 'bc'],
    ]).toContainEqual(rows[1]);
  } finally {
    await other.end();
  }
});

test('links get the columns of `link`, and rows the foreign keys of `create`', async () => {
  const faculty = encodeGlobalId('Department', 99);
  const send = (more: string) =>
    server.send(
      `mutation { updateCourse(input: { id: "${courses[0]}", ${more} }) { addedUserEdges { role node { name } } addedPrerequisiteEdges { node { slug title } } } }`,
    );
  const { data } = await send(
    'users: { addBy: { email: "u@example.org", create: { name: "u" } }, link: { role: TEACHER } }, prerequisites: { addBy: { slug: "new", create: { title: "N" } } }',
  );
  expect(data).toEqual({
    updateCourse: {
      addedUserEdges: [{ role: 'TEACHER', node: { name: 'u' } }],
      addedPrerequisiteEdges: [{ node: { slug: 'new', title: 'N' } }],
    },
  });
  const { errors } = await send(
    `prerequisites: { addBy: { slug: "other", create: { title: "N", departmentId: "${faculty}" } } }`,
  );
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'NOT_FOUND',
    argument: 'input.prerequisites.addBy.0.create.departmentId',
    ids: [faculty],
  });
});

test.each([
  [{ addBy: [by('new'), { name: 'gone' }] }, 'NOT_FOUND', 'addBy.1'],
  [{ addBy: [{ name: 'gone', create: null }] }, 'NOT_FOUND', 'addBy.0'],
  [{ addBy: [by('new'), {}] }, 'BAD_USER_INPUT', 'addBy.1'],
  [{ addBy: [by('new'), { name: null, create: {} }] }, 'BAD_USER_INPUT', 'addBy.1'],
  [{ addBy: [by('new'), by('new')] }, 'BAD_USER_INPUT', 'addBy'],
  [{ addBy: [by('new'), by('x'.repeat(41))] }, 'BAD_USER_INPUT', 'addBy.1.name'],
  [{ addBy: [by('new', { name: 'other' })] }, 'BAD_USER_INPUT', 'addBy.0.create.name'],
  [{ addBy: [by('new', { weight: 40_000 })] }, 'BAD_USER_INPUT', 'addBy.0.create.weight'],
  [{ set: [], addBy: [by('new')] }, 'BAD_USER_INPUT', 'set'],
])('%j is refused, and nothing is created', async (tags, code, argument) => {
  const { errors } = await update(0, tags);
  expect(errors?.map(({ extensions }) => [extensions?.code, extensions?.argument])).toEqual([
    [code, `input.tags.${argument}`],
  ]);
  expect(await stored()).toEqual([]);
});

describe('a row that `addBy` names and another list has by its ID', () => {
  let person: string;
  const links = () =>
    server.run(
      '{ courses(orderBy: { field: SLUG }) { nodes { slug users { totalCount edges { role node { email } } } } } }',
    );
  const send = (users: object) =>
    server.send<{ updateCourse: { addedUserCount: number; removedUserIds: string[] } }>(
      'mutation($input: UpdateCourseInput!) { updateCourse(input: $input) { addedUserCount removedUserIds } }',
      { input: { id: courses[0], title: 'changed', users } },
    );
  const email = 'ann@example.org';
  beforeEach(async () => {
    const { made } = await server.run<{ made: { user: { id: string } } }>(
      `mutation { made: createUser(input: { email: "${email}", name: "Ann" }) { user { id } } }`,
    );
    person = made.user.id;
    await send({ add: [person], link: { role: 'TEACHER' } });
  });

  test.each([
    ['remove', (id: string) => ({ remove: [encodeGlobalId('User', 999_999), id] })],
    ['links', (id: string) => ({ links: [{ userId: id, role: 'AUDITOR' }] })],
  ])('is refused at `%s`, and nothing is changed', async (list, other) => {
    const before = await links();
    for (const addBy of [
      [{ email }],
      [
        { email: 'new@example.org', create: { name: 'new' } },
        { email, create: { name: 'x' } },
      ],
    ]) {
      const { errors } = await send({ addBy, ...other(person) });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'BAD_USER_INPUT', argument: `input.users.${list}`, ids: [person] },
      ]);
    }
    const { errors } = await server.send(
      'mutation($input: AddCourseUsersInput!) { addCourseUsers(input: $input) { addedCount } }',
      {
        input: { courseId: courses[0], addBy: { email }, links: [{ userId: person }] },
      },
    );
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'input.links',
      ids: [person],
    });
    expect(await links()).toEqual(before);
    expect(await server.run('{ users { totalCount } }')).toEqual({ users: { totalCount: 1 } });
  });

  test('is the same in `add`, whose links have the same columns', async () => {
    const { data } = await send({
      add: [person],
      addBy: [{ email }, { email: 'new@example.org', create: { name: 'new' } }],
      link: { role: 'AUDITOR' },
    });
    expect(data?.updateCourse).toEqual({ addedUserCount: 1, removedUserIds: [] });
  });
});

test('a required column of a new row, and a conflict in another, have their places', async () => {
  const { errors } = await server.send(
    `mutation { updateCourse(input: { id: "${courses[0]}", prerequisites: { addBy: [{ slug: "new", create: {} }] } }) { addedTagCount } }`,
  );
  expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  await query(server.databaseUrl, 'CREATE UNIQUE INDEX weights ON "Tag" (weight)');
  try {
    await update(0, { addBy: [by('x', { weight: 1 })] });
    const { errors: conflict } = await update(0, { addBy: [by('y'), by('z', { weight: 1 })] });
    expect(conflict?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      argument: 'input.tags.addBy.1.create.weight',
      fields: ['weight'],
    });
    expect(await stored()).toEqual([['x', 'a']]);
  } finally {
    await query(server.databaseUrl, 'DROP INDEX weights');
  }
});

test('in any order leave what a naive model says', async () => {
  const step = fc.record({
    course: fc.nat({ max: 2 }),
    names: fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's'), { maxLength: 3 }),
    create: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (program) => {
      await query(server.databaseUrl, 'TRUNCATE "Tag" CASCADE');
      const known = new Map<string, Set<string>>();
      for (const { course, names, create } of program) {
        const { data, errors } = await update(course, {
          addBy: names.map((name) => (create ? by(name) : { name })),
        });
        if (!create && names.some((name) => !known.has(name))) {
          expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
          continue;
        }
        const slug = ['a', 'b', 'c'][course] ?? '';
        const added = names.filter((name) => !known.get(name)?.has(slug));
        for (const name of names) known.set(name, (known.get(name) ?? new Set()).add(slug));
        expect(data?.updateCourse.addedTagEdges.map(({ node }) => node.name)).toEqual(
          added.toSorted(),
        );
      }
      expect(await stored()).toEqual(
        [...known].sort().map(([name, slugs]) => [name, [...slugs].sort().join('')]),
      );
    }),
    { numRuns: 25 },
  );
});

test('three clients that make the same rows make each once, and all links, without an error', async () => {
  for (let round = 0; round < 20; round++) {
    const names = ['one', 'two', 'three'].map((name) => `${name} ${round}`);
    const made = await Promise.all(
      [0, 1, 2].flatMap((course) => [
        update(course, { addBy: names.map((name) => by(name)) }),
        update(course, { addBy: names.toReversed().map((name) => by(name)) }),
      ]),
    );
    expect(made.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(made.reduce((sum, { data }) => sum + (data?.updateCourse.addedTagCount ?? 0), 0)).toBe(
      9,
    );
  }
  expect((await stored()).map(([, slugs]) => slugs)).toEqual(
    Array.from({ length: 60 }, () => 'abc'),
  );
  expect(server.logged).toEqual([]);
}, 60_000);

describe('rows whose key a client gives', () => {
  test.each([
    ['that exists', '{ level: 3 }, { name: "C" }'],
    [
      'that is new',
      '{ level: 4, create: { name: "D" } }, { name: "D", create: { level: 4 } }, { level: 5, create: { name: "E" } }',
    ],
  ])('a row %s must not be named by two of its columns', async (_, addBy) => {
    const kinds = await startTestServer('kinds');
    try {
      await kinds.run(
        'mutation { createAccount(input: { number: "7" }) { __typename } createGrade(input: { level: 3, name: "C" }) { __typename } }',
      );
      const { errors } = await kinds.send(
        `mutation { updateAccount(input: { id: "${encodeGlobalId('Account', '7')}", grades: { addBy: [${addBy}] } }) { addedGradeCount } }`,
      );
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'BAD_USER_INPUT', argument: 'input.grades.addBy' },
      ]);
      expect(await kinds.run('{ grades { nodes { name accounts { totalCount } } } }')).toEqual({
        grades: { nodes: [{ name: 'C', accounts: { totalCount: 0 } }] },
      });
    } finally {
      await kinds.close();
    }
  });

  test('are named by it', async () => {
    const kinds = await startTestServer('kinds');
    try {
      await kinds.run('mutation { createAccount(input: { number: "7" }) { __typename } }');
      const send = () =>
        kinds.run(
          `mutation { updateAccount(input: { id: "${encodeGlobalId('Account', '7')}", places: { addBy: { code: "p:1", create: { name: "P" } } }, grades: { addBy: [{ level: 3, create: { name: "C" } }, { name: "D", create: { level: 4 } }] } }) { addedPlaceEdges { node { name } } addedGradeCount } }`,
        );
      expect(await send()).toEqual({
        updateAccount: { addedPlaceEdges: [{ node: { name: 'P' } }], addedGradeCount: 2 },
      });
      expect(await send()).toEqual({
        updateAccount: { addedPlaceEdges: [], addedGradeCount: 0 },
      });
    } finally {
      await kinds.close();
    }
  });
});
