import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EndClient, ends, id } from '../../support/ends.js';

describe.each(ends.filter((_, index) => index % 2 === 0))('by ID, the rows of %s', (_, end) => {
  let client: EndClient;
  let owner: string;
  let target: string;
  beforeAll(async () => {
    client = await EndClient.start(end);
    [owner = ''] = await client.create(end.owner, ['an owner']);
    [target = ''] = await client.create(end.target, ['a target']);
  });
  afterAll(() => client.close());

  const gone = id(end.owner, 999);

  test('node finds any type, and null where there is no row', async () => {
    const { list } = await client.server.run<{ list: object[] }>(
      `query($ids: [ID!]!) { list: nodes(ids: $ids) { __typename id ... on ${end.owner.type} { ${end.owner.text} } } }`,
      { ids: [target, gone, owner, target] },
    );
    const found = { __typename: end.target.type, id: target };
    expect(list).toEqual([
      found,
      null,
      { __typename: end.owner.type, id: owner, [end.owner.text]: 'an owner' },
      found,
    ]);
    expect(
      await client.server.run(`query($id: ID!) { node(id: $id) { id } }`, { id: owner }),
    ).toEqual({ node: { id: owner } });
    expect(
      await client.server.run(
        `query($id: ID!) { node(id: $id) { id } row: ${end.owner.one}(id: $id) { id } }`,
        { id: gone },
      ),
    ).toEqual({ node: null, row: null });
    expect(await client.server.run('{ nodes(ids: []) { id } }')).toEqual({ nodes: [] });
  });

  test('the connection of a node that was found by ID is the same', async () => {
    await client.change('add', owner, [target]);
    const { node } = await client.server.run<{ node: object }>(
      `query($id: ID!) { node(id: $id) { ... on ${end.owner.type} { list: ${end.field} { totalCount nodes { id } } } } }`,
      { id: owner },
    );
    expect(node).toEqual({ list: { totalCount: 1, nodes: [{ id: target }] } });
  });

  test('what is no ID, or not of the type asked for, is an error', async () => {
    const extensions = async (document: string, variables: object) =>
      (await client.server.send(document, variables)).errors?.[0]?.extensions;
    const one = `query($id: ID!) { ${end.owner.one}(id: $id) { id } }`;
    expect(await extensions(one, { id: target })).toEqual({
      code: 'WRONG_TYPE',
      argument: 'id',
      ids: [target],
    });
    expect(await extensions(one, { id: '3' })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'id',
      ids: ['3'],
    });
    expect(await extensions('query($id: ID!) { node(id: $id) { id } }', { id: 3 })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'id',
      ids: ['3'],
    });
    const many = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect(await extensions(many, { ids: [owner, '?', '!'] })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'ids',
      ids: ['?', '!'],
    });
    expect(await extensions(many, { ids: Array.from({ length: 10_001 }, () => owner) })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'ids',
    });
  });
});
