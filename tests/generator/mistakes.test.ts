import { expect, test } from 'vitest';
import { readPrismaSchema, schemaProblems } from '../support/prisma-schema.js';

/** A model `A` with these further fields and attributes. */
const a = (...lines: string[]) => `model A {\n  id Int @id\n  ${lines.join('\n  ')}\n}\n`;

const omit = 'leave it out with `/// @omit`.';
const required =
  'so no row could be created; give it a default, make it optional, or leave the model out with `/// @omit`.';

const kinds: [type: string, line: string][] = [
  ['DateTime @db.Time', '@db.Time'],
  ['DateTime @db.Time(3)', '@db.Time(3)'],
  ['DateTime @db.Timetz', '@db.Timetz'],
  ['String @db.Char(3)', '@db.Char(3)'],
  ['String @db.Char', '@db.Char'],
  ['String @db.Xml', '@db.Xml'],
  ['String @db.Inet', '@db.Inet'],
  ['String @db.Bit(8)', '@db.Bit(8)'],
  ['String @db.VarBit(8)', '@db.VarBit(8)'],
  ['String @db.Citext', '@db.Citext'],
  ['Int @db.Oid', '@db.Oid'],
  ['Decimal @db.Money', '@db.Money'],
];

test.each(kinds)('a column of type %s is refused', (type, written) => {
  expect(schemaProblems(a(`odd ${type}`))).toEqual([
    `A.odd: the API has no type for \`${written}\`; ${omit}`,
  ]);
  expect(schemaProblems(a(`/// @omit\n  odd ${type.replace(' ', '? ')}`))).toEqual([]);
});

