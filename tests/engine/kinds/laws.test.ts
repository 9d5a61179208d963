import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { genericPlan } from '../../support/generic-plan.js';
import { startTestServer, type TestServer } from '../../support/server.js';

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string } & Readonly<Record<string, unknown>>;
}

/** Every ordered column of a course but its slug, with few values so that there are ties, nulls where they may be. */
const columns = {
  title: ['a', 'B', 'é', '😀', '\ue000'],
  level: ['BEGINNER', 'INTERMEDIATE', 'ADVANCED'],
  price: ['0', '-1.5', '12345678.9', '12345678.91'],
  views: ['0', '9007199254740993', '9007199254740992', '-9223372036854775808'],
  rating: [null, -0.0, 0, 0.1, 0.30000000000000004, 1e308, -5e-324],
  startsOn: [null, '0001-01-01', '2024-02-29', '9999-12-31'],
  opensAt: [null, '1969-12-31T23:59:59.999Z', '2026-11-25T04:05:06.789Z'],
  published: [true, false],
} as const;
const constant = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
const names = Object.keys(columns) as (keyof typeof columns)[];

let server: TestServer;
let database: pg.Client;
const created = new Map<string, { readonly cursor: string; readonly values: unknown }>();

beforeAll(async () => {
  server = await startTestServer('learning');
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  for (let row = 0; row < 40; row++) {
    const values = Object.fromEntries(
      names.map((name, place) => [
        name,
        columns[name][(row + Math.floor(row / 7) * place) % columns[name].length],
      ]),
    );
    const { made } = await server.run<{ made: { course: { id: string }; courseEdge: Edge } }>(
      `mutation($input: CreateCourseInput!) { made: createCourse(input: $input) { course { id ${names.join(' ')} } courseEdge { cursor node { id } } } }`,
      { input: { slug: `s${row}`, ...values } },
    );
    const { id, ...shown } = made.course;
    created.set(id, { cursor: made.courseEdge.cursor, values: shown });
    const sent = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === 0 ? 0 : value]),
    );
    expect(shown).toEqual(sent);
  }
  // More digits than the API shows: two rows that look alike, and are not.
  await database.query('ALTER TABLE "Course" ALTER opens_at TYPE timestamp(6)');
  await database.query(
    `UPDATE "Course" SET opens_at = opens_at + (('x' || substr(md5(slug), 1, 2))::bit(8)::int || ' us')::interval`,
  );
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const page = (args: string) =>
  server
    .run<{ list: { edges: Edge[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean } } }>(
      `{ list: courses(${args}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }`,
    )
    .then(({ list }) => list);

describe.each([...names, 'id'])('ordered by %s', (name) => {
  const by = (direction: string) =>
    `orderBy: { field: ${constant(name)}, direction: ${direction} }`;

  test('DESC is the exact reverse of ASC, null last and first', async () => {
    const ascending = await page(`first: 100, ${by('ASC')}`);
    const descending = await page(`first: 100, ${by('DESC')}`);
    const ids = ascending.edges.map(({ node }) => node.id);
    expect(ids).toHaveLength(created.size);
    expect(descending.edges.map(({ node }) => node.id)).toEqual(ids.reverse());
  });

  test.each(['ASC', 'DESC'])(
    '%s: pages of any size walk the same list both ways',
    async (direction) => {
      const whole = (await page(`first: 100, ${by(direction)}`)).edges;
      for (const size of [1, 3, 7]) {
        const [forward, backward]: [Edge[], Edge[]] = [[], []];
        for (let after = ''; ; ) {
          const next = await page(`first: ${size}, ${by(direction)}${after}`);
          expect(next.pageInfo.hasPreviousPage).toBe(after !== '');
          forward.push(...next.edges);
          if (!next.pageInfo.hasNextPage) break;
          after = `, after: "${next.edges.at(-1)?.cursor}"`;
        }
        for (let before = ''; ; ) {
          const next = await page(`last: ${size}, ${by(direction)}${before}`);
          expect(next.pageInfo.hasNextPage).toBe(before !== '');
          backward.unshift(...next.edges);
          if (!next.pageInfo.hasPreviousPage) break;
          before = `, before: "${next.edges[0]?.cursor}"`;
        }
        expect(forward).toEqual(whole);
        expect(backward).toEqual(whole);
      }
    },
  );

  test('between two positions, wherever null begins', async () => {
    const whole = (await page(`first: 100, ${by('ASC')}`)).edges;
    for (const [from, to] of [
      [-1, 39],
      [3, 37],
      [0, 2],
      [30, 39],
      [10, 20],
    ] as const) {
      const after = from < 0 ? '' : `, after: "${whole[from]?.cursor}"`;
      const between = await page(
        `first: 100, ${by('ASC')}${after}, before: "${whole[to]?.cursor}"`,
      );
      expect(between.edges).toEqual(whole.slice(from + 1, to));
    }
  });
});

test('the cursor of a payload is that of the page', async () => {
  const { edges } = await page('first: 100');
  for (const { cursor, node } of edges) expect(cursor).toBe(created.get(node.id)?.cursor);
});

