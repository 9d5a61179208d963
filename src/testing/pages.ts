import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { dataOf, type TestedApi } from './api.js';
import { type ListField, listsOf, rootLists } from './lists.js';
import { readRows } from './rows.js';
import { type RunOptions, runParameters } from './run-options.js';

/** A list of the query type, or of a row. */
interface PagedList {
  readonly field: ListField;
  readonly owner?: { readonly type: string; readonly id: string };
}

interface Page {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
}

/**
 * Checks that pages of any size, forwards and backwards, are the same list in every order: the same edges, `totalCount`, and
 * whether there are more; and that a descending order is the reverse of the ascending one.
 */
export async function checkPages(api: TestedApi, options: RunOptions = {}): Promise<void> {
  await api.seed();
  const rows = await readRows(api);
  const lists = rootLists(api.schema).flatMap((field): PagedList[] => [
    { field },
    ...listsOf(field.node).flatMap((field_) =>
      (rows.get(field.node.name) ?? []).map(({ id }) => ({
        field: field_,
        owner: { type: field.node.name, id },
      })),
    ),
  ]);
  const walks = fc.record({
    list: fc.constantFrom(...lists),
    // Taken modulo the number of orders of the list, and one for the default.
    order: fc.nat(1_000),
    size: fc.integer({ min: 1, max: 7 }),
    backwards: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(walks, async ({ list, order, size, backwards }) => {
      const { orders } = list.field;
      const orderBy = [undefined, ...orders][order % (orders.length + 1)];
      const whole = await readPage(api, list, orderBy, 'first: 100');
      const ids = whole.edges.map(({ node }) => node.id);
      deepStrictEqual(await walk(api, list, orderBy, size, backwards), whole.edges);
      const opposite = orderBy?.replace(/ASC|DESC/, (way) => (way === 'ASC' ? 'DESC' : 'ASC'));
      if (opposite === undefined) return;
      const reversed = await readPage(api, list, opposite, 'first: 100');
      deepStrictEqual(reversed.edges.map(({ node }) => node.id).reverse(), ids);
    }),
    runParameters(options),
  );
}

/** Reads a list page by page, and returns its edges. */
async function walk(
  api: TestedApi,
  list: PagedList,
  orderBy: string | undefined,
  size: number,
  backwards: boolean,
): Promise<Page['edges']> {
  const edges: Page['edges'][number][] = [];
  let cursor: string | null = null;
  do {
    const [count, from] = backwards ? ['last', 'before'] : ['first', 'after'];
    const position: string = cursor === null ? '' : `, ${from}: ${JSON.stringify(cursor)}`;
    const page: Page = await readPage(api, list, orderBy, `${count}: ${size}${position}`);
    if (backwards) edges.unshift(...page.edges);
    else edges.push(...page.edges);
    const { pageInfo, totalCount } = page;
    const more = edges.length < totalCount;
    // Of a page in the direction of the walk: whether there are rows beyond it, and whether there are rows before it.
    const [beyond, behind, next] = backwards
      ? [pageInfo.hasPreviousPage, pageInfo.hasNextPage, pageInfo.startCursor]
      : [pageInfo.hasNextPage, pageInfo.hasPreviousPage, pageInfo.endCursor];
    deepStrictEqual({ beyond, behind }, { beyond: more, behind: cursor !== null });
    cursor = more ? next : null;
  } while (cursor !== null);
  return edges;
}

async function readPage(
  api: TestedApi,
  { field, owner }: PagedList,
  orderBy: string | undefined,
  position: string,
): Promise<Page> {
  const order = orderBy === undefined ? '' : `, orderBy: ${orderBy}`;
  const list = `list: ${field.name}(${position}${order}) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id } }
  }`;
  if (!owner) return (await dataOf<{ list: Page }>(api, `{ ${list} }`)).list;
  const query = `query($id: ID!) { node(id: $id) { ... on ${owner.type} { ${list} } } }`;
  return (await dataOf<{ node: { list: Page } }>(api, query, { id: owner.id })).node.list;
}
