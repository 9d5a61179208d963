import { expect, test } from 'vitest';
import { readPrismaSchema, schemaProblems } from '../support/prisma-schema.js';

const renameField =
  'rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`.';
const renameModel = 'rename one of them (`@@map` keeps the name in the database).';
const renameEnd = 'rename it, or name one of what it lists with `/// @singular …`.';

const model = (name: string, ...lines: string[]) =>
  `model ${name} {\n  id Int @id @default(autoincrement())\n  ${lines.join('\n  ')}\n}\n`;

const cases: Record<string, [schema: string, ...lines: string[]]> = {
  'a plural that equals its singular': [
    model('Series'),
    'Series: its plural is `series` like its singular; name the plural with `/// @many …`.',
  ],
  'a plural of @many that equals the singular': [
    `/// @many crew\n${model('Crew')}`,
    'Crew: its plural is `crew` like its singular; name the plural with `/// @many …`.',
  ],
  ...Object.fromEntries(
    ['AND', 'OR', 'NOT'].map((name): [string, [string, string]] => [
      `a field called ${name}`,
      [
        model('A', `${name} Int?`),
        `A.${name}: its name \`${name}\` in AFilter is also the name of every filter; ${renameField}`,
      ],
    ]),
  ),
  'an order by a column and one by a count': [
    model('A', 'tags Tag[]', 'tagsCount Int?') + model('Tag', 'as A[]'),
    `A.tagsCount: its name \`TAGS_COUNT\` in AOrderField is also the name of A.tags; ${renameField}`,
  ],
  'an order by a column and one by the count of a foreign key': [
    model('A', 'main Tag?  @relation(fields: [mainId], references: [id])', 'mainId Int?') +
      model('Tag', 'as A[]', 'asCount Int?'),
    `Tag.asCount: its name \`AS_COUNT\` in TagOrderField is also the name of Tag.as; ${renameField}`,
  ],
  'a field called id beside the key': [
    'model A {\n  key Int @id\n  id Int?\n}',
    `A.id: its name \`id\` in A is also the name of every node; ${renameField}`,
  ],
  "an owner's ID and one of the new row's": [
    model('A', 'tags Tag[]') + model('Tag', 'as A[]', 'aId Int?'),
    `Tag.aId: its name \`aId\` in CreateATagInput is also the name of A; ${renameField}`,
  ],
  "an owner's ID and that of a relation of the new row": [
    model('A', 'tags Tag[]', 'mains Tag[] @relation("main")') +
      model(
        'Tag',
        'as A[]',
        'a A? @relation("main", fields: [mainId], references: [id])',
        'mainId Int?',
      ),
    `Tag.aId: its name \`aId\` in CreateATagInput is also the name of A; ${renameField}`,
  ],
  'a relation of a model with itself, one of whose rows is called as the model': [
    model('Course', 'courses Course[] @relation("x")', 'others Course[] @relation("x")'),
    'Course.courses: its name `course` in the payload of createCourseCourse is also the name of Course; name one of what it lists with `/// @singular …`.',
  ],
  "a column and a relation's IDs": [
    model('A', 'bIds Int[]', 'bs B[]') + model('B', 'as A[]'),
    `A.bs: its name \`bIds\` in CreateAInput is also the name of A.bIds; ${renameEnd}`,
  ],
  'a column and a foreign key': [
    model('A', 'bId Int?', 'b B? @relation(fields: [fk], references: [id])', 'fk Int?') +
      model('B', 'as A[]'),
    `A.bId: its name \`bId\` in CreateAInput is used twice; ${renameField}`,
  ],
  'the two plurals': [
    `/// @many things\n${model('A')}/// @many things\n${model('B')}`,
    'B: its name `things` in Query is also the name of A; name its plural with `/// @many …`.',
  ],
  'a model called as a type that every schema has': [
    model('PageInfo'),
    `PageInfo: its name \`PageInfo\` in the schema is also the name of every schema; ${renameModel}`,
  ],
  'a model called as the page of another': [
    model('A') + model('AConnection'),
    `AConnection: its name \`AConnection\` in the schema is also the name of A; ${renameModel}`,
  ],
  'a model whose creation is that of a relation': [
    model('Course', 'tags Tag[]') + model('Tag', 'courses Course[]') + model('CourseTag'),
    `Course.tags: its name \`createCourseTag\` in Mutation is also the name of CourseTag; ${renameEnd}`,
  ],
  'columns that are one value of the order': [
    model('A', 'startsOn Int?', 'starts_on Int?'),
    `A.starts_on: its name \`STARTS_ON\` in AOrderField is also the name of A.startsOn; ${renameField}`,
  ],
};

