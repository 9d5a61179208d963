import { sql } from 'kysely';
import type { Executor } from '../src/engine/database.js';
import { run } from '../src/engine/sql/statement.js';

/** The number of rows and links to create. */
export interface BulkSize {
  readonly articles: number;
  readonly publications: number;
  /** The number of random publications that each article is linked to; duplicates count once. */
  readonly offers: number;
}

const step = 5_000;

/**
 * Adds articles, publications and links, with a skewed distribution as in real data: publication `1 + floor(n * random()^4)`.
 * The first has more than half of the articles, and most have few. `onProgress` gets the completed share, 0 to 1.
 */
export async function addBulkData(
  database: Executor,
  size: BulkSize,
  onProgress: (share: number) => void,
): Promise<void> {
  const rows = await run(
    database,
    sql<{ id: number }>`
    INSERT INTO "Publication" (title) SELECT 'Publication ' || lpad(i::text, 8, '0') FROM generate_series(1, ${size.publications}::int) AS i
    RETURNING id`,
  );
  const publications = rows.map(({ id }) => id);
  for (let done = 0; done < size.articles; done += step) {
    const until = Math.min(done + step, size.articles);
    await run(
      database,
      sql`
      WITH article AS (
        INSERT INTO "Article" (headline) SELECT md5(i::text) || ' ' || i FROM generate_series(${done + 1}::int, ${until}::int) AS i RETURNING id
      )
      INSERT INTO "_ArticleToPublication" ("A", "B")
      SELECT article.id, (${publications}::int[])[1 + floor(${publications.length}::int * random() ^ 4)::int]
      FROM article, generate_series(1, ${size.offers}::int)
      ON CONFLICT DO NOTHING`,
    );
    onProgress(until / size.articles);
  }
  // Otherwise the planner has no statistics of the new rows.
  await run(database, sql`ANALYZE "Article", "Publication", "_ArticleToPublication"`);
}
