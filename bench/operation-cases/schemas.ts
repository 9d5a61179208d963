import type pg from 'pg';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';

/** A schema in `tests/schemas` with what the schema of the sample data does not have. */
export type TestSchema = 'playlists' | 'learning';

/** The number of rows in each ordered list. */
export const listLength = 100_000;

export const song = (index: number) =>
  encodeGlobalId('Song', `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
export const playlist = (index: number) => encodeGlobalId('Playlist', index);
export const book = (index: number) => encodeGlobalId('Book', index);
export const author = (index: number) => encodeGlobalId('Author', `a${index}`);
export const course = (index: number) =>
  encodeGlobalId('Course', `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
export const tag = (index: number) => encodeGlobalId('Tag', index);

/**
 * The rows of each schema. Playlist 1 and author 1 have lists of 100,000 rows, and so has book 1. The courses have as many tags as the
 * articles of the sample data have publications.
 */
const rows: Readonly<Record<TestSchema, string>> = {
  playlists: `
    INSERT INTO "Song" SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'song ' || i FROM generate_series(1, ${listLength} + 10000) AS i;
    INSERT INTO "Playlist" SELECT i, 'list ' || i FROM generate_series(1, 10000) AS i;
    INSERT INTO "Book" SELECT i, 'book ' || i FROM generate_series(1, ${listLength} + 10000) AS i;
    INSERT INTO "Author" SELECT 'a' || i FROM generate_series(1, ${listLength} + 10000) AS i;
    INSERT INTO "Entry" ("list", "song", "at", "updatedAt")
    SELECT 1, ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'g' || lpad(i::text, 7, '0'), now() FROM generate_series(1, ${listLength}) AS i;
    INSERT INTO "Authorship" ("bookPlace", "authorCode", "bookId", "authorPlace")
    SELECT i * 4294967296, 'a1', i, 1024 FROM generate_series(1, ${listLength}) AS i;
    INSERT INTO "Authorship" ("bookPlace", "authorCode", "bookId", "authorPlace")
    SELECT 4294967296, 'a' || i, 1, i * 1024 FROM generate_series(2, ${listLength}) AS i;
    SELECT setval(pg_get_serial_sequence('"Playlist"', 'id'), 1000000), setval(pg_get_serial_sequence('"Book"', 'id'), 1000000)`,
  learning: `
    INSERT INTO departments (name, city) VALUES ('one', 'one');
    INSERT INTO "Tag" (name) SELECT 'tag ' || lpad(i::text, 6, '0') FROM generate_series(1, 10000) AS i;
    INSERT INTO "Course" (id, slug, title)
    SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'course ' || i, 'course ' || i FROM generate_series(1, 50000) AS i;
    INSERT INTO "_CourseToTag" ("A", "B")
    SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 1 + floor(1000 * random() ^ 4)::int
    FROM generate_series(1, 50000) AS i, generate_series(1, 5) ON CONFLICT DO NOTHING`,
};

/** Adds the rows of a schema to its new database. */
export async function addRows(schema: TestSchema, database: pg.Client): Promise<void> {
  await database.query(rows[schema]);
  await database.query('VACUUM (ANALYZE)');
}