test.each(Object.entries(cases))('%s stops with one line', (_, [schema, ...lines]) => {
  expect(schemaProblems(schema)).toEqual(lines);
});

const linked = (a: string, b: string, link: string) =>
  model('A', a, 'ls L[]') +
  model('B', b, 'ls L[]') +
  `model L {
    a A @relation(fields: [fk1], references: [id])
    fk1 Int
    b B @relation(fields: [fk2], references: [id])
    fk2 Int
    ${link}
    @@id([fk1, fk2])
  }`;

const links: Record<string, [schema: string, ...lines: string[]]> = {
  'a field where the list of a link would be': [
    linked('bs Int[]', '', 'x Int?'),
    'A.bs: its name `bs` in A is used twice; name it with `/// @end …` above the list of links.',
  ],
  "a link's column called as the ID of an end": [
    linked('', '', 'aId Int?'),
    `L.aId: its name \`aId\` in UpdateABInput is also the name of A; ${renameField}`,
  ],
  "an order by a link's column and one by a count": [
    linked('', 'linkX LX[]', 'xCount Int?') +
      model('LX', 'b B? @relation(fields: [bId], references: [id])', 'bId Int?'),
    `L.xCount: its name \`LINK_X_COUNT\` in ABsOrderField is also the name of B.linkX; ${renameField}`,
  ],
  'a field called link': [
    linked('link Int?', '', 'x Int?'),
    `A.link: its name \`link\` in CreateBAInput is also the name of L; ${renameField}`,
  ],
  "a link's column called as an operator": [
    linked('', '', 'NOT Int?'),
    `L.NOT: its name \`NOT\` in LFilter is also the name of every filter; ${renameField}`,
  ],
  'a model called as the input of a link': [
    linked('', '', 'x Int?') + model('LInput'),
    `L: its name \`LInput\` in the schema is also the name of LInput; ${renameModel}`,
  ],
  'a model called as the filter of a list of links': [
    linked('', '', 'x Int?') + model('ABsListFilter'),
    `A.bs: its name \`ABsListFilter\` in the schema is also the name of ABsListFilter; ${renameEnd}`,
  ],
  'an order by a link and by a column': [
    linked('', 'linkX Int?', 'x Int?'),
    `L.x: its name \`LINK_X\` in ABsOrderField is also the name of B.linkX; ${renameField}`,
  ],
};

test.each(Object.entries(links))('%s stops', (_, [schema, ...lines]) => {
  expect(schemaProblems(schema)).toEqual(lines);
});

test('links without visible columns have no types, whose names could clash', () => {
  expect(schemaProblems(linked('link Int?', 'linkX Int?', ''))).toEqual([]);
  expect(schemaProblems(linked('link Int?', 'linkX Int?', '/// @omit\n x Int?'))).toEqual([]);
});

test('annotations with other names resolve clashes', () => {
  const { model: read } = readPrismaSchema(
    `/// @many shows\n${model(
      'Series',
      '/// @singular sequel',
      'after Series[] @relation("x")',
      '/// @singular prequel',
      'before Series[] @relation("x")',
    )}`,
  );
  expect(read.tables[0]).toMatchObject({ one: 'series', many: 'shows' });
  expect(read.relations[0]).toMatchObject({
    ends: [{ singular: 'sequel' }, { singular: 'prequel' }],
  });
});

test('@end names both ends of the links of a model with itself', () => {
  const follow = (
    a: string,
    b: string,
  ) => `${model('User', a, 'following Follow[] @relation("a")', b, 'followers Follow[] @relation("b")')}
    model Follow {
      follower User @relation("a", fields: [followerId], references: [id])
      followerId Int
      followed User @relation("b", fields: [followedId], references: [id])
      followedId Int
      @@id([followerId, followedId])
    }`;
  expect(schemaProblems(follow('', ''))).toEqual([
    'User.users: its name `users` in User is used twice; name it with `/// @end …` above the list of links.',
  ]);
  const { model: read } = readPrismaSchema(
    follow('/// @end following\n/// @singular followed', '/// @end followers'),
  );
  expect(read.relations).toMatchObject([
    {
      ends: [
        { table: 'User', field: 'following', singular: 'followed', column: 'followerId' },
        { table: 'User', field: 'followers', singular: 'follower', column: 'followedId' },
      ],
    },
  ]);
});
