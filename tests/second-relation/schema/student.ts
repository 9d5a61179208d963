import { text } from '../../../src/engine/kinds/text.js';
import { declareNode } from '../../../src/engine/schema/declare-node.js';
import { root } from './builder.js';

export const student = declareNode(root, {
  name: 'Student',
  many: 'students',
  description: 'Somebody who takes any number of courses.',
  fields: { name: text({ maximum: 60, description: 'What they are called.' }) },
  defaultOrder: 'name',
});
