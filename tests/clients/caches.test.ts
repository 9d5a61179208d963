import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { type CacheClient, type Connection, cacheClients, type ListData } from './cache-clients.js';

/** A type of the sample, with the names in its API. */
const types = {
  Article: { one: 'article', many: 'articles', text: 'headline', lists: 'publications' },
  Publication: { one: 'publication', many: 'publications', text: 'title', lists: 'articles' },
} as const;
type Type = keyof typeof types;
const other = (type: Type): Type => (type === 'Article' ? 'Publication' : 'Article');

/** A list that a client shows: all rows of a type, or those linked to a row of the other type. */
interface View {
  readonly type: Type;
  /** The row whose list it is. */
  readonly id?: string;
  readonly backwards?: boolean;
}

const connection = (type: Type, backwards = false) => `list: ${types[type].many}(${
  backwards ? 'last: $count, before: $cursor' : 'first: $count, after: $cursor'
}) {
  totalCount
  edges { cursor node { id text: ${types[type].text} } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
}`;
const documentOf = ({ type, id, backwards }: View) =>
  id === undefined
    ? `query ($count: Int!, $cursor: String) { ${connection(type, backwards)} }`
    : `query ($id: ID!, $count: Int!, $cursor: String) {
        row: ${types[other(type)].one}(id: $id) { id ${connection(type, backwards)} }
      }`;
const listIn = (data: ListData): Connection => ('row' in data ? data.row.list : data.list);

/** How many rows a page has. */
const count = 2;
const variablesOf = ({ id }: View) => ({ ...(id && { id }), count });

/** Shows pages of a list, the next always after or before the last. */
async function show(client: CacheClient, view: View, pages: number): Promise<void> {
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    await client.load(documentOf(view), { ...variablesOf(view), ...(cursor && { cursor }) });
    const list: Connection | undefined = await read(client, view);
    if (!list) throw new Error('a list that was just read is not in the cache');
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = list.pageInfo;
    if (!(view.backwards ? hasPreviousPage : hasNextPage)) return;
    cursor = view.backwards ? startCursor : endCursor;
  }
}

async function read(client: CacheClient, view: View): Promise<Connection | undefined> {
  const data = await client.read(documentOf(view), variablesOf(view));
  return data && listIn(data);
}

const edge = (type: Type) => `{ cursor node { id ${types[type].text} } }`;
const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A mutation by its name, with what a cache needs of its payload. */
function mutationOf(name: string, owner: Type, selection: string): string {
  const { one } = types[owner];
  const row = /^(delete|link|unlink|create(Article|Publication)$)/.test(name)
    ? ''
    : `${one} { id }`;
  return `mutation ($input: ${capitalized(name)}Input!) { ${name}(input: $input) { ${row} ${selection} } }`;
}

/** A change of one type's rows or of its links, by the indexes of rows. */
interface Step {
  readonly verb:
    | 'add'
    | 'link'
    | 'unlink'
    | 'remove'
    | 'set'
    | 'clear'
    | 'createTarget'
    | 'create'
    | 'update'
    | 'delete';
  readonly owner: Type;
  readonly row: number;
  readonly others: readonly number[];
  readonly text: string;
}

const steps = (verbs: readonly Step['verb'][]): fc.Arbitrary<Step> =>
  fc.record({
    verb: fc.constantFrom(...verbs),
    owner: fc.constantFrom<Type>('Article', 'Publication'),
    row: fc.nat(9),
    others: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
    text: fc.constantFrom('a', 'c', 'e', 'é', '😀', '￿', 'z'),
  });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('product');
});
afterAll(() => server.close());

/** The IDs of the rows of each type that exist now. */
let ids: Record<Type, string[]>;
async function readIds(): Promise<void> {
  const all = 'first: 100, orderBy: { field: ID }';
  const data = await server.run<Record<Type, { nodes: { id: string }[] }>>(
    `{ Article: articles(${all}) { nodes { id } } Publication: publications(${all}) { nodes { id } } }`,
  );
  ids = {
    Article: data.Article.nodes.map(({ id }) => id),
    Publication: data.Publication.nodes.map(({ id }) => id),
  };
}
const seed = async () => {
  await query(
    server.databaseUrl,
    `TRUNCATE "Article", "Publication", "_ArticleToPublication" RESTART IDENTITY;
     INSERT INTO "Article" (headline) SELECT chr(97 + (n * 3) % 8) FROM generate_series(1, 7) n;
     INSERT INTO "Publication" (title) SELECT chr(97 + (n * 5) % 9) FROM generate_series(1, 6) n;
     INSERT INTO "_ArticleToPublication" SELECT a, p FROM generate_series(1, 7) a, generate_series(1, 6) p WHERE (a + p) % 3 > 0`,
  );
  await readIds();
};
beforeEach(seed);

