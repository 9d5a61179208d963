import { builder, prisma } from './builder.js';
import { articleNode, publicationNode } from './nodes.js';

builder.queryType({
  fields: (t) => ({
    article: t.prismaField({
      type: articleNode,
      nullable: true,
      args: { id: t.arg.globalID({ required: true, for: [articleNode] }) },
      resolve: (query, _, { id }) =>
        prisma.article.findUnique({ ...query, where: { id: Number(id.id) } }),
    }),
    publication: t.prismaField({
      type: publicationNode,
      nullable: true,
      args: { id: t.arg.globalID({ required: true, for: [publicationNode] }) },
      resolve: (query, _, { id }) =>
        prisma.publication.findUnique({ ...query, where: { id: Number(id.id) } }),
    }),
    articles: t.prismaConnection({
      type: articleNode,
      cursor: 'id',
      args: { publicationTitle: t.arg.string() },
      totalCount: (_, { publicationTitle }) =>
        prisma.article.count({ where: appearsIn(publicationTitle) }),
      resolve: (query, _, { publicationTitle }) =>
        prisma.article.findMany({
          ...query,
          where: appearsIn(publicationTitle),
          orderBy: [{ headline: 'asc' }, { id: 'asc' }],
        }),
    }),
    publications: t.prismaConnection({
      type: publicationNode,
      cursor: 'id',
      totalCount: () => prisma.publication.count(),
      resolve: (query) =>
        prisma.publication.findMany({ ...query, orderBy: [{ title: 'asc' }, { id: 'asc' }] }),
    }),
  }),
});

/** The articles that appear in a publication with this title, or all. */
function appearsIn(title: string | null | undefined) {
  return title ? { publications: { some: { title } } } : {};
}
