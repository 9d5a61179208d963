/**
 * A Prisma schema of so many models, at least 20. Each has eleven columns beside its key, two foreign keys, and an index for its
 * order; every second one has a many-to-many relation, and every fourth of these has columns of its own.
 */
export function manyModels(count: number): string {
  const models = Array.from({ length: count }, (_, at) => model(at, count));
  return ['enum Status {\n  DRAFT\n  OPEN\n  DONE\n}', ...models, ...linkModels(count)].join(
    '\n\n',
  );
}

/** A name of letters alone, of up to 8,000 models. */
function nameOf(at: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz';
  const letter = (power: number) => letters.charAt(Math.floor(at / 20 ** power) % 20);
  return `Model${letter(2).toUpperCase()}${letter(1)}${letter(0)}a`;
}

/** The relations of one model to later ones, counted round. */
const targets = (at: number, count: number) => ({
  parent: (at + 1) % count,
  owner: (at + 7) % count,
  tagged: (at + 13) % count,
});

const hasTags = (at: number) => at % 2 === 0;
const hasLinkColumns = (at: number) => at % 8 === 0;

function model(at: number, count: number): string {
  const { parent, owner, tagged } = targets(at, count);
  const back = (distance: number) => (at - distance + count) % count;
  const tags = hasTags(at)
    ? [
        hasLinkColumns(at)
          ? `  tags      Link${nameOf(at)}[] @relation("tags${at}")`
          : `  tags      ${nameOf(tagged)}[] @relation("tags${at}")`,
      ]
    : [];
  const from = back(13);
  const tagOf = hasTags(from)
    ? [
        hasLinkColumns(from)
          ? `  tagOf     Link${nameOf(from)}[] @relation("tagOf${from}")`
          : `  tagOf     ${nameOf(from)}[] @relation("tags${from}")`,
      ]
    : [];
  return [
    `/// A thing of kind ${at}.`,
    '/// @orderBy name',
    `model ${nameOf(at)} {`,
    '  id        Int       @id @default(autoincrement())',
    '  /// What it is called.',
    '  name      String    @db.VarChar(100)',
    '  slug      String    @unique @db.VarChar(100)',
    '  notes     String?',
    '  amount    Decimal?  @db.Decimal(12, 2)',
    '  count     Int       @default(0)',
    '  rating    Float?',
    '  active    Boolean   @default(true)',
    '  status    Status    @default(DRAFT)',
    '  startsAt  DateTime?',
    '  createdAt DateTime  @default(now())',
    '  updatedAt DateTime  @updatedAt',
    `  parent    ${nameOf(parent)}  @relation("parent${at}", fields: [parentId], references: [id])`,
    '  parentId  Int',
    `  owner     ${nameOf(owner)}? @relation("owner${at}", fields: [ownerId], references: [id], onDelete: SetNull)`,
    '  ownerId   Int?',
    `  children  ${nameOf(back(1))}[] @relation("parent${back(1)}")`,
    `  owned     ${nameOf(back(7))}[] @relation("owner${back(7)}")`,
    ...tags,
    ...tagOf,
    '',
    '  @@index([name, id])',
    '  @@index([parentId])',
    '  @@index([ownerId])',
    '}',
  ].join('\n');
}

function linkModels(count: number): string[] {
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => hasTags(at) && hasLinkColumns(at))
    .map((at) => {
      const target = targets(at, count).tagged;
      return [
        `model Link${nameOf(at)} {`,
        `  one     ${nameOf(at)} @relation("tags${at}", fields: [oneId], references: [id], onDelete: Cascade)`,
        '  oneId   Int',
        `  other   ${nameOf(target)} @relation("tagOf${at}", fields: [otherId], references: [id], onDelete: Cascade)`,
        '  otherId Int',
        '  since   DateTime @default(now())',
        '  weight  Int      @default(1)',
        '',
        '  @@id([oneId, otherId])',
        '  @@index([otherId, oneId])',
        '}',
      ].join('\n');
    });
}
