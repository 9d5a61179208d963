import { withQuotedEnumValues } from './enum-literals.js';
import { changeTable } from './live/change-table.js';
import { readMigrations } from './migrate.js';
import { mirrorStatements } from './mirrored-links.js';
import { withSchemaEngine } from './schema-engine.js';

/**
 * The SQL that migrates a database from the migrations in `folder`, or from an empty database if it is undefined, to `schema`, the
 * text of a Prisma schema. Empty if there is no difference. The migrations are applied to a temporary database on the PostgreSQL
 * at `url`. Throws if the schema is invalid or a migration fails.
 *
 * It differs from Prisma's SQL in four ways: texts are ordered by code point, not by the database's locale; the index on the second
 * column of a join table also contains the first, so that pages from that end need only the index; values of enums may contain
 * apostrophes; and the join tables `mirrored`, those of symmetric relations, have triggers that keep both directions of each link.
 */
export async function migrationSql(
  url: string,
  folder: string | undefined,
  schema: string,
  mirrored: readonly string[] = [],
): Promise<string> {
  const migrations = folder === undefined ? undefined : await readMigrations(folder);
  const { stdout } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: migrations ? { tag: 'migrations', ...migrations } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: withoutChanges,
    }),
  );
  const statements = (stdout ?? '').trim().split(/\n\n(?=-- \w)/);
  const own = statements
    .filter((statement) => isNeeded(statement, statements))
    .map((statement) => withOwnIndex(withCollation(withQuotedEnumValues(statement, schema))));
  const earlier = migrations?.migrationDirectories.map(({ migrationFile }) => migrationFile) ?? [];
  const texts = earlier.map(({ content }) => content.value);
  return [...own, ...mirrorStatements(texts, own, mirrored)].join('\n\n');
}

/** The change table is not in a Prisma schema. Migrations are compared in a database with one schema. */
const withoutChanges = { externalTables: [`public.${changeTable}`], externalEnums: [] };

/** The name of the index on a join table's second column. */
const joinIndex = /^-- (?:Drop|Create)Index\n(DROP|CREATE) INDEX ("_\w+_B_index")/;

function isNeeded(statement: string, all: readonly string[]): boolean {
  if (/^(-- This is an empty migration\.)?$/.test(statement)) return false;
  if (/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";$/.test(statement)) return false;
  // Prisma would replace this index by its own, of the same name: it drops one and creates the other.
  const name = joinIndex.exec(statement)?.[2];
  if (name === undefined) return true;
  return all.filter((other) => joinIndex.exec(other)?.[2] === name).length < 2;
}

function withCollation(statement: string): string {
  // Quoted texts and names are skipped: a default may contain the name of a type.
  return statement.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"| (?:TEXT|VARCHAR|CHAR)(?:\(\d+\))?(?:\[\])?(?=[ ,;\n])/g,
    (part) => (part.startsWith(' ') ? `${part} COLLATE "C"` : part),
  );
}

function withOwnIndex(statement: string): string {
  return statement.replace(/(CREATE INDEX "_\w+_B_index" ON "_\w+")\("B"\)/, '$1("B", "A")');
}