const cases: Record<string, [schema: string, ...lines: string[]]> = {
  'foreign keys that Prisma emulates': [
    `datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n${a()}`,
    'datasource: `relationMode = "prisma"` is not supported, as the API relies on the foreign keys of the database; use `relationMode = "foreignKeys"`, the default.',
  ],
  'a type that Prisma does not know': [
    a('place Unsupported("circle")?'),
    `A.place: the API has no type for \`Unsupported("circle")\`; ${omit}`,
  ],
  'a type that Prisma does not know, in a list': [
    a('places Unsupported("point")[]'),
    `A.places: the API has no type for \`Unsupported("point")\`; ${omit}`,
  ],
  'a required column of such a type that is left out': [
    a('/// @omit', 'place Unsupported("point")'),
    `A.place: @omit is on a required column without a default, ${required}`,
  ],
  'a required column with @ignore': [
    a('old Int @ignore'),
    `A.old: @ignore is on a required column without a default, ${required}`,
  ],
  'a required column with @omit': [
    a('/// @omit', 'secret String'),
    `A.secret: @omit is on a required column without a default, ${required}`,
  ],
  'a required column with @readonly': [
    a('/// @readonly', 'made DateTime'),
    'A.made: @readonly is on a required column without a default, so no row could be created; give it a default, or make it optional.',
  ],
  'a required key with @readonly': [
    'model A {\n  /// @readonly\n  id Int @id\n}',
    'A.id: @readonly is on a required column without a default, so no row could be created; give it a default, or make it optional.',
  ],
  'a required foreign key to a model that is left out': [
    `${a('b B @relation(fields: [bId], references: [id])', 'bId Int')}/// @omit\nmodel B {\n  id Int @id\n  as A[]\n}`,
    `A.bId: it is required, and B is left out, ${required}`,
  ],
  'a required foreign key whose relation is left out': [
    `${a('/// @omit', 'b B @relation(fields: [bId], references: [id])', 'bId Int')}model B {\n  id Int @id\n  /// @omit\n  as A[]\n}`,
    `A.bId: @omit is on a required column without a default, ${required}`,
  ],
  'a key of two columns': [
    'model A {\n  x Int\n  y Int\n  @@id([x, y])\n}',
    'A: its key has 2 columns, and only a link of two models, by its two foreign keys, can be without a key of one column; leave it out with `/// @omit`.',
  ],
  'no key': [
    'model A {\n  x Int @unique\n}',
    'A: it has no `@id`, and only a link of two models, by its two foreign keys, can be without a key of one column; leave it out with `/// @omit`.',
  ],
  'a key of another kind': [
    'model A {\n  at DateTime @id\n}',
    'A.at: a key is an Int, a BigInt or a String; leave the model out with `/// @omit`.',
  ],
  'a key that is a foreign key': [
    `model A {\n  b B @relation(fields: [bId], references: [id])\n  bId Int @id\n}\nmodel B {\n  id Int @id\n  a A?\n}`,
    'A.bId: it is the key and a foreign key at once; give A a key of its own, or leave the model out with `/// @omit`.',
  ],
  'a foreign key of two columns': [
    `${a('b B? @relation(fields: [x, y], references: [x, y])', 'x Int?', 'y Int?')}model B {\n  id Int @id\n  x Int\n  y Int\n  as A[]\n  @@unique([x, y])\n}`,
    `A.b: its foreign key has 2 columns; ${omit}`,
  ],
  'a foreign key to a column that is not the key': [
    `${a('b B? @relation(fields: [code], references: [code])', 'code Int?')}model B {\n  id Int @id\n  code Int @unique\n  as A[]\n}`,
    `A.b: it refers to B.code, which is not the key; ${omit}`,
  ],
  'one foreign key of two relations': [
    `${a('b B? @relation("one", fields: [bId], references: [id], map: "b")', 'c B? @relation("two", fields: [bId], references: [id], map: "c")', 'bId Int?')}model B {\n  id Int @id\n  as A[] @relation("one")\n  cs A[] @relation("two")\n}`,
    `A.c: its foreign key \`bId\` is also that of \`b\`; ${omit}`,
  ],
  'a foreign key left out, its relation not': [
    `${a('b B? @relation(fields: [bId], references: [id])', '/// @omit', 'bId Int?')}model B {\n  id Int @id\n  as A[]\n}`,
    'A.bId: it is the foreign key of `b`, which is its only field in the API; move the @omit above `b`, or remove it.',
  ],
  'one end of a many-to-many relation left out': [
    `${a('/// @omit', 'bs B[]')}model B {\n  id Int @id\n  as A[]\n}`,
    'B.as: the other end of its relation, A.bs, is left out; leave this end out too with `/// @omit`.',
  ],
  'the foreign key of a relation left out, its other side not': [
    `${a('/// @omit', 'b B? @relation(fields: [bId], references: [id])', 'bId Int?')}model B {\n  id Int @id\n  as A[]\n}`,
    'B.as: its other side, A.b, is left out; leave this side out too with `/// @omit`.',
  ],
  'a view': [
    'generator client {\n  provider = "prisma-client"\n  output = "x"\n  previewFeatures = ["views"]\n}\nview V {\n  id Int @unique\n}',
    `V: a view has no key to identify its rows; ${omit}`,
  ],
  'a model in a schema of its own': [
    'datasource db {\n  provider = "postgresql"\n  schemas = ["shop"]\n}\nmodel A {\n  id Int @id\n  @@schema("shop")\n}',
    `A: \`@@schema("shop")\` is not supported, as all tables are in one schema; ${omit}`,
  ],
  'a value of an enum that GraphQL reserves': [
    `${a('e E')}enum E {\n  true\n  other\n}`,
    'E.true: GraphQL allows no enum value of that name; rename it, with `@map("true")` for the database.',
  ],
};

