import { builder, types } from './builder.js';

// A computed field: what the Prisma schema cannot say.
builder.objectField(types.object('Article'), 'wordCount', (t) =>
  t.int({
    description: 'How many words the headline has.',
    resolve: ({ headline }) => String(headline).split(/\s+/).filter(Boolean).length,
  }),
);