describe.each([
  [
    'rating',
    [
      { equals: 0.1 },
      { not: 0.1 },
      { in: [0.1, 0] },
      { notIn: [0.1] },
      { lt: 0 },
      { gte: 0 },
      { isNull: true },
    ],
  ],
  [
    'startsOn',
    [{ equals: '2024-02-29' }, { not: '2024-02-29' }, { gt: '2024-02-29' }, { isNull: false }],
  ],
  ['level', [{ equals: 'ADVANCED' }, { notIn: ['ADVANCED'] }]],
  ['views', [{ gt: '9007199254740992' }, { equals: 0 }]],
  ['price', [{ equals: '12345678.90' }, { lte: '0' }]],
  ['published', [{ equals: true }, { not: true }]],
] as const)('a filter on %s', (name, filters) => {
  test('and its complement split all rows', async () => {
    for (const filter of filters) {
      const count = async (where: object) => {
        const { list } = await server.run<{ list: { totalCount: number } }>(
          'query($where: CourseFilter) { list: courses(where: $where) { totalCount } }',
          { where },
        );
        return list.totalCount;
      };
      const where = { [name]: filter };
      const [some, others, both] = [
        await count(where),
        await count({ NOT: where }),
        await count({ AND: [where, { NOT: where }] }),
      ];
      expect(some).toBeGreaterThan(0);
      expect(others).toBe(created.size - some);
      expect(both).toBe(0);
    }
  });
});

test('null equals nothing, and differs from everything', async () => {
  const ids = async (where: object) => {
    const { list } = await server.run<{ list: { nodes: { rating: number | null }[] } }>(
      'query($where: CourseFilter) { list: courses(first: 100, where: $where) { nodes { rating } } }',
      { where },
    );
    return list.nodes.map(({ rating }) => rating);
  };
  expect(await ids({ rating: { lte: 1e308 } })).not.toContain(null);
  expect(await ids({ rating: { not: 0.1 } })).toContain(null);
  expect(await ids({ rating: { notIn: [0.1] } })).toContain(null);
  expect(await ids({ NOT: { rating: { equals: 0.1 } } })).toContain(null);
});

test('an order with nulls is read from its index, from any position', async () => {
  const [, , nullCursor] = (
    await page('first: 100, orderBy: { field: STARTS_ON, direction: DESC }')
  ).edges;
  const [first] = (await page('first: 100, orderBy: { field: STARTS_ON }')).edges;
  await database.query(
    'SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off',
  );
  for (const [cursor, direction] of [
    [nullCursor, 'DESC'],
    [first, 'ASC'],
  ] as const) {
    server.statements.length = 0;
    await page(
      `first: 5, after: "${cursor?.cursor}", orderBy: { field: STARTS_ON, direction: ${direction} }`,
    );
    const text = (server.statements[0] ?? '').replace('/* prepared */ ', '');
    const plan = await genericPlan(database, text);
    // The page in two ranges, and whether there are rows before it.
    expect(plan.match(/Scan (Backward )?using "Course_starts_on_id_idx"/g)).toHaveLength(3);
    expect(plan.match(/Index Cond: .*starts_on/g)).toHaveLength(3);
    expect(plan).not.toMatch(/Seq Scan|Filter:.*starts_on/);
  }
});

test('a value that is taken is a conflict, and nothing is changed', async () => {
  const [id] = created.keys();
  const sent = async (query: string, input: object) => {
    const { errors } = await server.send(query, { input });
    return errors?.[0]?.extensions;
  };
  const conflict = { code: 'CONFLICT', argument: 'input.slug', fields: ['slug'] };
  const create =
    'mutation($input: CreateCourseInput!) { createCourse(input: $input) { __typename } }';
  const update =
    'mutation($input: UpdateCourseInput!) { updateCourse(input: $input) { __typename } }';
  expect(await sent(create, { slug: 's1', title: 't' })).toEqual(conflict);
  expect(await sent(update, { id, slug: 's1', title: 'changed' })).toEqual(conflict);
  // What is missing is told first.
  const missing = Buffer.from('Tag:2147483647').toString('base64');
  expect(await sent(create, { slug: 's1', title: 't', tagIds: [missing] })).toMatchObject({
    code: 'NOT_FOUND',
  });
  const { rows } = await database.query(
    `SELECT count(*)::int, count(*) FILTER (WHERE title IN ('t', 'changed'))::int AS wrong FROM "Course"`,
  );
  expect(rows).toEqual([{ count: created.size, wrong: 0 }]);
});

test('a variable that its scalar refuses is at its place', async () => {
  const at = async (query: string, variables: object) => {
    const { errors } = await server.send(query, variables);
    return errors?.map(({ extensions }) => [extensions?.code, extensions?.argument]);
  };
  const create = 'mutation($i: CreateCourseInput!) { createCourse(input: $i) { __typename } }';
  expect(await at(create, { i: { slug: 'x', title: 'y', price: 'z', views: 'v' } })).toEqual([
    ['BAD_USER_INPUT', 'input.price'],
    ['BAD_USER_INPUT', 'input.views'],
  ]);
  const inside =
    'query($p: [Decimal!]) { courses(where: { OR: [{ price: { in: $p } }] }) { totalCount } }';
  expect(await at(inside, { p: ['1', 'z'] })).toEqual([
    ['BAD_USER_INPUT', 'where.OR.0.price.in.1'],
  ]);
});
