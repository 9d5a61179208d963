import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../src/engine/model/global-id.js';
import { EndClient, ends } from './support/ends.js';
import { type Guild, startGuild } from './support/guild.js';
import { columns, type Kinds, orderField, startKinds } from './support/kinds.js';
import { startTestServer, type TestServer } from './support/server.js';
import { formatted } from './support/sql-format.js';
import { type Staff, startStaff } from './support/staff.js';

/**
 * The SQL of each kind of operation is in `tests/golden-sql`, so that every change of it is reviewed.
 * `npx vitest run tests/golden-sql.test.ts -u` updates the files.
 */
const articlesEnds = ends.filter(([name]) => /Article|Publication/.test(name));

test('both ends are covered', () => {
  expect(articlesEnds.map(([name]) => name)).toEqual([
    'Article.publications',
    'Publication.articles',
  ]);
});

describe.each(articlesEnds)('the SQL through %s', (name, end) => {
  let client: EndClient;
  let owner = '';
  let targets: string[];
  let cursor = '';
  beforeAll(async () => {
    client = await EndClient.start(end);
    [owner = ''] = await client.create(end.owner, ['owner', 'another']);
    targets = await client.create(end.target, ['one', 'two', 'three']);
    await client.change('set', owner, targets);
    const { list } = await client.server.run<{ list: { edges: { cursor: string }[] } }>(
      `{ list: ${end.target.many}(first: 1) { edges { cursor } } }`,
    );
    cursor = list.edges[0]?.cursor ?? '';
  });
  afterAll(() => client.close());

  const { owner: one, target, field, backField } = end;
  const linkInput = () => `${one.one}Id: "${owner}"`;
  const targetIds = () => `${end.singular}Ids: ${JSON.stringify(targets)}`;
  const link = (verb: string, input: string) =>
    `mutation { ${verb}${one.type}${field.charAt(0).toUpperCase()}${field.slice(1)}(input: { ${input} }) { __typename } }`;

  const operations: Record<string, () => string> = {
    'one by ID': () => `{ ${one.one}(id: "${owner}") { id } }`,
    'the first page': () =>
      `{ ${target.many}(first: 10) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`,
    'a page in the middle': () =>
      `{ ${target.many}(last: 10, before: "${cursor}") { nodes { id } pageInfo { hasNextPage } } }`,
    'a filter across the relation, and its count': () =>
      `{ ${target.many}(where: { ${backField}: { some: { ${one.text}: { contains: "x" } } } }) { totalCount nodes { id } } }`,
    'a filter with every and none': () =>
      `{ ${target.many}(where: { OR: [{ ${backField}: { every: { id: { in: ["${owner}"] } } } }, { ${backField}: { none: {} } }] }) { nodes { id } } }`,
    pairs: () =>
      `{ ${target.many}(distinct: false, where: { ${backField}: { some: {} } }) { nodes { id } } }`,
    'two levels': () =>
      `{ ${one.many}(first: 5) { nodes { id ${field}(first: 5) { nodes { id } } } } }`,
    'a page of the relation, by key': () =>
      `{ ${one.many}(first: 5) { nodes { ${field}(orderBy: { field: ID, direction: DESC }) { nodes { id } } } } }`,
    'a page of the relation in the middle': () =>
      `{ ${one.many}(first: 5) { nodes { ${field}(after: "${cursor}") { nodes { id } pageInfo { hasPreviousPage } } } } }`,
    'the counts of the relation': () =>
      `{ ${one.many}(first: 5) { nodes { ${field} { totalCount } } } }`,
    'pages of the relation, and their counts': () =>
      `{ ${one.many}(first: 5) { nodes { ${field}(first: 5) { totalCount nodes { id } } } } }`,
    add: () => link('add', `${linkInput()}, ${targetIds()}`),
    set: () => link('set', `${linkInput()}, ${targetIds()}`),
    remove: () => link('remove', `${linkInput()}, ${targetIds()}`),
    clear: () => link('clear', linkInput()),
    'create through the relation': () =>
      `mutation { create${one.type}${end.singular.charAt(0).toUpperCase()}${end.singular.slice(1)}(input: { ${linkInput()}, ${target.text}: "new" }) { __typename } }`,
    create: () =>
      `mutation { create${one.type}(input: { ${one.text}: "new", ${targetIds()} }) { __typename } }`,
    update: () =>
      `mutation { update${one.type}(input: { id: "${owner}", ${one.text}: "renamed" }) { __typename } }`,
    'delete many': () =>
      `mutation { delete${capitalized(one.many)}(input: { where: { ${one.text}: { equals: "nothing" } } }) { __typename } }`,
    delete: () => `mutation { delete${one.type}(input: { id: "${owner}" }) { __typename } }`,
  };

  test('is that of the golden file', async () => {
    const parts: string[] = [];
    for (const [kind, operation] of Object.entries(operations)) {
      client.server.statements.length = 0;
      await client.server.run(operation());
      const { statements } = client.server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot(`golden-sql/${name}.sql`);
  });
});

describe('the SQL through foreign keys', () => {
  let staff: Staff;
  beforeAll(async () => {
    staff = await startStaff();
  });
  afterAll(() => staff.server.close());

  const id = encodeGlobalId;
  const operations: Record<string, string> = {
    'to one': '{ people(first: 2) { nodes { team { name } manager { name } } } }',
    'to one, from its other side': '{ people(first: 2) { nodes { desk { label } } } }',
    'a list in an order that its index has':
      '{ teams(first: 2) { nodes { members(first: 2) { totalCount nodes { id } } } } }',
    'a list in another order':
      '{ people(first: 2) { nodes { reports(first: 2) { nodes { id } } } } }',
    'a list in another order, of one row': `{ person(id: "${id('Person', 1)}") { reports(first: 2) { nodes { id } } } }`,
    'look-ups': '{ a: deskByLabel(label: "d1") { id } b: deskByLabel(label: "d2") { id } }',
    'filters to one':
      '{ people(where: { team: { is: { name: { contains: "e" } } } }) { nodes { id } } }',
    'filters to one, by an index': `{ people(where: { team: { is: { id: { equals: "${id('Team', 'red')}" } } } }) { nodes { id } } }`,
    'filters to one, apart':
      '{ people(where: { NOT: { team: { is: { name: { equals: "Red" } } } } }) { nodes { id } } }',
    'filters for null':
      '{ people(where: { OR: [{ manager: { isNull: true } }, { desk: { isNull: true } }, { desk: { is: {} } }] }) { nodes { id } } }',
    'filters of a list':
      '{ teams(where: { members: { some: { name: { contains: "a" } }, every: { name: { contains: "b" } }, none: {} } }) { nodes { id } } }',
    pairs: '{ teams(distinct: false, where: { members: { some: {} } }) { nodes { id } } }',
    create: `mutation { createPerson(input: { name: "new", teamId: "${id('Team', 'red')}", managerId: "${id('Person', 1)}" }) { __typename } }`,
    'create related': `mutation { createToolUser(input: { toolId: "${id('Tool', 1)}", name: "new", teamId: "${id('Team', 'red')}" }) { __typename } }`,
    update: `mutation { updatePerson(input: { id: "${id('Person', 2)}", teamId: "${id('Team', 'red')}", managerId: null }) { __typename } }`,
  };

  test('is that of the golden file', async () => {
    const parts: string[] = [];
    for (const [kind, operation] of Object.entries(operations)) {
      staff.server.statements.length = 0;
      await staff.server.run(operation);
      const { statements } = staff.server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/foreign-keys.sql');
  });
});

describe('the SQL of links with columns', () => {
  let guild: Guild;
  beforeAll(async () => {
    guild = await startGuild();
  });
  afterAll(() => guild.close());

  const edges = 'edges { int anyDecimal cursor node { name } }';
  const operations: Record<string, string> = {
    'pages by a column that an index serves': `{ people(first: 2) { nodes { following(first: 2, orderBy: { field: LINK_ANY_TIMESTAMPTZ, direction: DESC }) { ${edges} } } } }`,
    'pages by another column, and their counts': `{ people(first: 2) { nodes { following(first: 2, orderBy: { field: LINK_ANY_DATE }) { totalCount ${edges} } } } }`,
    'pages by a field of the rows': `{ people(first: 2) { nodes { followers(first: 2) { ${edges} } } } }`,
    'pages with a filter on the links': `{ people(first: 2) { nodes { following(first: 2, where: { link: { anyBoolean: { not: true } }, name: { contains: "a" } }) { ${edges} } } } }`,
    'filters with link':
      '{ people(where: { following: { link: { int: { gt: 1 } }, some: { name: { contains: "a" } }, every: { name: { contains: "n" } }, none: {} } }) { nodes { id } } }',
    'a filter with link alone':
      '{ people(where: { following: { link: { int: { gt: 1 } } } }) { nodes { id } } }',
    'a filter with link, by an index':
      '{ albums(where: { tracks: { link: { int: { gt: 1 } }, some: { name: { equals: "x" } } } }) { nodes { id } } }',
    pairs:
      '{ albums(distinct: false, where: { tracks: { link: { int: { gt: 1 } }, some: {} } }) { nodes { id } } }',
  };

  test('is that of the golden file', async () => {
    const parts: string[] = [];
    for (const [kind, operation] of Object.entries(operations)) {
      guild.server.statements.length = 0;
      await guild.server.run(operation);
      const { statements } = guild.server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/links.sql');
  });

  test('of mutations is that of the golden file, and as many statements for many links as for one', async () => {
    const album = encodeGlobalId('Album', '9');
    const tracks = ['a b', '10', '9', 'b'].map((key) => encodeGlobalId('Track', key));
    const [person, ...people] = guild.ends['Person.following'].owners.map(({ id }) => id);
    const input = `albumId: "${album}"`;
    const add = (links: string) => `addAlbumTracks(input: { ${input}, ${links} })`;
    const set = (links: string) => `setAlbumTracks(input: { ${input}, ${links} })`;
    const single = (at: number) => `{ trackId: "${tracks[at]}", int: ${100 + at} }`;
    const mutations: Record<string, string> = {
      'add, one value for all': add(`trackIds: ["${tracks[0]}"], link: { int: 100 }`),
      'add, a value for each': add(`links: [${[0, 1, 2].map(single)}]`),
      'set, one value for all': set(`trackIds: ["${tracks[1]}"], link: { int: 100 }`),
      'set, a value for each': set(`links: [${[0, 1, 2, 3].map(single)}]`),
      'add, some columns by default': `addPersonFollowing(input: { personId: "${person}", followedIds: ${JSON.stringify(people)}, links: [{ followedId: "${person}", shade: DARK }] })`,
      update: `updateAlbumTrack(input: { ${input}, trackId: "${tracks[0]}", int: 200 })`,
      'update, of nothing': `updateAlbumTrack(input: { ${input}, trackId: "${tracks[0]}" })`,
      'create through the relation': `createAlbumTrack(input: { ${input}, code: "new", name: "new", link: { int: 300 } })`,
      'create with links': `createPerson(input: { name: "new", followedIds: ${JSON.stringify(people)} })`,
      remove: `removeAlbumTracks(input: { ${input}, trackIds: ["${tracks[0]}"] })`,
      clear: `clearAlbumTracks(input: { ${input} })`,
    };
    const parts: string[] = [];
    for (const [kind, mutation] of Object.entries(mutations)) {
      guild.server.statements.length = 0;
      await guild.server.run(`mutation { ${mutation} { __typename } }`);
      const { statements } = guild.server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/link-mutations.sql');
  });
});

describe('the SQL of filters and orders by a count', () => {
  let staff: Staff;
  let guild: Guild;
  beforeAll(async () => {
    [staff, guild] = [await startStaff(), await startGuild()];
  });
  afterAll(async () => {
    await staff.server.close();
    await guild.close();
  });

  test('is that of the golden file', async () => {
    const parts: string[] = [];
    const add = async ({ server }: Staff | Guild, kind: string, operation: string) => {
      server.statements.length = 0;
      const data = await server.run<{ list: { pageInfo?: { endCursor: string } } }>(operation);
      const { statements } = server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
      return data.list.pageInfo?.endCursor;
    };
    const filters = {
      'a few links': '{ gte: 2 }',
      'any link': '{ gte: 1 }',
      'no link': '{ equals: 0 }',
      'every row': '{ gte: 0 }',
      'several operators': '{ not: 1, notIn: [3], lt: 5 }',
    };
    for (const [kind, filter] of Object.entries(filters)) {
      const where = `where: { tools: { count: ${filter} } }`;
      await add(staff, `filter: ${kind}`, `{ list: people(${where}) { nodes { id } } }`);
    }
    await add(
      staff,
      'filter: through a foreign key',
      '{ list: teams(where: { members: { count: { gt: 1 } } }) { nodes { id } } }',
    );
    await add(
      staff,
      'filter: through a foreign key without an index',
      '{ list: sites(where: { tools: { count: { gt: 1 } } }) { nodes { id } } }',
    );
    await add(
      guild,
      'filter: links that match',
      '{ list: people(where: { following: { link: { int: { gt: 1 } }, count: { gt: 1 } } }) { nodes { id } } }',
    );
    const order = 'orderBy: { field: TOOLS_COUNT, direction: DESC }';
    const page = '{ nodes { id } pageInfo { hasPreviousPage endCursor } }';
    const cursor = await add(staff, 'order', `{ list: people(first: 2, ${order}) ${page} }`);
    await add(
      staff,
      'order: after a row',
      `{ list: people(first: 2, after: "${cursor}", ${order}) ${page} }`,
    );
    await add(
      staff,
      'order: with a filter, and its count',
      `{ list: people(first: 2, where: { name: { contains: "a" } }, ${order}) { totalCount nodes { id } } }`,
    );
    await add(
      staff,
      'order: pairs',
      `{ list: people(first: 2, distinct: false, where: { tools: { some: {} } }, ${order}) { nodes { id } } }`,
    );
    await add(
      staff,
      'order: of the lists of rows, through a join table and a foreign key',
      `{ list: people(first: 2) { nodes { advised(first: 2, ${order}) { totalCount nodes { id } } reports(first: 2, ${order}) { nodes { id } } } } }`,
    );
    await add(
      staff,
      'order: through a foreign key without an index',
      '{ list: sites(first: 2, orderBy: { field: TOOLS_COUNT }) { nodes { id } } }',
    );
    await add(
      guild,
      'order: of links with columns',
      '{ list: albums(first: 2) { nodes { tracks(first: 2, orderBy: { field: ALBUMS_COUNT }) { edges { int node { name } } } } } }',
    );
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/counts.sql');
  });
});

describe('the SQL of symmetric relations', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('circle');
    for (const name of ['ann', 'bob', 'cid'])
      await server.run(`mutation { createMember(input: { name: "${name}" }) { __typename } }`);
  });
  afterAll(() => server.close());

  test('is that of the golden file', async () => {
    const [ann, bob, cid] = [1, 2, 3].map((key) => encodeGlobalId('Member', key));
    const member = `memberId: "${ann}"`;
    const operations = {
      add: `mutation { addMemberFriends(input: { ${member}, friendIds: ["${bob}"] }) { __typename } }`,
      set: `mutation { setMemberFriends(input: { ${member}, friendIds: ["${cid}"] }) { __typename } }`,
      remove: `mutation { removeMemberFriends(input: { ${member}, friendIds: ["${cid}"] }) { __typename } }`,
      clear: `mutation { clearMemberFriends(input: { ${member} }) { __typename } }`,
      'create through the relation': `mutation { createMemberFriend(input: { ${member}, name: "new" }) { __typename } }`,
      update: `mutation { updateMember(input: { id: "${ann}", friends: { add: ["${bob}"], remove: ["${cid}"] } }) { __typename } }`,
      pages: '{ members(first: 2) { nodes { friends(first: 2) { totalCount nodes { id } } } } }',
      'a filter':
        '{ members(where: { friends: { some: { name: { contains: "a" } } } }) { nodes { id } } }',
    };
    const parts: string[] = [];
    for (const [kind, operation] of Object.entries(operations)) {
      server.statements.length = 0;
      await server.run(operation);
      const { statements } = server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/symmetric.sql');
  });
});

describe('the SQL of each kind of column', () => {
  let kinds: Kinds;
  beforeAll(async () => {
    kinds = await startKinds(1);
  });
  afterAll(() => kinds.close());

  test('is as it was', async () => {
    const parts: string[] = [];
    const add = async (title: string, operation: string, variables?: object) => {
      kinds.server.statements.length = 0;
      const data = await kinds.server.run<Record<string, { edges?: { cursor: string }[] }>>(
        operation,
        variables,
      );
      const statements = kinds.server.statements.map((text) => formatted(columnsFolded(text)));
      parts.push(`-- ${title}: ${statements.length}\n${statements.join('\n')}\n`);
      return data.items?.edges?.[0]?.cursor;
    };
    kinds.server.statements.length = 0;
    await kinds.server.run(`{ item(id: "${encodeGlobalId('Item', 1)}") { id } }`);
    parts.push(`-- one by ID\n${kinds.server.statements.map(formatted).join('\n')}\n`);
    for (const [name, { operators, operands }] of Object.entries(columns)) {
      const operator = operators.at(-1) ?? '';
      const operand = operator === 'notIn' ? operands.slice(0, 1) : operands[0];
      await add(
        `filter ${name} by ${operator}`,
        'query($where: ItemFilter) { items(where: $where) { totalCount } }',
        { where: { [name]: { [operator]: operand } } },
      );
      const order = `orderBy: { field: ${orderField(name)} }`;
      const cursor = await add(
        `order by ${name}`,
        `{ items(first: 2, ${order}) { edges { cursor } } }`,
      );
      await add(
        `order by ${name}, after a row`,
        `{ items(first: 2, ${order}, after: "${cursor}") { nodes { id } } }`,
      );
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/kinds.sql');
  });
});

describe('the SQL of bulk mutations', () => {
  let learning: TestServer;
  beforeAll(async () => {
    learning = await startTestServer('learning');
  });
  afterAll(() => learning.close());

  test('is that of the golden file', async () => {
    const made = await learning.run<Record<string, { row: { id: string } }>>(`mutation {
      a: createCourse(input: { slug: "a", title: "A" }) { row: course { id } }
      b: createCourse(input: { slug: "b", title: "B" }) { row: course { id } }
      tag: createTag(input: { name: "tag" }) { row: tag { id } }
      user: createUser(input: { name: "user", email: "user@example.org" }) { row: user { id } }
    }`);
    const { a, b, tag, user } = Object.fromEntries(
      Object.entries(made).map(([name, { row }]) => [name, JSON.stringify(row.id)]),
    );
    const update = (input: string) => `updateCourse(input: { id: ${a}, ${input} })`;
    const pair = `{ courseId: ${a}, userId: ${user} }`;
    const mutations: Record<string, string> = {
      'update, add at two ends': update(
        `title: "new", tags: { add: [${tag}] }, users: { add: [${user}], remove: [] }`,
      ),
      'update, remove at one end and set at another': update(
        `tags: { remove: [${tag}] }, users: { set: [${user}], link: { role: TEACHER } }`,
      ),
      'update, both ends of a relation': update(
        `prerequisites: { add: [${b}] }, requiredBy: { add: [${a}] }`,
      ),
      'link pairs': `linkCoursesTags(input: { links: [{ courseId: ${a}, tagId: ${tag} }, { courseId: ${b}, tagId: ${tag} }] })`,
      'link pairs with columns': `linkCoursesUsers(input: { links: [{ courseId: ${b}, userId: ${user}, role: TEACHER }, { courseId: ${a}, userId: ${user} }] })`,
      'unlink pairs': `unlinkCoursesUsers(input: { links: [${pair}] })`,
    };
    const parts: string[] = [];
    for (const [kind, mutation] of Object.entries(mutations)) {
      learning.statements.length = 0;
      await learning.run(`mutation { ${mutation} { __typename } }`);
      const { statements } = learning;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(formatted).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot('golden-sql/bulk.sql');
  });
});

/** A statement without the names of all columns, of which there are many. */
const columnsFolded = (statement: string) =>
  statement
    .replace(/"_page"\."id", .*? FROM \(SELECT/, '… FROM (SELECT')
    .replace(/"node"\."id", "node"\."text".*? FROM /g, '… FROM ');

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
