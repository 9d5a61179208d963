import { declareManyToMany } from '../../../src/engine/schema/declare-many-to-many.js';
import { root } from './builder.js';
import { course } from './course.js';
import { student } from './student.js';

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
