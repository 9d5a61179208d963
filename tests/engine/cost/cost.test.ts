import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBulkData } from '../../../bench/bulk-data.js';
import type { End } from '../../../src/engine/model/tables.js';
import { encodeCursor } from '../../../src/engine/paging/cursor.js';
import { positionOf } from '../../../src/engine/paging/page.js';
import { PageLoader } from '../../../src/engine/paging/page-loader.js';
import { type PagingArguments, readWindow } from '../../../src/engine/paging/window.js';
import { readOrder, readTargetOrder } from '../../../src/engine/sql/order.js';
import { pageQuery } from '../../../src/engine/sql/page-query.js';
import { type Need, type PageValues, shapeOf } from '../../../src/engine/sql/page-shape.js';
import { run, StatementTemplate } from '../../../src/engine/sql/statement.js';
import { targetsOf } from '../../../src/engine/sql/targets.js';
import { connect, type Database } from '../../../src/postgres/connect.js';
import { articlesOfPublication, publicationsOfArticle } from '../../schemas/press/schema.js';
import { id } from '../../support/ends.js';
import { startTestServer, type TestServer } from '../../support/server.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}
interface List {
  readonly nodes: readonly { readonly id: string; readonly text: string }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string;
    readonly startCursor: string;
  };
}

const publicationType = {
  type: 'Publication',
  one: 'publication',
  many: 'publications',
  text: 'title',
  maximum: 30,
};

let server: TestServer;
let database: Database;
/** The same database with generic plans, which PostgreSQL may use for prepared statements. */
let generic: Database;
/** The publications with the most articles, with a typical number, and without any. */
let [largest, typical, none] = [0, 0, 0];
let largestSize = 0;
/** The publications whose pages are read by scanning the index of articles. */
let large: number[] = [];

beforeAll(async () => {
  server = await startTestServer();
  database = connect({
    url: server.databaseUrl,
  });
  generic = connect({
    url: `${server.databaseUrl}?options=${encodeURIComponent('-c plan_cache_mode=force_generic_plan')}`,
  });
  await addBulkData(database, { articles: 20_000, publications: 400, offers: 5 }, () => {});
  // An article that is first in the order, with more publications than a batched scan reads of one article.
  const [dense] = await run(
    database,
    sql<{ id: number }>`INSERT INTO "Article" (headline) VALUES ('') RETURNING id`,
  );
  await run(
    database,
    sql`INSERT INTO "_ArticleToPublication" ("A", "B") SELECT ${dense?.id}::int, id FROM "Publication" WHERE id % 2 = 0`,
  );
  const sizes = await run(
    database,
    sql<{ id: number; size: number }>`
      SELECT "B" AS id, count(*)::int AS size FROM "_ArticleToPublication" GROUP BY 1 ORDER BY 2 DESC`,
  );
  [largest, largestSize] = [sizes[0]?.id ?? 0, sizes[0]?.size ?? 0];
  typical = sizes[200]?.id ?? 0;
  large = sizes.filter(({ size }) => size > 1_000).map(({ id }) => id);
  const [empty] = await run(
    database,
    sql<{ id: number }>`INSERT INTO "Publication" (title) VALUES ('empty') RETURNING id`,
  );
  none = empty?.id ?? 0;
}, 60_000);
afterAll(async () => {
  await database.close();
  await generic.close();
  await server.close();
});

