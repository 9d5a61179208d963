import { expect, test } from 'vitest';
import { readPrismaSchema } from '../support/prisma-schema.js';

const read = (schema: string) => readPrismaSchema(schema).model;

test.each([
  ['uuid()', { generator: 'uuid', version: 4 }],
  ['uuid(7)', { generator: 'uuid', version: 7 }],
  ['cuid()', { generator: 'cuid', version: 1 }],
  ['cuid(2)', { generator: 'cuid', version: 2 }],
  ['nanoid()', { generator: 'nanoid', length: 21 }],
  ['nanoid(8)', { generator: 'nanoid', length: 8 }],
  ['ulid()', { generator: 'ulid' }],
  ['dbgenerated("gen_random_uuid()::text")', 'database'],
  ['"x"', 'database'],
])('a key with @default(%s)', (written, expected) => {
  const [table] = read(`model A {\n  id String @id @default(${written})\n}`).tables;
  expect(table?.key.default).toEqual(expected);
});

test('an omitted column is a hidden column of the model if the engine must set it', () => {
  const [table] = read(`model A {
    id      Int       @id
    /// @omit
    token   String    @default(cuid())
    /// @omit
    changed DateTime  @updatedAt
    /// @omit
    made    DateTime  @default(now())
    /// @omit
    note    String?
    /// @omit
    level   Int       @default(1)
  }`).tables;
  expect(table?.columns.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['token', true],
    ['changed', true],
    ['made', true],
  ]);
});

test('a foreign key is named after its relation, also in unique constraints and indexes', () => {
  const model = read(`model A {
    id  Int    @id
    tag String
    b   B?     @relation(fields: [fk], references: [id])
    fk  Int?   @map("b_fk")
    @@unique([fk, tag])
    @@index([fk])
  }
  model B {
    id Int @id
    as A[]
  }`);
  expect(model.tables[0]).toMatchObject({
    columns: [{ name: 'tag' }, { name: 'bId', column: 'b_fk', hidden: true }],
    uniques: [{ constraint: 'A_b_fk_tag_key', fields: ['bId', 'tag'] }],
    indexes: [['id'], ['bId'], ['bId', 'tag']],
  });
});

test('the other side of a one-to-one relation is not a list', () => {
  const { relations } = read(`model A {
    id  Int  @id
    /// @readonly
    b   B?   @relation(fields: [bId], references: [id])
    bId Int? @unique
  }
  model B {
    id Int @id
    /// The one A.
    a  A?
  }`);
  expect(relations).toEqual([
    {
      kind: 'to-one',
      owner: 'A',
      field: 'b',
      target: 'B',
      column: 'bId',
      nullable: true,
      onDelete: 'SetNull',
      back: { field: 'a', many: false, description: 'The one A.' },
    },
  ]);
});

test('@readonly at a to-one relation makes its foreign key read-only', () => {
  const [table] = read(`model A {
    id  Int  @id
    /// @readonly
    b   B?   @relation(fields: [bId], references: [id])
    bId Int?
  }
  model B {
    id Int @id
    /// @omit
    as A[]
  }`).tables;
  expect(table?.columns).toMatchObject([{ name: 'bId', readonly: true }]);
});

test('relations to omitted models are omitted', () => {
  const model = read(`model A {
    id   Int  @id
    b    B?   @relation(fields: [bId], references: [id])
    bId  Int?
    cs   C[]
  }
  /// @omit
  model B {
    id Int @id
    as A[]
  }
  /// @omit
  model C {
    id Int @id
    as A[]
  }`);
  expect(model.relations).toEqual([]);
  expect(model.tables).toMatchObject([{ name: 'A', columns: [] }]);
});

test.each([
  ['zeta', 'alpha'],
  ['alpha', 'zeta'],
  ['a', 'B'],
])('column A is that of the first field by name: %s, %s', (one, other) => {
  const [relation] = read(
    `model N {\n  id Int @id\n  ${one} N[] @relation("R")\n  ${other} N[] @relation("R")\n}`,
  ).relations;
  const [first, second] = [one, other].sort();
  expect(relation).toMatchObject({
    ends: [
      { field: first, column: 'A' },
      { field: second, column: 'B' },
    ],
  });
});

test('a description is the unchanged comment, without its annotations', () => {
  const [table] = read(`/// First, "quoted" and it's \`code\`.
/// @many as
///
/// Write to a@b.c; @omit here is only text.
model A {
  id Int @id
}`).tables;
  expect(table?.description).toBe(
    'First, "quoted" and it\'s `code`.\n\nWrite to a@b.c; @omit here is only text.',
  );
});

test('foreign keys are known by the names that the database has for them', () => {
  const long = 'a_table_with_a_name_that_is_nearly_as_long_as_it_may_be';
  const { model } = readPrismaSchema(`
    model Course {
      id      Int    @id
      // old Department @relation(fields: [x], references: [id], map: "no")
      main    Place? @relation("main, map: \\"no\\"", fields: [mainId], references: [id], map: "the \\"main\\" place")
      mainId  Int?
      other   Place? @relation("other", map: "the other", fields: [otherId], references: [id])
      otherId Int?
      usual   Place? @relation("usual", fields: [usualId], references: [id]) // map: "no"
      usualId Int?   @map("usual_id")
      links   Link[]
      @@map("${long}")
    }
    model Place {
      id      Int      @id
      mains   Course[] @relation("main, map: \\"no\\"")
      others  Course[] @relation("other")
      usuals  Course[] @relation("usual")
      links   Link[]
    }
    model Link {
      course   Course @relation(fields: [courseId], references: [id], map: "to_course")
      courseId Int
      place    Place  @relation(fields: [placeId], references: [id])
      placeId  Int
      @@id([courseId, placeId])
    }`);
  expect(
    model.relations.flatMap((relation) =>
      relation.kind === 'to-one'
        ? [[relation.field, relation.constraint]]
        : relation.ends.map(({ column, constraint }) => [column, constraint]),
    ),
  ).toEqual([
    ['main', 'the "main" place'],
    ['other', 'the other'],
    ['usual', `${long}_us_fkey`],
    ['courseId', 'to_course'],
    ['placeId', undefined],
  ]);
});