const annotations: Record<string, [schema: string, ...lines: string[]]> = {
  'an unknown annotation': [
    a('/// @hidden', 'x Int'),
    'A.x: @hidden is not an annotation; the annotations are @orderBy, @many, @singular, @omit, @readonly, @end, @position, @live and @symmetric.',
  ],
  'an annotation of another generator': [
    a('/// @zod.string.email()', 'x String'),
    'A.x: @zod.string.email is not an annotation; the annotations are @orderBy, @many, @singular, @omit, @readonly, @end, @position, @live and @symmetric.',
  ],
  'an annotation twice': [`/// @many as\n/// @many bs\n${a()}`, 'A: @many is repeated; keep one.'],
  '@orderBy above a field': [
    a('/// @orderBy x', 'x Int'),
    'A.x: @orderBy is not allowed here; it belongs above a model with an API of its own.',
  ],
  '@orderBy of a column that is not there': [
    `/// @orderBy y\n${a('x Int')}`,
    'A: `@orderBy y` names no column that the API shows; name one of its columns.',
  ],
  '@orderBy of a column that is left out': [
    `/// @orderBy x\n${a('/// @omit', 'x Int?')}`,
    'A: `@orderBy x` names no column that the API shows; name one of its columns.',
  ],
  '@orderBy of a relation': [
    `/// @orderBy b\n${a('b B? @relation(fields: [bId], references: [id])', 'bId Int?')}model B {\n  id Int @id\n  as A[]\n}`,
    'A: `@orderBy b` names no column that the API shows; name one of its columns.',
  ],
  '@orderBy of a foreign key': [
    `/// @orderBy bId\n${a('b B? @relation(fields: [bId], references: [id])', 'bId Int?')}model B {\n  id Int @id\n  as A[]\n}`,
    'A: `@orderBy bId` names no column that the API shows; name one of its columns.',
  ],
  '@orderBy of a list': [
    `/// @orderBy xs\n${a('xs Int[]')}`,
    'A: `@orderBy xs` names a list column, which has no order; name another column.',
  ],
  '@orderBy of JSON': [
    `/// @orderBy x\n${a('x Json')}`,
    'A: `@orderBy x` names a json column, which has no order; name another column.',
  ],
  '@orderBy of two fields': [
    `/// @orderBy x, y\n${a('x Int', 'y Int')}`,
    'A: `@orderBy x, y` is not valid; write `@orderBy field` or `@orderBy field desc`.',
  ],
  '@orderBy of nothing': [
    `/// @orderBy\n${a('x Int')}`,
    'A: `@orderBy` is not valid; write `@orderBy field` or `@orderBy field desc`.',
  ],
  '@orderBy in another direction': [
    `/// @orderBy x up\n${a('x Int')}`,
    'A: `@orderBy x up` is not valid; write `@orderBy field` or `@orderBy field desc`.',
  ],
  '@many above a field': [
    a('/// @many xs', 'x Int'),
    'A.x: @many is not allowed here; it belongs above a model with an API of its own.',
  ],
  '@many of no name': [
    `/// @many a-s\n${a()}`,
    'A: `@many a-s` is not valid; write `@many people`.',
  ],
  '@singular above a column': [
    a('/// @singular x', 'xs Int[]'),
    'A.xs: @singular is not allowed here; it belongs above a field that lists rows of a model.',
  ],
  '@singular above a model': [
    `/// @singular x\n${a()}`,
    'A: @singular is not allowed here; it belongs above a field that lists rows of a model.',
  ],
  '@end above the list of an implicit relation': [
    `${a('/// @end cs', 'bs B[]')}model B {\n  id Int @id\n  as A[]\n}`,
    'A.bs: @end is not allowed here; it belongs above a field that lists the links of a many-to-many relation.',
  ],
  '@symmetric above a relation of two models': [
    `${a('/// @symmetric', 'bs B[]')}model B {\n  id Int @id\n  as A[]\n}`,
    'A.bs: @symmetric stands on a relation with B; only a many-to-many relation of a model with itself can be symmetric, so remove it.',
  ],
  '@symmetric above the other side of a foreign key': [
    a(
      '/// @symmetric',
      'as A[] @relation("R")',
      'a A? @relation("R", fields: [aId], references: [id])',
      'aId Int?',
    ),
    'A.as: @symmetric stands on the other side of a foreign key; only a many-to-many relation of a model with itself can be symmetric, so remove it.',
  ],
  '@symmetric above both lists of a relation': [
    a(
      '/// @symmetric',
      'friends A[] @relation("F")',
      '/// @symmetric',
      'friendOf A[] @relation("F")',
    ),
    'A.friendOf: @symmetric stands on both lists of its relation, friendOf and friends; keep it on the one that the API will have.',
  ],
  '@readonly above a many-to-many relation': [
    `${a('/// @readonly', 'bs B[]')}model B {\n  id Int @id\n  as A[]\n}`,
    'A.bs: @readonly is not allowed here; it belongs above a model, a column or a to-one relation.',
  ],
  '@omit with an argument': [
    a('/// @omit it', 'x Int?'),
    'A.x: `@omit it` is not valid; write `@omit`.',
  ],
  '@omit above the key': [
    'model A {\n  /// @omit\n  id Int @id @default(1)\n}',
    'A.id: @omit is not allowed here; it belongs above a model, or above a field other than the key.',
  ],
  '@omit above an enum': [
    `${a('e E')}/// @omit\nenum E {\n  X\n}`,
    'E: @omit is not allowed here; it belongs above a model, or above a field other than the key.',
  ],
  '@omit above a value of an enum': [
    `${a('e E')}enum E {\n  /// @omit\n  X\n}`,
    'E.X: @omit is not allowed here; it belongs above a model, or above a field other than the key.',
  ],
};

