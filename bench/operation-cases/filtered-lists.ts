import type { OperationRequest } from './operation-case.js';

/** A filter of a list. */
export type Filter = Readonly<Record<string, unknown>>;

/** A text that no row contains. */
export const rare = (index: number) => `Żółć ${index}`;

/** A place of a filter of articles: within the filter of a list. */
export interface Place {
  readonly name: string;
  readonly type: 'Article' | 'Publication';
  readonly wrap: (filter: Filter) => Filter;
}
/** The places of a filter of articles. */
export const places: readonly Place[] = [
  { name: 'root', type: 'Article', wrap: (filter) => filter },
  { name: 'NOT', type: 'Article', wrap: (filter) => ({ NOT: filter }) },
  ...(['some', 'every', 'none'] as const).map(
    (quantifier): Place => ({
      name: `${quantifier}`,
      type: 'Publication',
      wrap: (filter) => ({ articles: { [quantifier]: filter } }),
    }),
  ),
  {
    name: 'some under OR',
    type: 'Publication',
    wrap: (filter) => ({ OR: [{ title: { equals: '' } }, { articles: { some: filter } }] }),
  },
  {
    name: 'two relations',
    type: 'Article',
    wrap: (filter) => ({ publications: { some: { articles: { some: filter } } } }),
  },
];

/** The root field with the list of a type. */
export const rootFields = { Article: 'articles', Publication: 'publications' } as const;
/** A page and a count of a list with a filter. */
export const page = (type: Place['type'], filter: Filter): OperationRequest => ({
  query: `query($w: ${type}Filter) { ${rootFields[type]}(where: $w) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
  variables: { w: filter },
});
/** The filter on the connection of each of 20 rows, among them the largest publications. */
export const below = (filter: Filter): OperationRequest => ({
  query:
    'query($w: ArticleFilter) { publications(first: 20, orderBy: { field: ID }) { nodes { articles(where: $w) { totalCount nodes { id } } } } }',
  variables: { w: filter },
});
