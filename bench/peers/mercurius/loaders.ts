import { connection, type ListOf, type PageArguments, positionOf } from './connection.js';
import { childRows, countChildren, countRows, type Table } from './statements.js';

interface PageQuery {
  readonly obj: { readonly key: number };
  readonly params: PageArguments;
}

interface CountQuery {
  readonly obj: { readonly list: ListOf };
}

// The cache of Mercurius serializes objects as its keys, which costs more here than it saves: nothing is loaded twice.
const opts = { cache: false };

/** One statement for the pages of all parents with the same arguments. */
function pagesOf(table: Table) {
  return {
    opts,
    loader: async (queries: readonly PageQuery[]) => {
      const groups = Map.groupBy(queries, ({ params }) => `${params.first} ${params.after}`);
      const pages = new Map<PageQuery, unknown>();
      for (const group of groups.values()) {
        const params = group[0]?.params ?? { first: 0 };
        const parents = [...new Set(group.map(({ obj }) => obj.key))];
        const rows = await childRows(table, parents, positionOf(params.after), params.first + 1);
        const children = Map.groupBy(rows, ({ parent }) => parent);
        for (const query of group) {
          const parent = query.obj.key;
          pages.set(query, connection(table, children.get(parent) ?? [], params, { parent }));
        }
      }
      return queries.map((query) => pages.get(query));
    },
  };
}

/** One statement for the counts of all parents, and one for each root list. */
function countsOf(table: Table) {
  return {
    opts,
    loader: async (queries: readonly CountQuery[]) => {
      const parents = queries
        .map(({ obj }) => obj.list.parent)
        .filter((parent) => parent !== undefined);
      const counts =
        parents.length > 0 ? await countChildren(table, parents) : new Map<number, number>();
      return Promise.all(
        queries.map(({ obj: { list } }) =>
          list.parent === undefined
            ? countRows(table, list.publicationTitle)
            : (counts.get(list.parent) ?? 0),
        ),
      );
    },
  };
}

/** The fields that are loaded for all objects of a level at once. */
export const loaders = {
  Article: { publications: pagesOf('Publication') },
  Publication: { articles: pagesOf('Article') },
  ArticleConnection: { totalCount: countsOf('Article') },
  PublicationConnection: { totalCount: countsOf('Publication') },
};
