import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { connect } from '../src/postgres/connect.js';
import { applyMigrations } from '../src/postgres/migrate.js';
import { addBulkData } from './bulk-data.js';
import type { Stops } from './stops.js';

/** The rows that the queries are about, which lie the same in every data set of one size. */
export interface DataSetFacts {
  readonly articles: number;
  readonly publications: number;
  readonly links: number;
  /** An article with several publications. */
  readonly articleKey: number;
  /** The publication with the most articles, and how many they are. */
  readonly largestKey: number;
  readonly largestLinks: number;
  /** The title of a publication that is neither large nor small. */
  readonly middleTitle: string;
  /** The full version of PostgreSQL. */
  readonly postgres: string;
}

/** One PostgreSQL with two databases: one that is only read, and a copy of it that is written to. */
export interface DataSet {
  readonly readUrl: string;
  readonly writeUrl: string;
  readonly facts: DataSetFacts;
  /** Stops PostgreSQL. */
  stop(): Promise<void>;
}

/** How much there is to read and write. */
export interface DataSetSize {
  readonly articles: number;
  readonly publications: number;
}

/** How many articles the comparison is about; fewer are for a quick look. */
export const fullSize = 200_000;

/** How many publications there are for so many articles: 2,000 for 200,000, and never so few that 100 cannot be added to some. */
export function publicationsFor(articles: number): number {
  return Math.max(200, Math.round(articles / 100));
}

/**
 * Starts a PostgreSQL, tuned as it comes, in a folder of its own, and fills it. Every data set of one size is the same, link by link.
 * `onProgress` gets the share of the rows that are made, 0 to 1.
 */
export async function makeDataSet(
  folder: string,
  size: DataSetSize,
  stops: Stops,
  onProgress: (share: number) => void,
): Promise<DataSet> {
  const postgres = await startEmbedded(join(folder, 'data'));
  const stop = stops.add(() => postgres.stop());
  const readUrl = await createDatabase(postgres.url, 'bench_read');
  await applyMigrations(readUrl);
  // One connection, because the seed of random() is the connection's.
  const database = connect({
    url: readUrl,
    pool: { size: 1 },
  });
  try {
    await database.run({ text: 'SELECT setseed(0.5)', values: [] });
    await addBulkData(database, { ...size, offers: 5 }, onProgress);
  } finally {
    await database.close();
  }
  const writeUrl = await createDatabase(postgres.url, 'bench_write', 'bench_read');
  // As autovacuum would have left it after a while: otherwise it would come along in the middle of a measurement.
  for (const url of [readUrl, writeUrl]) await run(url, 'VACUUM (ANALYZE)');
  await run(postgres.url, 'CHECKPOINT');
  return { readUrl, writeUrl, facts: await readFacts(readUrl), stop };
}

async function createDatabase(url: string, name: string, template = 'template0'): Promise<string> {
  await run(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const database = new URL(url);
  database.pathname = name;
  return database.href;
}

async function run(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

async function readFacts(url: string): Promise<DataSetFacts> {
  const { rows } = await run(
    url,
    `WITH largest AS (SELECT "B" AS id, count(*)::int AS links FROM "_ArticleToPublication" GROUP BY "B" ORDER BY 2 DESC, 1 LIMIT 1)
     SELECT (SELECT count(*)::int FROM "Article") AS "articles",
            (SELECT count(*)::int FROM "Publication") AS "publications",
            (SELECT count(*)::int FROM "_ArticleToPublication") AS "links",
            (SELECT "A" FROM "_ArticleToPublication" GROUP BY "A" HAVING count(*) = 5 ORDER BY "A" LIMIT 1) AS "articleKey",
            (SELECT id FROM largest) AS "largestKey",
            (SELECT links FROM largest) AS "largestLinks",
            (SELECT title FROM "Publication" ORDER BY title OFFSET (SELECT count(*) / 4 FROM "Publication") LIMIT 1) AS "middleTitle",
            version() AS "postgres"`,
  );
  // The statement gives one row with exactly these columns.
  return rows[0] as DataSetFacts;
}