/** Two models and their links `L`, with these further fields. */
const link = (own: string[] = [], { head = '', a = '', b = '', more = '' } = {}) => `
model A {
  id Int @id
  ${a}
  ls L[]
}
model B {
  id Int @id
  ${b}
  ls L[]
}
${head}
model L {
  a A @relation(fields: [aId], references: [id])
  aId Int
  b B @relation(fields: [bId], references: [id])
  bId Int
  ${own.join('\n  ')}
  @@id([aId, bId])
}
${more}`;

const links: Record<string, [schema: string, ...lines: string[]]> = {
  '@orderBy above a link': [
    link(['x Int'], { head: '/// @orderBy x' }),
    'L: @orderBy is not allowed here; it belongs above a model with an API of its own.',
  ],
  '@readonly above a link': [
    link([], { head: '/// @readonly' }),
    'L: @readonly is not allowed here; it belongs above a model, a column or a to-one relation.',
  ],
  'one end of a link left out': [
    link([], { a: '/// @omit' }),
    'B.ls: the other end of its relation, A.ls, is left out; leave this end out too with `/// @omit`.',
  ],
  'a link with a relation to a third model': [
    link(['c C? @relation(fields: [cId], references: [id])', 'cId Int?'], {
      more: 'model C {\n  id Int @id\n  ls L[]\n}',
    }),
    'L.c: L is a link of two models, and its links have no relation to a third; leave it out with `/// @omit`, or give L a key of its own.',
  ],
  'a model that refers to links': [
    link(['/// @omit', 'cs C[]'], {
      more: 'model C {\n  id Int @id\n  l L? @relation(fields: [x, y], references: [aId, bId])\n  x Int?\n  y Int?\n}',
    }),
    `C.l: it refers to L, whose rows are links; ${omit}`,
  ],
  'a required column of a link left out': [
    link(['/// @omit', 'x Int']),
    `L.x: @omit is on a required column without a default, ${required}`,
  ],
  'a column of a link with too long a name': [
    link([`${'x'.repeat(58)} Int?`]),
    `L.${'x'.repeat(58)}: its name is longer than 57 characters; rename it (\`@map\` keeps the name in the database) or leave it out with \`/// @omit\`.`,
  ],
  'a column of a link called node': [
    link(['node Int?']),
    'L.node: its name `node` in the edges of L is also the name of every edge; rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`.',
  ],
  'a column of a link called cursor': [
    link(['cursor Int?']),
    'L.cursor: its name `cursor` in the edges of L is also the name of every edge; rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`.',
  ],
};

const positions: Record<string, [schema: string, ...lines: string[]]> = {
  '@position above a column of a model': [
    a('/// @position', 'x Int'),
    'A.x: @position is not allowed here; it belongs above a column of the links of a many-to-many relation.',
  ],
  '@position with two names': [
    link(['/// @position as bs', 'x Int']),
    'L.x: `@position as bs` is not valid; write `@position` or `@position courses`.',
  ],
  '@symmetric above a list of links': [
    link([], { a: '/// @symmetric' }),
    'A.ls: @symmetric is not allowed here; it belongs above a list of a many-to-many relation of a model with itself, without a model of its links.',
  ],
  '@position of no connection': [
    link(['/// @position cs', 'x Int']),
    'L.x: `@position cs` names no connection; name `bs` or `as`.',
  ],
  '@position of two connections': [
    link(['/// @position cs', 'x Int'], { a: '/// @end cs', b: '/// @end cs' }),
    'L.x: `@position cs` names two connections; rename one of them with `/// @end …` above the list of links.',
  ],
  'two positions in one list': [
    link(['/// @position', 'x Int', '/// @position bs', 'y Int']),
    'L: `x` and `y` hold the position in A.bs; keep one `@position`.',
  ],
  'a position that is left out': [
    link(['/// @position', '/// @omit', 'x Int @default(0)']),
    'L.x: a position is a column that the API shows; take `@omit` or `@position` away.',
  ],
  'an optional position': [
    link(['/// @position', 'x Int?']),
    'L.x: a position is required; take the `?` away.',
  ],
  'a position with a default that differs from row to row': [
    link(['/// @position', 'x String @default(cuid())']),
    'L.x: the server sets a position; take its default away, or make it a constant.',
  ],
  'a position in a short text': [
    link(['/// @position', 'x String @db.VarChar(29)']),
    'L.x: a text of 29 characters has too little room between two positions; allow 30 characters.',
  ],
  'a unique position': [
    `${link(['/// @position', 'x Int', '@@unique([aId, x])'])}`,
    'L.x: a position cannot be unique, because rows change their positions one after the other; write `@@index` for `@@unique`; the server gives each row of a list its own.',
  ],
  'an input of a new row called first beside a place': [
    `${link(['/// @position', 'x Int'], { b: 'first Int' })}`,
    'B.first: its name `first` in CreateABInput is also the name of every list with an order of its own; rename it (`@map` keeps the name in the database) or leave it out with `/// @omit`.',
  ],
  ...Object.fromEntries(
    ['Float', 'Int @db.SmallInt', 'DateTime', 'Int[]', 'String @db.Uuid', 'Decimal'].map((type) => [
      `a position of type ${type}`,
      [
        link(['/// @position', `x ${type}`]),
        'L.x: a position is an Int of 32 bits, a BigInt or a String; give it such a type.',
      ],
    ]),
  ),
};

