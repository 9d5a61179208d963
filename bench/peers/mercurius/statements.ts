import pg from 'pg';
import { databaseUrl } from '../listen.js';
import type { Row } from './connection.js';

/** A row with the key of its parent. */
export interface ChildRow extends Row {
  readonly parent: number;
}

const pool = new pg.Pool({ connectionString: databaseUrl() });

const tables = {
  Article: { column: 'headline', own: 'A', far: 'B' },
  Publication: { column: 'title', own: 'B', far: 'A' },
} as const;

/** A type with a table. */
export type Table = keyof typeof tables;

async function rowsOf<Result>(text: string, values: readonly unknown[]): Promise<Result[]> {
  // Each caller names the columns of its own statement.
  return (await pool.query({ text, values: [...values] })).rows as Result[];
}

/** The row with this key. */
export async function rowByKey(table: Table, key: number): Promise<Row | undefined> {
  const [row] = await rowsOf<Row>(
    `SELECT id, ${tables[table].column} AS text FROM "${table}" WHERE id = $1`,
    [key],
  );
  return row;
}

/** The first `limit` rows after `[text, key]`. */
export function rootRows(
  table: Table,
  [text, key]: readonly [string, number],
  limit: number,
): Promise<Row[]> {
  const { column } = tables[table];
  return rowsOf(
    `SELECT id, ${column} AS text FROM "${table}" WHERE (${column}, id) > ($1, $2) ORDER BY ${column}, id LIMIT $3`,
    [text, key, limit],
  );
}

const appearsIn = `EXISTS (
  SELECT FROM "_ArticleToPublication" AS link JOIN "Publication" AS publication ON publication.id = link."B"
  WHERE link."A" = node.id AND publication.title = $1)`;

/** The same of the articles in a publication with this title. */
export function articleRowsIn(
  title: string,
  [text, key]: readonly [string, number],
  limit: number,
): Promise<Row[]> {
  return rowsOf(
    `SELECT node.id, node.headline AS text FROM "Article" AS node
     WHERE ${appearsIn} AND (node.headline, node.id) > ($2, $3) ORDER BY node.headline, node.id LIMIT $4`,
    [title, text, key, limit],
  );
}

/** The number of rows; with a title, of the articles in a publication with this title. */
export async function countRows(table: Table, title?: string | null): Promise<number> {
  const filter = title ? `WHERE ${appearsIn}` : '';
  const [row] = await rowsOf<{ count: number }>(
    `SELECT count(*)::int FROM "${table}" AS node ${filter}`,
    title ? [title] : [],
  );
  return row?.count ?? 0;
}

/** The first `limit` rows of each of `parents`, which are of the other type, after `[text, key]`. */
export function childRows(
  table: Table,
  parents: readonly number[],
  [text, key]: readonly [string, number],
  limit: number,
): Promise<ChildRow[]> {
  const { column, own, far } = tables[table];
  return rowsOf(
    `SELECT parent.key AS parent, page.id, page.text FROM unnest($1::int[]) AS parent(key) CROSS JOIN LATERAL (
       SELECT node.id, node.${column} AS text FROM "_ArticleToPublication" AS link JOIN "${table}" AS node ON node.id = link."${own}"
       WHERE link."${far}" = parent.key AND (node.${column}, node.id) > ($2, $3) ORDER BY node.${column}, node.id LIMIT $4
     ) AS page ORDER BY parent.key, page.text, page.id`,
    [parents, text, key, limit],
  );
}

/** The number of rows of each of `parents`, which are of the other type. */
export async function countChildren(
  table: Table,
  parents: readonly number[],
): Promise<Map<number, number>> {
  const { far } = tables[table];
  const rows = await rowsOf<{ parent: number; count: number }>(
    `SELECT "${far}" AS parent, count(*)::int FROM "_ArticleToPublication" WHERE "${far}" = ANY ($1) GROUP BY 1`,
    [parents],
  );
  return new Map(rows.map(({ parent, count }) => [parent, count]));
}
