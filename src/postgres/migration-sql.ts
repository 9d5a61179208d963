import { everything, withSchemaEngine } from './schema-engine.js';

/**
 * The SQL that takes a database from one Prisma schema (undefined: from nothing) to another, given as their texts, the way
 * this server wants it. Where Prisma's own would order texts by the database's locale, they are ordered by code point; and
 * Prisma's index on the second column of a join table also holds the first, so that pages from that end come from it. The
 * schemas alone are compared, but the engine wants any PostgreSQL, at `url`, to be there. Throws where a schema is not valid.
 */
export async function migrationSql(
  url: string,
  from: string | undefined,
  to: string,
): Promise<string> {
  const schema = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  });
  const { stdout } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: from === undefined ? { tag: 'empty' } : schema(from),
      to: schema(to),
      script: true,
      exitCode: null,
      filters: everything,
    }),
  );
  return (stdout ?? '')
    .replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/, '')
    .replace(/ (TEXT|VARCHAR\(\d+\))(?=[ ,;\n])/g, ' $1 COLLATE "C"')
    .replace(/(CREATE INDEX "_\w+_B_index" ON "_\w+")\("B"\)/g, '$1("B", "A")');
}
