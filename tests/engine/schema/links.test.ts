import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../support/database.js';
import { capitalized, EndClient, ends, id } from '../../support/ends.js';

describe.each(ends)('the mutations of %s', (_, end) => {
  let client: EndClient;
  let owner: string;
  /** In their default order. */
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
  });
  afterAll(() => client.close());
  beforeEach(async () => {
    [owner = ''] = await client.create(end.owner, ['an owner']);
    // Created in another order than they are listed in.
    targets = (await client.create(end.target, ['d', 'c', 'b', 'a'])).toReversed();
  });

  const pick = (...indexes: number[]) => indexes.map((index) => targets[index] ?? '');

  test('add links the targets that are not linked and returns just those, in the default order', async () => {
    expect(await client.change('add', owner, pick(3, 1, 3))).toMatchObject({
      added: pick(1, 3),
      addedCount: 2,
      after: pick(1, 3),
    });
    expect(await client.change('add', owner, pick(3, 0, 1))).toMatchObject({
      added: pick(0),
      addedCount: 1,
      after: pick(0, 1, 3),
    });
    expect(await client.change('add', owner, pick(1, 3))).toMatchObject({
      added: [],
      addedCount: 0,
      after: pick(0, 1, 3),
    });
    expect(await client.change('add', owner, [])).toMatchObject({
      added: [],
      addedCount: 0,
      after: pick(0, 1, 3),
    });
    for (const index of [0, 1, 3])
      expect(await client.owners(targets[index] ?? '')).toEqual([owner]);
    expect(await client.owners(targets[2] ?? '')).toEqual([]);
  });

  test('remove unlinks the linked targets and ignores others, also ones that do not exist', async () => {
    await client.change('add', owner, pick(0, 1, 2));
    const missing = id(end.target, 2_000_000_000);
    expect(await client.change('remove', owner, [...pick(2, 3, 0, 2), missing])).toMatchObject({
      removed: pick(0, 2),
      removedCount: 2,
      after: pick(1),
    });
    expect(await client.change('remove', owner, pick(0))).toMatchObject({
      removed: [],
      removedCount: 0,
      after: pick(1),
    });
    expect(await client.owners(targets[0] ?? '')).toEqual([]);
  });

  test('set leaves exactly its targets and changes only the difference', async () => {
    expect(await client.change('set', owner, pick(2, 0, 2))).toMatchObject({
      added: pick(0, 2),
      removed: [],
      after: pick(0, 2),
    });
    expect(await client.change('set', owner, pick(3, 2, 1))).toEqual({
      added: pick(1, 3),
      addedCount: 2,
      removed: pick(0),
      removedCount: 1,
      after: pick(1, 2, 3),
    });
    expect(await client.change('set', owner, [])).toMatchObject({
      added: [],
      addedCount: 0,
      removed: pick(1, 2, 3),
      removedCount: 3,
      after: [],
    });
  });

  test('set does not rewrite unchanged links', async () => {
    await client.change('set', owner, pick(0, 1));
    const before = await rowVersions(client.server.databaseUrl);
    expect(await client.change('set', owner, pick(0, 1, 2))).toMatchObject({
      addedCount: 1,
      removedCount: 0,
    });
    expect(await rowVersions(client.server.databaseUrl)).toEqual(expect.arrayContaining(before));
  });

  test('clear removes all links and no targets', async () => {
    await client.change('add', owner, pick(0, 3));
    expect(await client.change('clear', owner)).toEqual({
      added: undefined,
      addedCount: undefined,
      removed: pick(0, 3),
      removedCount: 2,
      after: [],
    });
    expect(await client.change('clear', owner)).toMatchObject({ removed: [], removedCount: 0 });
    expect(await client.change('add', owner, targets)).toMatchObject({ addedCount: 4 });
  });

  test('create creates the related row and links it', async () => {
    const name = `create${end.owner.type}${capitalized(end.singular)}`;
    const { payload } = await client.server.run<{
      payload: {
        owner: { id: string; targets: { nodes: object[] } };
        target: { id: string; text: string };
        edge: { cursor: string; node: object };
      };
    }>(
      `mutation($input: ${capitalized(name)}Input!) {
        payload: ${name}(input: $input) {
          owner: ${end.owner.one} { id targets: ${end.field} { nodes { id } } }
          target: ${end.singular} { id text: ${end.target.text} }
          edge: ${end.singular}Edge { cursor node { id } }
        }
      }`,
      { input: { [`${end.owner.one}Id`]: owner, [end.target.text]: 'new' } },
    );
    expect(payload.target.text).toBe('new');
    expect(payload.owner).toEqual({ id: owner, targets: { nodes: [{ id: payload.target.id }] } });
    expect(payload.edge.node).toEqual({ id: payload.target.id });
    expect(await client.owners(payload.target.id)).toEqual([owner]);
    // The edge is that of the connection.
    const { row } = await client.server.run<{ row: { list: { edges: object[] } } }>(
      `query($id: ID!) { row: ${end.owner.one}(id: $id) { list: ${end.field} { edges { cursor node { id } } } } }`,
      { id: owner },
    );
    expect(row.list.edges).toEqual([payload.edge]);
  });

  test('a row can be created with links, and duplicate IDs are ignored', async () => {
    const { type, one, text } = end.owner;
    const { payload } = await client.server.run<{
      payload: { row: { list: { nodes: object[] } } };
    }>(
      `mutation($input: Create${type}Input!) { payload: create${type}(input: $input) { row: ${one} { list: ${end.field} { nodes { id } } } } }`,
      { input: { [text]: 'linked', [`${end.singular}Ids`]: pick(2, 0, 2) } },
    );
    expect(payload.row.list.nodes).toEqual(pick(0, 2).map((id) => ({ id })));
  });

  test('deleting a row of either end deletes its links and nothing else', async () => {
    const [other = ''] = await client.create(end.owner, ['another owner']);
    for (const each of [owner, other]) await client.change('set', each, targets);
    const remove = (type: string, id: string) =>
      client.server.run(
        `mutation($input: Delete${type}Input!) { delete${type}(input: $input) { deleted${type}Id } }`,
        {
          input: { id },
        },
      );
    await remove(end.target.type, targets[0] ?? '');
    expect(await client.targets(owner)).toEqual(pick(1, 2, 3));
    await remove(end.owner.type, owner);
    for (const target of pick(1, 2, 3)) expect(await client.owners(target)).toEqual([other]);
    const { payload } = await client.server.run<{
      payload: { deletedCount: number; ids: string[] };
    }>(
      `mutation($where: ${end.target.type}Filter!) {
        payload: delete${capitalized(end.target.many)}(input: { where: $where }) { deletedCount ids: deleted${end.target.type}Ids }
      }`,
      {
        where: {
          [end.backField]: { some: { id: { equals: other } } },
          [end.target.text]: { in: ['b', 'd'] },
        },
      },
    );
    expect(payload).toEqual({ deletedCount: 2, ids: pick(1, 3) });
    expect(await client.targets(other)).toEqual(pick(2));
  });

  test('the payload of each mutation in one operation shows the state after it', async () => {
    const [name, back] = [
      `add${end.owner.type}${capitalized(end.field)}`,
      `remove${end.target.type}${capitalized(end.backField)}`,
    ];
    const shown = `{ id list: ${end.field} { totalCount nodes { id } } }`;
    const add = (index: number) =>
      `${name}(input: { ${end.owner.one}Id: "${owner}", ${end.singular}Ids: ["${targets[index]}"] }) { row: ${end.owner.one} ${shown} }`;
    const removed = `${back}(input: { ${end.target.one}Id: "${targets[1]}", ${end.backSingular}Ids: ["${owner}"] }) {
      row: ${end.target.one} { id list: ${end.backField} { totalCount nodes ${shown} } }
    }`;
    const rename = `update${end.owner.type}(input: { id: "${owner}", ${end.owner.text}: "renamed" }) { row: ${end.owner.one} { text: ${end.owner.text} } }`;
    const data = await client.server.run<
      Record<
        string,
        { row: { text: string; list: { totalCount: number; nodes: { id: string }[] } } }
      >
    >(
      `mutation { one: ${add(1)} two: ${add(0)} three: ${removed} four: ${add(2)} five: ${rename} }`,
    );
    const state = (alias: string) => [
      data[alias]?.row.list.totalCount,
      data[alias]?.row.list.nodes.map((node) => node.id),
    ];
    expect(state('one')).toEqual([1, pick(1)]);
    expect(state('two')).toEqual([2, pick(0, 1)]);
    expect(state('three')).toEqual([0, []]);
    expect(state('four')).toEqual([2, pick(0, 2)]);
    expect(data.five?.row.text).toBe('renamed');
  });

  test('both ends return the same links', async () => {
    const owners = [owner, ...(await client.create(end.owner, ['o2', 'o3']))];
    for (const [index, each] of owners.entries()) {
      await client.change(
        'set',
        each,
        targets.filter((_, other) => (index + other) % 2 === 0),
      );
      await client.change('remove', each, pick(index));
      await client.links();
    }
  });
});

/** Each row of the join table with the transaction that wrote it. */
async function rowVersions(url: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE '\\_%To%'`,
  );
  const rows = await query(url, `SELECT "A", "B", xmin::text FROM "${tables[0]?.name}"`);
  return rows.map((row) => JSON.stringify(row));
}
