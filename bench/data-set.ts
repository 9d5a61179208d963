import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/embedded-postgres/embedded.js';
import { connect } from '../src/postgres/connect.js';
import { applyMigrations } from '../src/postgres/migrate.js';
import { addBulkData } from './bulk-data.js';
import type { Stops } from './stops.js';

/** The rows that the queries use, which are the same in every data set of one size. */
export interface DataSetFacts {
  readonly articles: number;
  readonly publications: number;
  readonly links: number;
  /** An article with several publications. */
  readonly articleKey: number;
  /** The publication with the most articles, and their number. */
  readonly largestKey: number;
  readonly largestLinks: number;
  /** The title of a publication with a medium number of articles. */
  readonly middleTitle: string;
  /** The full version of PostgreSQL. */
  readonly postgres: string;
}

/** A PostgreSQL with two databases: one for queries, and a copy for mutations. */
export interface DataSet {
  readonly readUrl: string;
  readonly writeUrl: string;
  readonly facts: DataSetFacts;
  /** Stops PostgreSQL. */
  stop(): Promise<void>;
}

/** The size of a data set. */
export interface DataSetSize {
  readonly articles: number;
  readonly publications: number;
}

/** The number of articles in the full comparison. Fewer are for a smoke test. */
export const fullSize = 200_000;

/** The number of publications for a number of articles: 2,000 for 200,000, and at least 200, because cases add 100. */
export function publicationsFor(articles: number): number {
  return Math.max(200, Math.round(articles / 100));
}

/** The other servers record no changes for subscriptions. `docs/live-changes.md` has what that costs. */
async function disableTriggers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const table of ['Article', 'Publication', '_ArticleToPublication'])
    await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await client.end();
}

/**
 * Starts a PostgreSQL with its default settings in a new folder and adds the data, which is the same for every run of one size.
 * `onProgress` gets the completed share, 0 to 1.
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
  await disableTriggers(readUrl);
  // A single connection, because the seed of random() is per connection.
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
  // Otherwise autovacuum would run during a measurement.
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
  // The statement returns one row with exactly these columns.
  return rows[0] as DataSetFacts;
}
