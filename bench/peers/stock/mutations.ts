import { builder, prisma } from './builder.js';
import { articleNode, publicationNode } from './nodes.js';

/** The verbs in the names of the mutations, and Prisma's operations on a relation. */
const verbs = [
  ['add', 'connect'],
  ['remove', 'disconnect'],
  ['set', 'set'],
] as const;

builder.mutationType({});

for (const [name, verb] of verbs) {
  builder.mutationField(`${name}ArticlePublications`, (t) =>
    t.prismaField({
      type: articleNode,
      args: {
        articleId: t.arg.globalID({ required: true, for: [articleNode] }),
        publicationIds: t.arg.globalIDList({ required: true, for: [publicationNode] }),
      },
      resolve: (query, _, { articleId, publicationIds }) =>
        prisma.article.update({
          ...query,
          where: { id: Number(articleId.id) },
          data: { publications: { [verb]: keys(publicationIds) } },
        }),
    }),
  );
  builder.mutationField(`${name}PublicationArticles`, (t) =>
    t.prismaField({
      type: publicationNode,
      args: {
        publicationId: t.arg.globalID({ required: true, for: [publicationNode] }),
        articleIds: t.arg.globalIDList({ required: true, for: [articleNode] }),
      },
      resolve: (query, _, { publicationId, articleIds }) =>
        prisma.publication.update({
          ...query,
          where: { id: Number(publicationId.id) },
          data: { articles: { [verb]: keys(articleIds) } },
        }),
    }),
  );
}

/** The targets as Prisma's input. */
function keys(ids: readonly { readonly id: string }[]): { id: number }[] {
  return ids.map(({ id }) => ({ id: Number(id) }));
}
