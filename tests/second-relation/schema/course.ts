import { text } from '../../../src/engine/kinds/text.js';
import { declareNode } from '../../../src/engine/schema/declare-node.js';
import { root } from './builder.js';

export const course = declareNode(root, {
  name: 'Course',
  many: 'courses',
  description: 'What any number of students take part in.',
  fields: { topic: text({ maximum: 40, description: 'What it is about.' }) },
  defaultOrder: 'topic',
});
