/**
 * A statement of a migration to `schema`, the text of a Prisma schema, with the apostrophes in the values of enums doubled, as SQL
 * has them: Prisma doubles those of defaults alone.
 */
export function withQuotedEnumValues(statement: string, schema: string): string {
  const values = [...schema.matchAll(/@map\(("(?:[^"\\]|\\.)*")\)/g)]
    // Prisma writes texts as JSON does.
    .map(([, text = '']) => String(JSON.parse(text)))
    .filter((value) => value.includes("'"))
    // Where one begins with another, the longer one is meant.
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return statement;
  const value = new RegExp(`'(${values.map(escaped).join('|')})'(?=, '|\\)?;)`, 'g');
  return statement.replace(
    /^(?:CREATE TYPE "(?:[^"]|"")+" AS ENUM \(|ALTER TYPE "(?:[^"]|"")+" ADD VALUE ).*$/gm,
    (line) => line.replace(value, (_, text: string) => `'${text.replaceAll("'", "''")}'`),
  );
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
