import { text } from '../engine/kinds/text.js';
import { declareNode } from '../engine/schema/declare-node.js';
import { root } from './builder.js';

/** A periodical that carries any number of articles. */
export const publication = declareNode(root, {
  name: 'Publication',
  many: 'publications',
  description: 'A periodical that carries any number of articles.',
  fields: {
    title: text({ maximum: 30, description: 'What the publication is called.' }),
  },
  defaultOrder: 'title',
});
