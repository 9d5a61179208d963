import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EndClient, ends } from '../../support/ends.js';

interface List {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** How long each test writes and reads, in milliseconds. */
const duration = 700;

describe.each(ends)('a page, its flags and its count are read in one snapshot: %s', (_, end) => {
  let client: EndClient;
  let owners: string[];
  let targets: string[];
  beforeAll(async () => {
    client = await EndClient.start(end);
    owners = await client.create(
      end.owner,
      Array.from({ length: 3 }, (_, n) => `owner ${n}`),
    );
    targets = await client.create(
      end.target,
      Array.from({ length: 8 }, (_, n) => `target ${n}`),
    );
  });
  afterAll(() => client.close());

  const list = (args: string) => `(${args}) { totalCount nodes { id } pageInfo { hasNextPage } }`;
  const filter = `where: { OR: [{ ${end.target.text}: { startsWith: "target" } }, { ${end.target.text}: { equals: "other" } }] }`;

  /** Reads until the writer is done, and returns the lists that `differs` selects, and the number of distinct counts. */
  const readWhile = async (
    writing: Promise<unknown>,
    read: () => Promise<readonly List[]>,
    differs: (list: List) => boolean,
  ) => {
    let done = false;
    const end = writing.finally(() => {
      done = true;
    });
    const counts = new Set<number>();
    const different: List[] = [];
    const reader = async () => {
      while (!done) {
        for (const each of await read()) {
          counts.add(each.totalCount);
          if (differs(each)) different.push(each);
        }
      }
    };
    await Promise.all([end, reader(), reader(), reader()]);
    return { different, counts: counts.size };
  };

  const until = (time: number) => () => Date.now() < time;
  const isIncomplete = ({ totalCount, nodes }: List) => totalCount !== nodes.length;

  const links = async () => {
    const writes = until(Date.now() + duration);
    while (writes()) {
      for (const owner of owners) await client.change('set', owner, targets);
      for (const owner of owners) await client.change('clear', owner);
    }
  };
  const rows = async () => {
    const database = new pg.Client({ connectionString: client.server.databaseUrl });
    await database.connect();
    const table = `"${end.target.type}"`;
    const writes = until(Date.now() + duration);
    while (writes()) {
      await database.query(
        `INSERT INTO ${table} (${end.target.text}) SELECT 'other' FROM generate_series(1, 5)`,
      );
      await database.query(`DELETE FROM ${table} WHERE ${end.target.text} = 'other'`);
    }
    await database.end();
  };

  test.each([
    ['without a filter', 'first: 100'],
    ['with a filter', `first: 100, ${filter}`],
    ['by key, backward', 'last: 100, orderBy: { field: ID }'],
  ])('lists of several rows, %s', async (_, args) => {
    const read = async () => {
      const data = await client.server.run<{
        list: { nodes: { of: List }[] };
      }>(`{ list: ${end.owner.many} { nodes { of: ${end.field}${list(args)} } } }`);
      return data.list.nodes.map(({ of }) => of);
    };
    const { different, counts } = await readWhile(links(), read, isIncomplete);
    expect(different).toEqual([]);
    expect(counts).toBeGreaterThan(1);
  });

  test('a list with more than one page', async () => {
    const read = async () => {
      const data = await client.server.run<{ one: { of: List } }>(
        `{ one: ${end.owner.one}(id: "${owners[0]}") { of: ${end.field}${list('first: 5')} } }`,
      );
      return [data.one.of];
    };
    const { different, counts } = await readWhile(
      links(),
      read,
      ({ totalCount, nodes, pageInfo }) =>
        nodes.length !== Math.min(totalCount, 5) || pageInfo.hasNextPage !== totalCount > 5,
    );
    expect(different).toEqual([]);
    expect(counts).toBeGreaterThan(1);
  });

  test.each([
    ['without a filter', 'first: 100'],
    ['with a filter', `first: 100, ${filter}`],
  ])('the list of all rows, %s', async (_, args) => {
    const read = async () => {
      const data = await client.server.run<{ all: List }>(
        `{ all: ${end.target.many}${list(args)} }`,
      );
      return [data.all];
    };
    const { different, counts } = await readWhile(rows(), read, isIncomplete);
    expect(different).toEqual([]);
    expect(counts).toBeGreaterThan(1);
  });
});