/** Makes a step with a client. */
async function make(client: CacheClient, { verb, owner, row, others, text }: Step): Promise<void> {
  const target = other(owner);
  const [own, there] = [types[owner], types[target]];
  const at = (type: Type, index: number) => ids[type][index % ids[type].length] ?? '';
  const id = at(owner, row);
  const targets = [...new Set(others.map((index) => at(target, index)))];
  const singular = capitalized(there.one);
  const added = `${own.one}Edge ${edge(owner)} added${singular}Edges ${edge(target)}`;
  const removed = `removed${singular}Ids`;
  const links = { [`${own.one}Id`]: id, [`${there.one}Ids`]: targets };
  const pairs = targets.map((each) => ({ [`${own.one}Id`]: id, [`${there.one}Id`]: each }));
  const field = capitalized(own.lists);
  const mutations: Record<Step['verb'], [name: string, selection: string, input: object]> = {
    add: [`add${owner}${field}`, added, links],
    remove: [`remove${owner}${field}`, removed, links],
    set: [`set${owner}${field}`, `${added} ${removed}`, links],
    clear: [`clear${owner}${field}`, removed, { [`${own.one}Id`]: id }],
    link: [`link${capitalized(own.many)}${field}`, 'addedCount', { links: pairs }],
    unlink: [`unlink${capitalized(own.many)}${field}`, 'removedCount', { links: pairs }],
    createTarget: [
      `create${owner}${singular}`,
      `${there.one}Edge ${edge(target)}`,
      { [`${own.one}Id`]: id, [there.text]: text },
    ],
    create: [
      `create${owner}`,
      `${own.one}Edge ${edge(owner)}`,
      { [own.text]: text, [`${there.one}Ids`]: targets },
    ],
    update: [
      `update${owner}`,
      `${own.one}Edge ${edge(owner)} ${added} ${removed}`,
      { id, [own.text]: text, [own.lists]: { set: targets } },
    ],
    delete: [`delete${owner}`, `deleted${owner}Id`, { id }],
  };
  const [name, selection, input] = mutations[verb];
  await client.mutate(mutationOf(name, owner, selection), { input });
}

/** Compares a list in the cache with the server's. */
async function compare(client: CacheClient, view: View): Promise<'same' | 'missing'> {
  const shown = await read(client, view);
  if (!shown) return 'missing';
  const data = await server.run<ListData>(documentOf(view), { ...variablesOf(view), count: 100 });
  const list = listIn(data);
  const { length } = shown.edges;
  const expected = view.backwards
    ? list.edges.slice(list.edges.length - length)
    : list.edges.slice(0, length);
  expect(shown.edges.map(({ cursor, node }) => [node.id, node.text, cursor])).toEqual(
    expected.map(({ cursor, node }) => [node.id, node.text, cursor]),
  );
  expect(shown.totalCount).toBe(list.totalCount);
  const { hasNextPage, hasPreviousPage } = shown.pageInfo;
  expect(view.backwards ? hasPreviousPage : hasNextPage).toBe(length < list.edges.length);
  return 'same';
}

/** The lists that the tests show: of all rows, and of two rows of each type. */
const views = (): View[] => [
  { type: 'Article' },
  { type: 'Publication' },
  ...ids.Article.slice(0, 2).map((id): View => ({ type: 'Publication', id })),
  ...ids.Publication.slice(0, 2).map((id): View => ({ type: 'Article', id })),
];

describe.each(Object.entries(cacheClients))('the cache of %s', (_, open) => {
  test.each([false, true])('has lists page by page, backwards: %s', async (backwards) => {
    const client = open(server.url);
    for (const view of views()) {
      for (const pages of [1, 2, 9]) {
        await show(client, { ...view, backwards }, pages);
        expect(await compare(client, { ...view, backwards })).toBe('same');
      }
    }
    client.close();
  });

  test.each([false, true])(
    'has the lists of both ends after any changes, without a request, backwards: %s',
    async (backwards) => {
      // The position of a row that is updated may not be known.
      const verbs = ['add', 'remove', 'set', 'clear', 'createTarget', 'create'] as const;
      const program = fc.array(steps(verbs), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(program, fc.integer({ min: 1, max: 4 }), async (changes, pages) => {
          await seed();
          const client = open(server.url);
          const shown = views().map((view) => ({ ...view, backwards }));
          for (const view of shown) await show(client, view, pages);
          for (const change of changes) {
            await make(client, change);
            await readIds();
            for (const view of shown) expect(await compare(client, view), view.type).toBe('same');
          }
          client.close();
        }),
        { numRuns: 12, endOnFailure: true },
      );
    },
    40_000,
  );

  test('has no wrong list after updates, deletions and changes of many rows', async () => {
    const verbs = ['add', 'remove', 'update', 'delete', 'create', 'link', 'unlink'] as const;
    const counts = { same: 0, missing: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps(verbs), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (changes, pages) => {
          await seed();
          const client = open(server.url);
          let shown = views();
          for (const view of shown) await show(client, view, pages);
          for (const change of changes) {
            await make(client, change);
            await readIds();
            shown = shown.filter(({ id }) => !id || Object.values(ids).flat().includes(id));
            for (const view of shown) counts[await compare(client, view)] += 1;
          }
          client.close();
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
    expect(counts.same).toBeGreaterThan(counts.missing * 2);
  }, 40_000);
});
