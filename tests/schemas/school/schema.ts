import { text } from '../../../src/engine/kinds/text.js';
import { createBuilder } from '../../../src/engine/schema/builder.js';
import { declareManyToMany } from '../../../src/engine/schema/declare-many-to-many.js';
import { declareNode } from '../../../src/engine/schema/declare-node.js';
import { relay } from '../../../src/engine/schema/relay.js';
import type { DB } from './generated/tables.js';

const builder = createBuilder();
const root = relay<DB>(builder);

const student = declareNode(root, {
  name: 'Student',
  many: 'students',
  description: 'Somebody who takes any number of courses.',
  fields: { name: text({ maximum: 60, description: 'What they are called.' }) },
  defaultOrder: 'name',
});

const course = declareNode(root, {
  name: 'Course',
  many: 'courses',
  description: 'What any number of students take part in.',
  fields: { topic: text({ maximum: 40, description: 'What it is about.' }) },
  defaultOrder: 'topic',
});

declareManyToMany(root, {
  table: '_CourseToStudent',
  ends: [
    {
      node: student,
      column: 'B',
      field: 'courses',
      singular: 'course',
      description: 'The courses that the student takes.',
    },
    {
      node: course,
      column: 'A',
      field: 'participants',
      singular: 'participant',
      description: 'The students who take the course.',
    },
  ],
});

/** Students and courses: neither a field of theirs nor its singular is called as the type is. */
export const schoolSchema = builder.toSchema();
