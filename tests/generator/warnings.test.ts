import { expect, test } from 'vitest';
import { readPrismaSchema } from '../support/prisma-schema.js';

const warnings = (schema: string) => readPrismaSchema(schema).warnings;

const ordered = (...lines: string[]) =>
  `/// @orderBy at\nmodel A {\n  id Int @id\n  at DateTime\n  x Int?\n  ${lines.join('\n  ')}\n}\n`;

const missing = ['A: `@orderBy at` has no index; add `@@index([at, id])`.'];

test('there is one warning for each order without an index, with the line to add', () => {
  expect(warnings(ordered())).toEqual(missing);
  expect(warnings(ordered('@@index([at, id])'))).toEqual([]);
});

test.each([
  '@@index([at])',
  '@@index([id, at])',
  '@@index([at, x, id])',
  '@@index([at(sort: Desc), id])',
  '@@index([at, id], type: Brin)',
])('%s does not serve it', (index) => {
  expect(warnings(ordered(index))).toEqual(missing);
});

test.each([
  '@@index([at, id, x])',
  '@@unique([at, id])',
  '@@index([at(sort: Desc), id(sort: Desc)])',
])('%s serves it', (index) => {
  expect(warnings(ordered(index))).toEqual([]);
});

test('a model without orders, and the order by key, need no index', () => {
  expect(warnings('model A {\n  id Int @id\n  at DateTime\n}')).toEqual([]);
  expect(warnings('/// @orderBy id desc\nmodel A {\n  id Int @id\n}')).toEqual([]);
});

test('a link model needs an index that begins with its second foreign key', () => {
  const links = (index: string) => `
    model A {\n  id Int @id\n  ls L[]\n}
    model B {\n  id Int @id\n  ls L[]\n}
    model L {
      a A @relation(fields: [aId], references: [id])
      aId Int
      b B @relation(fields: [bId], references: [id])
      bId Int
      @@id([aId, bId])
      ${index}
    }`;
  expect(warnings(links(''))).toEqual([
    'L: pages of L from its second end have no index; add `@@index([bId, aId])`.',
  ]);
  expect(warnings(links('@@index([bId, aId])'))).toEqual([]);
});

test.each([
  ['@position', '[aId, at, bId]', 'A.bs'],
  ['@position bs', '[aId, at, bId]', 'A.bs'],
  ['@position as', '[bId, at, aId]', 'B.as'],
])('the order that %s holds needs an index', (annotation, columns, list) => {
  const links = (index: string) => `
    model A {\n  id Int @id\n  ls L[]\n}
    model B {\n  id Int @id\n  ls L[]\n}
    model L {
      a A @relation(fields: [aId], references: [id])
      aId Int @map("one")
      b B @relation(fields: [bId], references: [id])
      bId Int
      /// ${annotation}
      at Int @map("place")
      @@id([aId, bId])
      @@index([bId, aId])
      ${index}
    }`;
  const missing = [`L: the order of ${list} has no index; add \`@@index(${columns})\`.`];
  expect(warnings(links(''))).toEqual(missing);
  expect(warnings(links('@@index([aId, bId, at])'))).toEqual(missing);
  expect(warnings(links(`@@index(${columns})`))).toEqual([]);
});

test('there are no warnings for omitted models and columns', () => {
  expect(warnings(`/// @omit\n${ordered()}`)).toEqual([]);
});
