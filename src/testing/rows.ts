import type { GraphQLObjectType } from 'graphql';
import { dataOf, type TestedApi } from './api.js';
import { type ListField, leavesOf, listsOf, referencesOf, rootLists } from './lists.js';

/** A row of a list, with the columns of its link if the list has them. */
export interface ShownEdge {
  readonly id: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** A list as the API shows it. */
export interface ShownList {
  readonly totalCount: number;
  readonly edges: readonly ShownEdge[];
}

/** A row as the API shows it. */
export interface ShownRow {
  readonly id: string;
  /** Its columns, and other fields that have a value. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The IDs of the rows that it refers to; null for none. */
  readonly references: Readonly<Record<string, string | null>>;
  readonly lists: Readonly<Record<string, ShownList>>;
}

/** The rows of each type that has a list in the query type. */
export type ShownRows = ReadonlyMap<string, readonly ShownRow[]>;

/** The most rows of a type. More would need several pages, whose reading takes too long for a test. */
const most = 50;

interface Page<Edge> {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
}
type Node = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Reads all rows, and the lists of each. */
export async function readRows(api: TestedApi): Promise<ShownRows> {
  const lists = rootLists(api.schema);
  const read = await Promise.all(
    lists.map(async (list) => [list.node.name, await rowsOf(api, list)] as const),
  );
  return new Map(read);
}

async function rowsOf(api: TestedApi, root: ListField): Promise<ShownRow[]> {
  const leaves = leavesOf(root.node).map(({ name }) => name);
  const references = referencesOf(root.node);
  const selection = [...leaves, ...references.map((name) => `${name} { id }`)].join(' ');
  const [nodes, lists] = await Promise.all([
    readPage<{ node: Node }>(api, root.name, `node { ${selection} }`),
    Promise.all(
      listsOf(root.node).map(async ({ name, edge }) => {
        const inner = `totalCount edges { ${columnsOf(edge).join(' ')} node { id } }`;
        return [
          name,
          await readPage<{ node: { list: Page<Record<string, unknown> & { node: Node }> } }>(
            api,
            root.name,
            `node { list: ${name}(first: ${most}) { ${inner} } }`,
          ),
        ] as const;
      }),
    ),
  ]);
  return nodes.map(({ node }, index) => ({
    id: node.id,
    values: Object.fromEntries(leaves.map((name) => [name, node[name]])),
    references: Object.fromEntries(
      // The selection has only the ID of each.
      references.map((name) => [name, (node[name] as Node | null)?.id ?? null]),
    ),
    lists: Object.fromEntries(
      lists.map(([name, rows]) => [name, listOf(rows[index]?.node.list, name)]),
    ),
  }));
}

function listOf(
  page: Page<Record<string, unknown> & { node: Node }> | undefined,
  name: string,
): ShownList {
  if (!page) throw new Error(`the rows changed while ${name} was read`);
  checkSize(page.totalCount, name);
  const edges = page.edges.map(({ node, ...columns }) => ({ id: node.id, columns }));
  return { totalCount: page.totalCount, edges };
}

async function readPage<Edge>(
  api: TestedApi,
  list: string,
  selection: string,
): Promise<readonly Edge[]> {
  const query = `{ list: ${list}(first: ${most}) { totalCount edges { ${selection} } } }`;
  const { list: page } = await dataOf<{ list: Page<Edge> }>(api, query);
  checkSize(page.totalCount, list);
  return page.edges;
}

function checkSize(count: number, list: string): void {
  if (count > most) throw new Error(`${list} has ${count} rows; seed at most ${most} of each type`);
}

/** The columns of links, as fields of their edges. */
function columnsOf(edge: GraphQLObjectType): string[] {
  return leavesOf(edge)
    .map(({ name }) => name)
    .filter((name) => name !== 'cursor');
}
