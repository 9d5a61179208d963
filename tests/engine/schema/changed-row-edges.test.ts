import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends } from '../../support/ends.js';

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}

describe.each(ends)('the payloads of %s', (_, end) => {
  let client: EndClient;
  beforeAll(async () => {
    client = await EndClient.start(end);
  });
  afterAll(() => client.server.close());

  test.each(['add', 'set', 'update'])(
    'of %s… have the edge of the changed row, as the lists at the other end have it',
    async (verb) => {
      const { owner, target, field, singular, backField } = end;
      const [[ownerId = ''], [targetId = '']] = await Promise.all([
        client.create(owner, ['b']),
        client.create(target, ['t']),
      ]);
      const mutation =
        verb === 'update' ? `update${owner.type}` : `${verb}${owner.type}${capitalized(field)}`;
      const ids = { [`${singular}Ids`]: [targetId] };
      const input =
        verb === 'update'
          ? { id: ownerId, [owner.text]: 'c', [field]: { set: [targetId] } }
          : { [`${owner.one}Id`]: ownerId, ...ids };
      const { payload } = await client.server.run<{ payload: { edge: Edge } }>(
        `mutation ($input: ${capitalized(mutation)}Input!) {
          payload: ${mutation}(input: $input) { edge: ${owner.one}Edge { cursor node { id } } }
        }`,
        { input },
      );
      const { row } = await client.server.run<{ row: { list: { edges: Edge[] } } }>(
        `query ($id: ID!) { row: ${target.one}(id: $id) { list: ${backField} { edges { cursor node { id } } } } }`,
        { id: targetId },
      );
      expect(row.list.edges).toEqual([payload.edge]);
      expect(payload.edge.node.id).toBe(ownerId);
    },
  );
});
