import { readMigrations } from './migrate.js';
import { everything, withSchemaEngine } from './schema-engine.js';

/**
 * The SQL that takes a database from what the migrations in `folder` make (undefined: from an empty one) to `schema`, the text of a
 * Prisma schema; empty where nothing is left to do. The migrations are applied to a database of their own on the PostgreSQL
 * at `url`. Throws where the schema is not valid or a migration fails.
 *
 * Two things are not as Prisma writes them: texts are ordered by code point, not by the database's locale; and the index
 * on the second column of a join table also holds the first, so that pages from that end come from it alone.
 */
export async function migrationSql(
  url: string,
  folder: string | undefined,
  schema: string,
): Promise<string> {
  const migrations = folder === undefined ? undefined : await readMigrations(folder);
  const { stdout } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: migrations ? { tag: 'migrations', ...migrations } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: everything,
    }),
  );
  const statements = (stdout ?? '').trim().split(/\n\n(?=-- \w)/);
  return statements
    .filter((statement) => isNeeded(statement, statements))
    .map((statement) => withOwnIndex(withCollation(statement)))
    .join('\n\n');
}

/** The name of the index on a join table's second column. */
const joinIndex = /^-- (?:Drop|Create)Index\n(DROP|CREATE) INDEX ("_\w+_B_index")/;

function isNeeded(statement: string, all: readonly string[]): boolean {
  if (/^(-- This is an empty migration\.)?$/.test(statement)) return false;
  if (/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";$/.test(statement)) return false;
  // Prisma would replace our index by its own: it drops and creates one name.
  const name = joinIndex.exec(statement)?.[2];
  if (name === undefined) return true;
  return all.filter((other) => joinIndex.exec(other)?.[2] === name).length < 2;
}

function withCollation(statement: string): string {
  // Texts and names in quotes are passed over: a default may hold a type's name.
  return statement.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"| (?:TEXT|VARCHAR|CHAR)(?:\(\d+\))?(?:\[\])?(?=[ ,;\n])/g,
    (part) => (part.startsWith(' ') ? `${part} COLLATE "C"` : part),
  );
}

function withOwnIndex(statement: string): string {
  return statement.replace(/(CREATE INDEX "_\w+_B_index" ON "_\w+")\("B"\)/, '$1("B", "A")');
}
