import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EndClient, ends } from './support/ends.js';

/**
 * The SQL of each kind of operation, statement by statement, in `tests/golden-sql`. A change of it is to be seen, and
 * meant: `npx vitest run tests/golden-sql.test.ts -u` writes the files anew.
 */
const articlesEnds = ends.filter(([name]) => /Article|Publication/.test(name));

test('there is one of each end', () => {
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

  test('is as it was', async () => {
    const parts: string[] = [];
    for (const [kind, operation] of Object.entries(operations)) {
      client.server.statements.length = 0;
      await client.server.run(operation());
      const { statements } = client.server;
      parts.push(`-- ${kind}: ${statements.length}\n${statements.map(laidOut).join('\n')}\n`);
    }
    await expect(parts.join('\n')).toMatchFileSnapshot(`golden-sql/${name}.sql`);
  });
});

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A statement with a line for each of its clauses. */
const laidOut = (statement: string) =>
  `${statement.replace(/ (?=(FROM|LEFT JOIN|WHERE|ORDER BY|UNION ALL|INSERT|DELETE|ON CONFLICT)\b)/g, '\n  ')};`;
