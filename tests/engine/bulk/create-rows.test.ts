import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { capitalized, EndClient, ends, linkedEnds } from '../../support/ends.js';
import { startTestServer, type TestServer } from '../../support/server.js';

describe.each([...ends, ...linkedEnds])('many new owners of %s', (_, end) => {
  let client: EndClient;
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end, { operationLimits: { cost: 1_000_000 } });
    targets = await client.create(
      end.target,
      Array.from({ length: 6 }, (_, at) => `target ${at}`),
    );
  });
  afterAll(() => client.close());
  const { owner, field, singular } = end;
  const name = `create${capitalized(owner.many)}`;
  const send = (rows: readonly object[]) =>
    client.server.send<{ made: { rows: unknown[]; edges: { node: { id: string } }[] } }>(
      `mutation($input: ${capitalized(name)}Input!) {
        made: ${name}(input: $input) { rows: ${owner.many} { id ${owner.text} ${field} { nodes { id } } } edges: ${owner.one}Edges { cursor node { id } } }
      }`,
      { input: { [owner.many]: rows } },
    );
  const row = (at: number, more: object = {}) => ({
    [owner.text]: `owner ${at}`,
    ...owner.others?.(1_000 + at),
    ...more,
  });
  const links = (of: readonly string[]) => ({ [`${singular}Ids`]: of });

  test('are created with their links, in the order of the input', async () => {
    const wanted = [3, 1, 2, 0].map((at) => ({ at, targets: targets.slice(at, at + 2) }));
    client.server.statements.length = 0;
    const { data, errors } = await send(wanted.map(({ at, targets }) => row(at, links(targets))));
    expect(errors).toBeUndefined();
    const made = data?.made.rows as { id: string; [field: string]: unknown }[];
    expect(made.map((each) => each[owner.text])).toEqual([3, 1, 2, 0].map((at) => `owner ${at}`));
    expect(data?.made.edges.map(({ node }) => node.id)).toEqual(made.map(({ id }) => id));
    for (const [index, { targets }] of wanted.entries())
      expect((await client.targets(made[index]?.id ?? '')).toSorted()).toEqual(targets.toSorted());
    // One for the locks, one for each row, and one for their links.
    const written = client.server.statements.slice(0, client.server.statements.indexOf('commit'));
    expect(written).toHaveLength(1 + 1 + wanted.length);
  });

  test('are none if the list is empty, or if one of them is refused', async () => {
    expect((await send([])).data).toEqual({ made: { rows: [], edges: [] } });
    const before = await client.links();
    const [gone = ''] = await client.create(end.target, ['gone']);
    await client.server.run(
      `mutation { delete${end.target.type}(input: { id: "${gone}" }) { __typename } }`,
    );
    for (const [rows, code, argument] of [
      [[row(10), row(11, links([gone]))], 'NOT_FOUND', `1.${singular}Ids`],
      [[row(10, links(['x'])), row(11, links([gone]))], 'BAD_USER_INPUT', `0.${singular}Ids`],
      [
        [row(10), row(11, { [owner.text]: 'x'.repeat(owner.maximum + 1) })],
        'BAD_USER_INPUT',
        `1.${owner.text}`,
      ],
    ] as const) {
      const { errors } = await send(rows);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({ code, argument: `input.${owner.many}.${argument}` }),
      ]);
    }
    const { errors } = await send(Array.from({ length: 1_001 }, (_, at) => row(at)));
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: `input.${owner.many}`,
    });
    expect(await client.links()).toEqual(before);
  });
});

describe('many new rows', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('learning');
  });
  afterAll(() => server.close());
  const courses = async () => {
    const { courses } = await server.run<{ courses: { totalCount: number } }>(
      '{ courses { totalCount } }',
    );
    return courses.totalCount;
  };
  const create = (rows: string) =>
    server.send(`mutation { createCourses(input: { courses: [${rows}] }) { courses { slug } } }`);

  test('conflict at the place of their column, after what does not exist', async () => {
    const before = await courses();
    const twice = '{ slug: "a", title: "A" }, { slug: "b", title: "B" }, { slug: "a", title: "C" }';
    const { errors } = await create(twice);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      argument: 'input.courses.2.slug',
      fields: ['slug'],
    });
    const nowhere = `{ slug: "d", title: "D", departmentId: "${encodeGlobalId('Department', 9)}" }`;
    const { errors: missing } = await create(`${twice}, ${nowhere}`);
    expect(missing?.[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      argument: 'input.courses.3.departmentId',
    });
    expect(await courses()).toBe(before);
  });

  test('of three clients that create the same rows are created once', async () => {
    const before = await courses();
    const slugs = ['x', 'y', 'z'];
    const of = (order: readonly string[]) =>
      create(order.map((slug) => `{ slug: "${slug}", title: "T" }`).join(' '));
    const made = await Promise.all([of(slugs), of(slugs.toReversed()), of(slugs)]);
    const codes = made.map(({ errors }) => errors?.[0]?.extensions?.code ?? '').sort();
    expect(codes).toEqual(['', 'CONFLICT', 'CONFLICT']);
    expect(await courses()).toBe(before + 3);
    expect(server.logged).toEqual([]);
  });

  test('cost more with each row', async () => {
    const cost = async (rows: number) => {
      const list = Array.from({ length: rows }, (_, at) => `{ name: "${rows} ${at}" }`);
      const { extensions } = await server.send(
        `mutation { createTags(input: { tags: [${list}] }) { tags { id } } }`,
      );
      return Number(extensions?.cost?.requested);
    };
    const [one, eleven] = [await cost(1), await cost(11)];
    expect(eleven - one).toBeGreaterThan(200);
  });
});
