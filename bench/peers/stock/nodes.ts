import { builder } from './builder.js';

/** An article and, as a connection, its publications. */
export const articleNode = builder.prismaNode('Article', {
  id: { field: 'id' },
  fields: (t) => ({
    headline: t.exposeString('headline'),
    publications: t.relatedConnection('publications', {
      cursor: 'id',
      totalCount: true,
      query: { orderBy: [{ title: 'asc' }, { id: 'asc' }] },
    }),
  }),
});

/** A publication and, as a connection, its articles. */
export const publicationNode = builder.prismaNode('Publication', {
  id: { field: 'id' },
  fields: (t) => ({
    title: t.exposeString('title'),
    articles: t.relatedConnection('articles', {
      cursor: 'id',
      totalCount: true,
      query: { orderBy: [{ headline: 'asc' }, { id: 'asc' }] },
    }),
  }),
});
