// Written from the Prisma schema by `npx prisma generate`. Change the schema, not this file.
import type { Model } from '../../../../src/engine/model/model.js';

/** What most columns have. */
const plain = {
  nullable: false,
  list: false,
  updatedAt: false,
  readonly: false,
  hidden: false,
  emptyAllowed: false,
} as const;

const enums = {} satisfies Record<string, Model['enums'][number]>;

/** What the API is made from. */
export const model: Model = {
  enums: Object.values(enums),
  tables: [
    {
      name: 'Student',
      one: 'student',
      many: 'students',
      description: 'Somebody who takes any number of courses.',
      table: 'Student',
      readonly: false,
      key: { ...plain, name: 'id', column: 'id', kind: 'int', type: 'int4', default: 'database' },
      columns: [
        {
          ...plain,
          name: 'name',
          column: 'name',
          kind: 'text',
          type: 'varchar(60)',
          maximum: 60,
          description: 'What they are called.',
        },
      ],
      orderBy: { field: 'name', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['name', 'id']],
    },
    {
      name: 'Course',
      one: 'course',
      many: 'courses',
      description: 'What any number of students take part in.',
      table: 'Course',
      readonly: false,
      key: { ...plain, name: 'id', column: 'id', kind: 'int', type: 'int4', default: 'database' },
      columns: [
        {
          ...plain,
          name: 'topic',
          column: 'topic',
          kind: 'text',
          type: 'varchar(40)',
          maximum: 40,
          description: 'What it is about.',
        },
      ],
      orderBy: { field: 'topic', direction: 'ASC' },
      uniques: [],
      indexes: [['id'], ['topic', 'id']],
    },
  ],
  relations: [
    {
      kind: 'many-to-many',
      name: 'CourseToStudent',
      table: '_CourseToStudent',
      ends: [
        {
          table: 'Course',
          field: 'participants',
          singular: 'participant',
          column: 'A',
          onDelete: 'Cascade',
          description: 'The students who take the course.',
        },
        {
          table: 'Student',
          field: 'courses',
          singular: 'course',
          column: 'B',
          onDelete: 'Cascade',
          description: 'The courses that the student takes.',
        },
      ],
      columns: [],
      uniques: [],
      indexes: [],
    },
  ],
};