test.each(Object.entries({ ...cases, ...annotations, ...links, ...positions }))(
  '%s stops with one line',
  (_, [schema, ...lines]) => {
    expect(schemaProblems(schema)).toEqual(lines);
  },
);

const own = 'above a model with an API of its own';
const rows = 'above a field that lists rows of a model';

/** Each annotation as it is written, and the places where it may stand. */
const allowed: Record<string, { places: readonly string[]; belongs: string }> = {
  '@orderBy x': { places: ['A'], belongs: own },
  '@many things': { places: ['A'], belongs: own },
  '@singular thing': { places: ['A.ts', 'A.cs', 'A.ls'], belongs: rows },
  '@omit': {
    places: ['A', 'L', 'A.x', 'A.b', 'A.ts', 'A.cs', 'A.ls', 'A.c', 'L.x'],
    belongs: 'above a model, or above a field other than the key',
  },
  '@readonly': {
    places: ['A', 'A.id', 'A.x', 'A.b', 'L.x'],
    belongs: 'above a model, a column or a to-one relation',
  },
  '@end things': {
    places: ['A.ls'],
    belongs: 'above a field that lists the links of a many-to-many relation',
  },
  '@live': {
    places: ['A', 'A.ts', 'A.ls'],
    belongs: 'above a model with an API of its own, or above a list of a many-to-many relation',
  },
};

/** A schema with something of every kind, and a comment above one of it. */
function commented(place: string, comment: string): string {
  const lines = `
    A: model A {
    A.id: id Int @id @default(1)
    A.x: x Int?
    A.b: b B? @relation("b", fields: [bId], references: [id])
    A.bId: bId Int?
    A.ts: ts B[] @relation("ts")
    A.cs: cs B[] @relation("cs")
    A.ls: ls L[]
    A.c: c B? @relation("c")
    }
    B: model B {
    B.id: id Int @id
    B.as: as A[] @relation("b")
    B.us: us A[] @relation("ts")
    B.a: a A? @relation("cs", fields: [aId], references: [id])
    B.aId: aId Int?
    B.d: d A? @relation("c", fields: [dId], references: [id])
    B.dId: dId Int? @unique
    B.ls: ls L[]
    }
    L: model L {
    L.a: a A @relation(fields: [aId], references: [id])
    L.aId: aId Int
    L.b: b B @relation(fields: [bId], references: [id])
    L.bId: bId Int
    L.x: x Int?
    @@id([aId, bId])
    }
    E: enum E {
    E.V: V
    }`;
  return lines
    .split('\n')
    .map((line) => {
      const [, at, code = line.trim()] = /^\s*([A-Z](?:\.\w+)?): (.*)$/.exec(line) ?? [];
      return at === place ? `/// ${comment}\n${code}` : code;
    })
    .join('\n');
}

const places = [
  'A',
  'A.id',
  'A.x',
  'A.b',
  'A.ts',
  'A.cs',
  'A.ls',
  'A.c',
  'L',
  'L.a',
  'L.aId',
  'L.x',
];