/** The number of rows that PostgreSQL reads for a page, and whether by a sequential scan: the worse of both plans. */
async function visited(
  end: End,
  parents: readonly number[],
  paging: object,
  needs: readonly Need[] = [],
  orderBy?: { field: string; direction: 'ASC' | 'DESC' },
) {
  const order = readTargetOrder(end, orderBy);
  const { size, backward, after, before } = readWindow(paging, order);
  const statement = pageQuery(targetsOf(end, [], order), order, {
    size,
    backward,
    after: shapeOf(after),
    before: shapeOf(before),
    needs: new Set(needs),
    parents: parents.length === 1 ? 'one' : 'many',
  });
  const explained = new StatementTemplate<PageValues, { 'QUERY PLAN': [{ Plan: Plan }] }>(
    () => sql`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
    { prepare: true },
  );
  const explain = async (executor: Database) =>
    cost(await explained.run(executor, { parents, after, before }));
  const costs = [await explain(database), await explain(generic)];
  return {
    touched: Math.max(...costs.map(({ touched }) => touched)),
    sequential: costs.some(({ sequential }) => sequential),
  };
}

function cost(rows: readonly { 'QUERY PLAN': readonly { Plan: Plan }[] }[]) {
  const nodes: Plan[] = [];
  const collect = (plan: Plan) => {
    nodes.push(plan);
    plan.Plans?.forEach(collect);
  };
  for (const { 'QUERY PLAN': plans } of rows) for (const { Plan } of plans) collect(Plan);
  // Rows of tables alone: rows of a CTE or an array are read again without cost.
  const scans = nodes.filter(
    (node) => /^(Index|Seq|Bitmap).* Scan$/.test(node['Node Type']) && node['Actual Loops'] > 0,
  );
  const touched = scans.reduce(
    (sum, node) =>
      sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    0,
  );
  return { touched, sequential: scans.some((node) => node['Node Type'] === 'Seq Scan') };
}

async function list(paging: string, publicationId: number): Promise<List> {
  const { row } = await server.run<{ row: { list: List } }>(
    `query($id: ID!) { row: publication(id: $id) { list: articles(${paging}) {
      totalCount nodes { id text: headline } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`,
    { id: id(publicationType, publicationId) },
  );
  return row.list;
}

describe('the pages of several large relations', () => {
  test('are more than five in the data', () => {
    expect(large.length).toBeGreaterThan(5);
  });

  test('are read without reading the whole relations or the table', async () => {
    for (const paging of [{ first: 10 }, { last: 10 }]) {
      const { touched, sequential } = await visited(articlesOfPublication, large, paging);
      // A thousand links of one parent, to see that it is large; and 550 articles with their publications.
      expect(touched).toBeLessThan(6_000);
      expect(sequential).toBe(false);
    }
  });

  test.each(['ASC', 'DESC'] as const)(
    'are the same as those of each relation alone, %s',
    async (direction) => {
      const order = readOrder(articlesOfPublication.target, { field: 'headline', direction });
      const source = targetsOf(articlesOfPublication, [], order);
      const parents = [none, ...large, typical];
      const pages = async (parents: readonly number[], paging: PagingArguments) => {
        const loader = new PageLoader(database, source, order, readWindow(paging, order));
        return Promise.all(
          parents.map(async (parent) => {
            const [page, hasPreviousPage, hasNextPage] = await Promise.all([
              loader.page(parent),
              loader.flag(parent, 'hasPreviousPage'),
              loader.flag(parent, 'hasNextPage'),
            ]);
            return {
              cursors: page.edges.map((edge) => encodeCursor(order, positionOf(edge))),
              hasPreviousPage,
              hasNextPage,
            };
          }),
        );
      };
      const [start] = await pages([largest], { first: 100 });
      const at = (place: number) => start?.cursors[place] ?? '';
      const windows = [
        { first: 10 },
        { last: 10 },
        { first: 1 },
        { first: 100 },
        { first: 0 },
        { first: 5, after: at(0) },
        { first: 30, after: at(99) },
        { last: 30, before: at(99) },
        { first: 50, after: at(9), before: at(40) },
        { last: 3, after: at(9), before: at(90) },
      ];
      for (const paging of windows) {
        const alone = [];
        for (const parent of parents) alone.push(...(await pages([parent], paging)));
        expect(await pages(parents, paging)).toEqual(alone);
      }
    },
  );
});

describe('a page of a large relation', () => {
  test('is in the data', () => {
    expect(largestSize).toBeGreaterThan(5_000);
  });

  test.each([
    ['of the largest', () => [largest], 1_500],
    ['of a typical one', () => [typical], 1_000],
    ['of one without any', () => [none], 10],
    ['of all three', () => [largest, typical, none], 5_500],
  ] as const)(
    '%s is read without reading the whole relation or the table',
    async (_, parents, bound) => {
      for (const paging of [{ first: 10 }, { last: 10 }]) {
        const { touched, sequential } = await visited(articlesOfPublication, parents(), paging);
        expect(touched).toBeLessThan(bound);
        expect(sequential).toBe(false);
      }
    },
  );

  test('has one additional row, and ordered by key no other limits', () => {
    const limits = (orderBy?: { field: string; direction: 'ASC' }) => {
      const order = readOrder(articlesOfPublication.target, orderBy);
      const source = targetsOf(articlesOfPublication, [], order);
      const window = { size: 10, backward: false, after: undefined, before: undefined };
      const shape = { ...window, needs: new Set<Need>(), parents: 'one' } as const;
      const template = new StatementTemplate<PageValues, unknown>(
        () => pageQuery(source, order, shape),
        { prepare: true },
      );
      const { text } = template.bind({ parents: [1], after: undefined, before: undefined });
      return [...text.matchAll(/(?:LIMIT|OFFSET) ([1-9]\d*)/g)].map(([, rows]) => Number(rows));
    };
    expect(limits()).toEqual([1_000, 11, 11]);
    expect(limits({ field: 'id', direction: 'ASC' })).toEqual([11]);
  });

  test('ordered by key needs few rows', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const { touched } = await visited(articlesOfPublication, [largest, none], { first: 10 }, [], {
        field: 'id',
        direction,
      });
      expect(touched).toBeLessThan(50);
    }
  });

  test('ordered by key needs few rows at a late position too', async () => {
    const by = 'orderBy: { field: ID }';
    let page = await list(`first: 100, ${by}`, largest);
    for (let at = 0; at < 30; at++)
      page = await list(`first: 100, ${by}, after: "${page.pageInfo.endCursor}"`, largest);
    const { touched } = await visited(
      articlesOfPublication,
      [largest],
      { first: 10, after: page.pageInfo.endCursor },
      ['hasPreviousPage', 'hasNextPage'],
      { field: 'id', direction: 'ASC' },
    );
    expect(touched).toBeLessThan(50);
  });

  test('from its other end needs few rows', async () => {
    const rows = await run(
      database,
      sql<{ A: number }>`SELECT DISTINCT "A" FROM "_ArticleToPublication" WHERE "A" <= 20`,
    );
    const { touched } = await visited(
      publicationsOfArticle,
      rows.map(({ A }) => A),
      { first: 5 },
    );
    expect(touched).toBeLessThan(rows.length * 40);
  });

  test('at a late position, with both flags, costs the same as the first page', async () => {
    const pageAt = async (cursor: string) =>
      visited(articlesOfPublication, [largest], { first: 10, after: cursor }, [
        'hasPreviousPage',
        'hasNextPage',
      ]);
    const first = await list('first: 10', largest);
    let deep = first;
    for (let page = 0; page < 30; page++)
      deep = await list(`first: 100, after: "${deep.pageInfo.endCursor}"`, largest);
    const [early, late] = [
      await pageAt(first.pageInfo.endCursor),
      await pageAt(deep.pageInfo.endCursor),
    ];
    expect(late.touched).toBeLessThan(1_500);
    expect(Math.abs(late.touched - early.touched)).toBeLessThan(200);
    expect([early.sequential, late.sequential]).toEqual([false, false]);
  });

  test('leads through the same list in both directions, each row once, in order', async () => {
    const walk = async (
      size: string,
      cursor: string,
      more: 'hasNextPage' | 'hasPreviousPage',
      place: 'endCursor' | 'startCursor',
    ) => {
      const pages: (readonly { id: string; text: string }[])[] = [];
      for (let at = ''; ; ) {
        const page = await list(`${size}: 100${at && `, ${cursor}: "${at}"`}`, largest);
        expect(page.totalCount).toBe(largestSize);
        expect(page.pageInfo[more === 'hasNextPage' ? 'hasPreviousPage' : 'hasNextPage']).toBe(
          pages.length > 0,
        );
        pages.push(page.nodes);
        if (!page.pageInfo[more]) return pages;
        at = page.pageInfo[place];
      }
    };
    const forward = (await walk('first', 'after', 'hasNextPage', 'endCursor')).flat();
    const backward = (await walk('last', 'before', 'hasPreviousPage', 'startCursor'))
      .toReversed()
      .flat();
    expect(forward).toHaveLength(largestSize);
    expect(new Set(forward.map((node) => node.id)).size).toBe(largestSize);
    expect(forward).toEqual(
      forward.toSorted((a, b) => Buffer.from(a.text).compare(Buffer.from(b.text))),
    );
    expect(backward).toEqual(forward);
  });

  test('has the same filters as a small relation', async () => {
    const rows = await run(
      database,
      sql<{ headline: string }>`
      SELECT headline FROM "Article" JOIN "_ArticleToPublication" ON "A" = id
      WHERE "B" = ${largest} AND headline LIKE 'a%' AND NOT EXISTS (SELECT FROM "_ArticleToPublication" AS l WHERE l."A" = id AND l."B" = ${typical})
      ORDER BY headline`,
    );
    const where = `{ headline: { startsWith: "a" }, publications: { none: { id: { equals: "${id(publicationType, typical)}" } } } }`;
    const page = await list(`first: 100, where: ${where}`, largest);
    expect(page.totalCount).toBe(rows.length);
    expect(page.nodes.map(({ text }) => text)).toEqual(
      rows.slice(0, 100).map(({ headline }) => headline),
    );
  });
});

describe('a filter across two relations and back', () => {
  const across = (filter: string) =>
    `{ publications: { some: { articles: { some: ${filter} } } } }`;
  test.each([
    ['nothing', '{ headline: { contains: "no such headline" } }', 0],
    ['nothing, case-insensitively', '{ headline: { contains: "no such", mode: INSENSITIVE } }', 0],
    [
      'nothing, with two conditions',
      '{ AND: [{ headline: { endsWith: "no" } }, { headline: { gt: "" } }] }',
      0,
    ],
    ['one', '{ headline: { equals: "" } }', undefined],
  ])('that matches %s reads each relation once', async (_, filter, expected) => {
    const began = performance.now();
    const { list } = await server.run<{ list: { totalCount: number; nodes: object[] } }>(
      `{ list: articles(where: ${across(filter)}) { totalCount nodes { id } } }`,
    );
    if (expected === undefined) expect(list.totalCount).toBeGreaterThan(1_000);
    else expect(list).toEqual({ totalCount: expected, nodes: [] });
    // A nested loop over the articles of the publications of each article took minutes.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
