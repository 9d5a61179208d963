import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ManyToManyModel, RelationModel } from '../../src/engine/model/relation.js';
import type { TableModel } from '../../src/engine/model/table.js';
import { model } from '../schemas/learning/generated/model.js';
import { readPrismaSchema } from '../support/prisma-schema.js';

const source = readFileSync('tests/schemas/learning/schema.prisma', 'utf8');

function table(name: string): TableModel {
  const found = model.tables.find((each) => each.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}

const shown = (name: string) =>
  table(name)
    .columns.filter((column) => !column.hidden)
    .map((column) => column.name);

test('the generated module is the model that was read from the schema', () => {
  expect(model).toEqual(readPrismaSchema(source).model);
});

test('each model except omitted ones and links is a table, with its names', () => {
  expect(model.tables.map(({ name, one, many, table }) => [name, one, many, table])).toEqual([
    ['User', 'user', 'users', 'users'],
    ['Course', 'course', 'courses', 'Course'],
    ['Tag', 'tag', 'tags', 'Tag'],
    ['Department', 'department', 'faculties', 'departments'],
    ['Lesson', 'lesson', 'lessons', 'Lesson'],
  ]);
});

test('the columns are those of the schema, without omitted ones', () => {
  expect(shown('User')).toEqual(
    'email name bio active credits score born createdAt updatedAt'.split(' '),
  );
  expect(shown('Course')).toEqual(
    'slug title summary level price views rating startsOn opensAt published settings'.split(' '),
  );
  expect(JSON.stringify(model)).not.toMatch(/password|attempt/i);
});

test('a foreign key is a hidden column with the name of its input', () => {
  expect(table('Course').columns.filter(({ hidden }) => hidden)).toMatchObject([
    { name: 'departmentId', column: 'department_id', kind: 'int', nullable: true },
  ]);
});

test('a column has its kind, its type and the limits of its values', () => {
  const columns = Object.fromEntries(table('Course').columns.map((each) => [each.name, each]));
  expect(columns.slug).toEqual({
    name: 'slug',
    column: 'slug',
    kind: 'text',
    type: 'varchar(80)',
    maximum: 80,
    nullable: false,
    list: false,
    updatedAt: false,
    readonly: false,
    hidden: false,
    emptyAllowed: false,
  });
  expect(columns.summary).toMatchObject({
    maximum: 10_000,
    emptyAllowed: true,
    default: 'database',
    description: 'May be empty.',
  });
  expect(columns.price).toMatchObject({ kind: 'decimal', precision: 10, scale: 2 });
  expect(columns.level).toMatchObject({ kind: 'enum', type: '"course_level"' });
  expect(columns.level?.enum).toBe(model.enums[0]);
});

test('a default is set by the engine or the database, as with Prisma', () => {
  expect(table('Course').key.default).toEqual({ generator: 'uuid', version: 4 });
  expect(table('User').key.default).toBe('database');
  const [createdAt, updatedAt] = table('User').columns.filter(({ kind }) => kind === 'datetime');
  expect(createdAt).toMatchObject({ default: { generator: 'now' }, readonly: true });
  expect(updatedAt).toMatchObject({ updatedAt: true, readonly: false });
  expect(updatedAt).not.toHaveProperty('default');
});

test('enums have the names of the API and of the database, in their order', () => {
  expect(model.enums.map(({ name, type }) => [name, type])).toEqual([
    ['Level', 'course_level'],
    ['Role', 'Role'],
  ]);
  expect(model.enums[0]?.values).toEqual([
    { name: 'BEGINNER', value: 'BEGINNER', description: 'Nothing needs to be known.' },
    { name: 'INTERMEDIATE', value: 'INTERMEDIATE' },
    { name: 'ADVANCED', value: 'expert', description: 'For those who have done it before.' },
  ]);
});

test('orders, unique constraints and indexes are read', () => {
  expect(table('Course').orderBy).toEqual({ field: 'startsOn', direction: 'DESC' });
  expect(table('Lesson')).not.toHaveProperty('orderBy');
  expect(table('Department').uniques).toEqual([
    { constraint: 'departments_code_key', fields: ['code'] },
    { constraint: 'departments_name_city_key', fields: ['name', 'city'] },
  ]);
  expect(table('User').indexes).toEqual([['id'], ['email'], ['name', 'id']]);
});

const name = (relation: RelationModel) =>
  relation.kind === 'to-one' ? `${relation.owner}.${relation.field}` : relation.name;
const relation = (wanted: string) => model.relations.find((each) => name(each) === wanted);

test('each relation is read once', () => {
  expect(model.relations.map(name).sort()).toEqual([
    'Course.department',
    'CourseToTag',
    'Enrolment',
    'Lesson.course',
    'Lesson.teacher',
    'Prerequisite',
  ]);
});

test('a foreign key is a to-one relation with its other side', () => {
  expect(relation('Course.department')).toEqual({
    kind: 'to-one',
    owner: 'Course',
    field: 'department',
    target: 'Department',
    column: 'departmentId',
    nullable: true,
    onDelete: 'SetNull',
    description: 'Who offers it.',
    back: { field: 'courses', many: true, singular: 'course' },
  });
  expect(relation('Lesson.teacher')).toMatchObject({ nullable: false, onDelete: 'Restrict' });
});

test("lists on both sides are a many-to-many relation through Prisma's join table", () => {
  expect(relation('CourseToTag')).toEqual({
    kind: 'many-to-many',
    name: 'CourseToTag',
    table: '_CourseToTag',
    ends: [
      { table: 'Course', field: 'tags', singular: 'tag', column: 'A', onDelete: 'Cascade' },
      { table: 'Tag', field: 'courses', singular: 'course', column: 'B', onDelete: 'Cascade' },
    ],
    columns: [],
    uniques: [],
    indexes: [],
  });
  expect(relation('Prerequisite')).toMatchObject({
    ends: [
      { field: 'prerequisites', singular: 'prerequisite', column: 'A' },
      { field: 'requiredBy', singular: 'dependant', column: 'B' },
    ],
  });
});

test('a model whose key is its two foreign keys is a many-to-many relation with columns', () => {
  const enrolment = relation('Enrolment') as ManyToManyModel;
  expect(enrolment).toMatchObject({
    table: 'Enrolment',
    description: 'Who is in which course, and as what.',
    ends: [
      { table: 'User', field: 'courses', singular: 'course', column: 'userId' },
      { table: 'Course', field: 'users', singular: 'user', column: 'courseId' },
    ],
  });
  expect(enrolment.columns.map((column) => column.name)).toEqual(
    'role enrolledAt position grade'.split(' '),
  );
  expect(enrolment.indexes).toEqual([
    ['userId', 'courseId'],
    ['courseId', 'userId'],
  ]);
});
