import pg from 'pg';
import { connectTime } from './migration-history.js';
import { searchPathSettings } from './session.js';

/** A column whose value PostgreSQL computes from others of its row. */
export interface GeneratedColumn {
  readonly table: string;
  readonly column: string;
}

/** The generated columns of the database at `url`. Prisma takes their expressions for defaults. */
export async function generatedColumns(url: string): Promise<GeneratedColumn[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTime });
  client.on('error', () => {});
  await client.connect();
  try {
    const settings = searchPathSettings({ url });
    if (settings !== '') await client.query(settings);
    const { rows } = await client.query<GeneratedColumn>(`
      SELECT t.relname AS "table", c.attname AS "column"
      FROM pg_attribute AS c JOIN pg_class AS t ON t.oid = c.attrelid
      WHERE c.attgenerated = 's' AND NOT c.attisdropped AND t.relkind IN ('r', 'p')
        AND t.relnamespace = current_schema()::regnamespace
      ORDER BY t.relname, c.attnum`);
    return rows;
  } finally {
    await client.end();
  }
}

/** Makes the defaults of `generated` columns in the `CREATE TABLE` statements of a migration what they are: expressions. */
export function withGeneratedColumns(sql: string, generated: readonly GeneratedColumn[]): string {
  return sql.replace(/^CREATE TABLE "([^"]+)" \(\n(?:.*\n)*?\);$/gm, (statement, table: string) =>
    statement.replace(
      /^( {4}"([^"]+)" .*?) DEFAULT (.*?)(,?)$/gm,
      (line, before: string, column: string, expression: string, comma: string) =>
        generated.some((each) => each.table === table && each.column === column)
          ? `${before} GENERATED ALWAYS AS (${expression}) STORED${comma}`
          : line,
    ),
  );
}