test.each(
  Object.entries(allowed).flatMap(([annotation, { places: right, belongs }]) =>
    [...places, 'E', 'E.V'].map((place) => ({
      annotation,
      place,
      belongs,
      fits: right.includes(place),
    })),
  ),
)('$annotation above $place: $fits', ({ annotation, place, belongs, fits }) => {
  const [name] = annotation.split(' ');
  const misplaced = `${place}: ${name} is not allowed here; it belongs ${belongs}.`;
  const lines = schemaProblems(commented(place, annotation));
  // One that fits may still leave the other end of a relation without one.
  if (fits) expect(lines).not.toContain(misplaced);
  else expect(lines).toEqual([misplaced]);
});

test.each([
  ...Object.entries(allowed).flatMap(
    ([
      annotation,
      {
        places: [place = ''],
      },
    ]) => {
      const [name = '', argument] = annotation.split(' ');
      return argument === undefined
        ? [[name, `${name} really`, place]]
        : [
            [name, name, place],
            [name, `${name} two words`, place],
            [name, `${name} 1st`, place],
          ];
    },
  ),
  ['@orderBy', '@orderBy x DESC', 'A'],
])('%s as `%s` is not valid', (name, written, place) => {
  const form =
    name === '@orderBy'
      ? '@orderBy field` or `@orderBy field desc'
      : (Object.keys(allowed).find((each) => each.split(' ')[0] === name) ?? '');
  const example =
    {
      '@many things': '@many people',
      '@singular thing': '@singular person',
      '@end things': '@end courses',
    }[form] ?? form;
  expect(schemaProblems(commented(place, written))).toEqual([
    `${place}: \`${written}\` is not valid; write \`${example}\`.`,
  ]);
});

test.each(['mongodb', 'mysql', 'sqlite', 'sqlserver', 'cockroachdb'])(
  'a schema for %s stops with one line, and nothing else of it is read',
  (provider) => {
    const type = provider === 'mongodb' ? ' @map("_id") @db.ObjectId' : '';
    const composite = provider === 'mongodb' ? 'type Place {\n  town String\n}\n' : '';
    const schema = `datasource db {\n  provider = "${provider}"\n}\n${composite}model A {\n  id String @id${type}\n}\n`;
    expect(schemaProblems(schema)).toEqual([
      `datasource: \`${provider}\` is not supported; use \`postgresql\`.`,
    ]);
  },
);

test.each([
  [
    'a type of MongoDB',
    'type Place {\n  town String\n}\nmodel A {\n  id Int @id\n  place Place\n}',
    /composite types?/i,
  ],
  [
    'a native type of MongoDB',
    'model A {\n  id String @id @db.ObjectId\n}',
    /Native type ObjectId is not supported/,
  ],
])('%s is refused by Prisma itself', (_, schema, reason) => {
  expect(() => readPrismaSchema(schema)).toThrow(reason);
});

test('all problems are reported together', () => {
  expect(
    schemaProblems(`/// @orderBy y\n${a('c String @db.Char(2)', 't DateTime @db.Time')}`),
  ).toEqual([
    'A.c: the API has no type for `@db.Char(2)`; leave it out with `/// @omit`.',
    'A.t: the API has no type for `@db.Time`; leave it out with `/// @omit`.',
    'A: `@orderBy y` names no column that the API shows; name one of its columns.',
  ]);
});

test('an omitted model is not checked', () => {
  const anything =
    'x Int\n  y Int\n  t DateTime @db.Time\n  p Unsupported("point")\n  @@id([x, y])';
  expect(schemaProblems(`${a()}/// @omit\nmodel B {\n  ${anything}\n}`)).toEqual([]);
  expect(schemaProblems(`${a()}model B {\n  ${anything}\n  @@ignore\n}`)).toEqual([]);
});

test('strings and comments that look like code are ignored', () => {
  expect(
    schemaProblems(
      a(
        '// gone Unsupported("point")',
        'x String @default("p Unsupported(\\"point\\") @ignore") // @ignore',
        'y Int @default(1) /// Not @omit, nor Unsupported("point").',
      ),
    ),
  ).toEqual([]);
});

test('the columns of a read-only model need no inputs', () => {
  expect(
    schemaProblems(`/// @readonly\n${a('/// @omit', 'x Int', '/// @readonly', 'y Int')}`),
  ).toEqual([]);
});
