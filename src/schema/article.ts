import { builder, types } from './builder.js';

// A computed field, which is not in the Prisma schema.
builder.objectField(types.object('Article'), 'wordCount', (t) =>
  t.int({
    description: 'The number of words in the headline.',
    resolve: ({ headline }) => String(headline).split(/\s+/).filter(Boolean).length,
  }),
);

// An article has no other column: without it, an update would change nothing.
types.requireInUpdate('Article', 'headline');
