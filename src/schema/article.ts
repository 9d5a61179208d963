import { text } from '../engine/kinds/text.js';
import { declareNode } from '../engine/schema/declare-node.js';
import { root } from './builder.js';

/** A text that appears in any number of publications. */
export const article = declareNode(root, {
  name: 'Article',
  many: 'articles',
  description: 'A text that appears in any number of publications.',
  fields: {
    headline: text({ maximum: 100, description: 'The line above the article.' }),
  },
  defaultOrder: 'headline',
});
