import { builder, prisma, types } from './builder.js';

const Article = types.object('Article');

builder.prismaNode('Comment', {
  id: { field: 'id' },
  fields: (t) => ({ text: t.exposeString('text', { nullable: false }) }),
});

// A field of your own on a type of Both Ends: a row has its key as `id`, and its columns by their names.
builder.objectField(Article, 'comments', (t) =>
  t.prismaField({
    type: ['Comment'],
    nullable: false,
    resolve: (query, { id }) =>
      prisma.comment.findMany({
        ...query,
        where: { articleId: Number(id) },
        orderBy: { id: 'asc' },
      }),
  }),
);

// A mutation of your own that takes IDs of Both Ends.
builder.mutationField('comment', (t) =>
  t.prismaField({
    type: 'Comment',
    args: {
      articleId: t.arg.globalID({ required: true, for: [Article] }),
      text: t.arg.string({ required: true }),
    },
    authScopes: (_parent, _args, { user }) => user !== undefined,
    resolve: (query, _parent, { articleId, text }, { user }) =>
      prisma.comment.create({
        ...query,
        data: { text: `${user?.name}: ${text}`, articleId: Number(articleId.id) },
      }),
  }),
);
