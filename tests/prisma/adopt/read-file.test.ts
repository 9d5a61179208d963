import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AdoptFailure } from '../../../prisma/adopt/failure.js';
import { readPrismaFile, readPrismaText, withModels } from '../../../prisma/adopt/read-file.js';

const folder = mkdtempSync(join(tmpdir(), 'bothends-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const datasource = (provider: string) => `datasource db {\n  provider = "${provider}"\n}\n`;

test.each([
  ['a path that does not exist', join(folder, 'none.prisma'), /^\S+none\.prisma does not exist$/],
  ['a folder', folder, /^\S+ is not a file$/],
])('%s is reported in one line', (_, path, message) => {
  expect(() => readPrismaFile(path)).toThrow(message);
});

describe('an unsupported schema is an error of one line', () => {
  test.each([
    [
      'what is no Prisma schema',
      'hello\n',
      'my.prisma:1: This line is invalid. It does not start with any known Prisma schema keyword.',
    ],
    ['an empty file', '', 'it has no model for the API: add one'],
    ['nothing but a datasource', datasource('postgresql'), 'it has no model for the API: add one'],
    [
      'nothing but omitted models',
      '/// @omit\nmodel A {\n  id Int @id\n}\n',
      'it has no model for the API: add one',
    ],
    [
      'MongoDB',
      `${datasource('mongodb')}model A {\n  id String @id @map("_id") @db.ObjectId\n}\n`,
      'my.prisma is for `mongodb`, and only `postgresql` is supported',
    ],
    [
      'SQLite',
      `${datasource('sqlite')}model A {\n  id Int @id\n}\n`,
      'my.prisma is for `sqlite`, and only `postgresql` is supported',
    ],
    [
      'a type that does not exist, with the line of the file',
      `${datasource('postgresql')}\nmodel A {\n  id  Int @id\n  foo Foo\n}\n`,
      'my.prisma:7: Type "Foo" is neither a built-in type, nor refers to another model, composite type, or enum.',
    ],
    [
      'a model that the API has no place for',
      'model A {\n  a Int\n  b Int\n  @@id([a, b])\n}\n',
      'A: its key has 2 columns, and only a link of two models, by its two foreign keys, can be without a key of one column; leave it out with `/// @omit`.',
    ],
    [
      'names that collide',
      'model Series {\n  id Int @id\n}\n',
      'Series: its plural is `series` like its singular; name the plural with `/// @many …`.',
    ],
    [
      'another schema of the database',
      'datasource db {\n  provider = "postgresql"\n  schemas = ["public", "other"]\n}\nmodel A {\n  id Int @id\n  @@schema("other")\n}\n',
      'A: `@@schema("other")` is not supported, as all tables are in one schema; leave it out with `/// @omit`.',
    ],
    [
      'foreign keys that Prisma emulates',
      'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\nmodel A {\n  id Int @id\n}\n',
      'datasource: `relationMode = "prisma"` is not supported, as the API relies on the foreign keys of the database; use `relationMode = "foreignKeys"`, the default.',
    ],
    [
      'a view',
      'model A {\n  id Int @id\n}\nview V {\n  id Int @unique\n}\n',
      'V: a view has no key to identify its rows; leave it out with `/// @omit`.',
    ],
  ])('%s', (_, text, message) => {
    expect(() => readPrismaText('my.prisma', text)).toThrow(new AdoptFailure(message));
  });
});

test('only models and enums are read, with their comments', () => {
  const text = `// Mine.

// How it is used.
generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

/// One of many.
/// @orderBy name
model Thing {
  id   Int    @id
  name String @default("{ }")
  size Size
}

/// @omit
view Seen {
  id Int @unique
}

enum Size {
  BIG
}
`;
  const { text: models, tables, warnings } = readPrismaText('my.prisma', text);
  expect(models).toBe(`// Mine.

/// One of many.
/// @orderBy name
model Thing {
  id   Int    @id
  name String @default("{ }")
  size Size
}

enum Size {
  BIG
}`);
  expect(tables).toEqual(['Thing']);
  expect(warnings).toEqual(['Thing: `@orderBy name` has no index; add `@@index([name, id])`.']);
  const own = `// The shape.\n\ngenerator mine {\n  provider = "x"\n}\n\n${datasource('postgresql')}\nmodel Old {\n  id Int @id\n}\n`;
  expect(withModels(own, 'model New {\n}')).toBe(
    `// The shape.\n\ngenerator mine {\n  provider = "x"\n}\n\n${datasource('postgresql')}\nmodel New {\n}\n`,
  );
});

test('models of links are named apart from those with rows of their own', () => {
  const { tables, links } = readPrismaText(
    'my.prisma',
    `model User {
      id     Int      @id
      groups Member[]
      tags   Tag[]
    }
    model Group {
      id    Int      @id
      users Member[]
    }
    model Tag {
      id    Int    @id
      users User[]
    }
    model Member {
      user    User  @relation(fields: [userId], references: [id])
      userId  Int
      group   Group @relation(fields: [groupId], references: [id])
      groupId Int
      @@id([userId, groupId])
    }`,
  );
  expect(tables).toEqual(['User', 'Group', 'Tag']);
  expect(links).toEqual(['Member']);
});
