import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EndClient, ends, id } from '../../support/ends.js';

describe.each(ends.filter((_, index) => index % 2 === 0))(
  'look-ups by ID, with the rows of %s',
  (_, end) => {
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

    test('node and nodes return rows of any type, and null for an ID without a row', async () => {
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

    test('a malformed ID is null in nodes and an error in node', async () => {
      const encoded = (text: string) => Buffer.from(text).toString('base64');
      const { type } = end.owner;
      const malformed = [
        ...['', '?', '3', `${type}:1`, owner.toLowerCase(), ` ${owner}`, `${owner}=`],
        owner.replace(/=*$/, owner.endsWith('=') ? '' : '='),
        ...[
          '',
          '0',
          '01',
          '-1',
          '+1',
          '1.0',
          '1e3',
          ' 1',
          '2147483648',
          '99999999999999999999',
        ].map((key) => encoded(`${type}:${key}`)),
        ...['Nothing:1', 'Node:1', 'constructor:1', '__proto__:1', 'Query:1'].map(encoded),
      ];
      const { list } = await client.server.run<{ list: object[] }>(
        'query($ids: [ID!]!) { list: nodes(ids: $ids) { id } }',
        { ids: [owner, ...malformed, target] },
      );
      expect(list).toEqual([{ id: owner }, ...malformed.map(() => null), { id: target }]);
      for (const text of malformed) {
        const { data, errors } = await client.server.send(
          'query($id: ID!) { node(id: $id) { id } }',
          { id: text },
        );
        expect([data, errors?.map(({ extensions }) => extensions)]).toEqual([
          { node: null },
          [{ code: 'BAD_USER_INPUT', argument: 'id', ids: [text] }],
        ]);
      }
    });

    test('a row from node has its connections', async () => {
      await client.change('add', owner, [target]);
      const { node } = await client.server.run<{ node: object }>(
        `query($id: ID!) { node(id: $id) { ... on ${end.owner.type} { list: ${end.field} { totalCount nodes { id } } } } }`,
        { id: owner },
      );
      expect(node).toEqual({ list: { totalCount: 1, nodes: [{ id: target }] } });
    });

    test('an invalid ID, an ID of another type, and more than 10,000 IDs are errors', async () => {
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
      const many = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
      expect(await extensions(many, { ids: Array.from({ length: 10_001 }, () => owner) })).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'ids',
      });
    });
  },
);
