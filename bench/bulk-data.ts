import { sql } from 'kysely';
import type { Executor } from '../src/engine/database.js';
import { run } from '../src/engine/sql/statement.js';

/** How much to make. */
export interface BulkSize {
  readonly articles: number;
  readonly publications: number;
  /** How many publications each article is offered to; offers of the same one count once. */
  readonly offers: number;
}

const step = 5_000;

/**
 * Adds articles, publications and links between them, skewed as real ones are: publication `1 + floor(n * random()^4)`,
 * so that the first carries more than half of the articles and most carry few. `onProgress` gets the share done, 0 to 1.
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
  // The planner knows nothing of the new rows until it is told.
  await run(database, sql`ANALYZE "Article", "Publication", "_ArticleToPublication"`);
}
