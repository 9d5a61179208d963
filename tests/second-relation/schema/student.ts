import { declareNode } from '../../../src/relay/declare-node.js';
import { text } from '../../../src/relay/text.js';
import { root } from './builder.js';

export const student = declareNode(root, {
  name: 'Student',
  many: 'students',
  description: 'Somebody who takes any number of courses.',
  fields: { name: text({ maximum: 60, description: 'What they are called.' }) },
  defaultOrder: 'name',
});
