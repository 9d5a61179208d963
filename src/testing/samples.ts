import { getNamedType } from 'graphql';
import { dataOf, type TestedApi } from './api.js';
import { leavesOf, rootLists } from './lists.js';
import type { ShownRows } from './rows.js';

/** What random operations use, so that most of them are valid. */
export interface Samples {
  /** The IDs of rows, by type. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** The cursors of edges. */
  readonly cursors: readonly string[];
  /** Values of columns, by scalar. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
}

/** The samples of an API with these rows. */
export async function readSamples(api: TestedApi, rows: ShownRows): Promise<Samples> {
  const lists = rootLists(api.schema);
  const values: Record<string, unknown[]> = {};
  for (const { node } of lists) {
    for (const { name, type } of leavesOf(node)) {
      const scalar = getNamedType(type).name;
      const found = (rows.get(node.name) ?? []).map((row) => row.values[name]);
      values[scalar] = [...(values[scalar] ?? []), ...found.flat().filter((each) => each !== null)];
    }
  }
  const cursors = await Promise.all(
    lists.map(async ({ name, orders }) => {
      const [order] = orders.toReversed();
      const ordered = order === undefined ? '' : `, orderBy: ${order}`;
      const page = '{ edges { cursor } }';
      return dataOf<Record<string, { edges: { cursor: string }[] }>>(
        api,
        `{ usual: ${name}(first: 2) ${page} other: ${name}(first: 2${ordered}) ${page} }`,
      );
    }),
  );
  return {
    ids: Object.fromEntries([...rows].map(([type, of]) => [type, of.map(({ id }) => id)])),
    cursors: cursors
      .flatMap((pages) => Object.values(pages))
      .flatMap(({ edges }) => edges.map(({ cursor }) => cursor)),
    values,
  };
}
