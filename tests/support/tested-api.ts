import pg from 'pg';
import type { Operation, TestedApi } from '../../src/testing/index.js';
import { post } from './exchange.js';
import { startTestServer, type Template, type TestOptions, type TestServer } from './server.js';

/** Rows of articles and publications: three of each, and four links. */
export const pressRows = `
  TRUNCATE "Article", "Publication", "_ArticleToPublication" RESTART IDENTITY;
  INSERT INTO "Article" (headline) VALUES ('a'), ('NASA uses Python'), ('a');
  INSERT INTO "Publication" (title) VALUES ('p'), ('q'), ('a');
  INSERT INTO "_ArticleToPublication" VALUES (1, 1), (1, 2), (2, 2), (3, 1);`;

/** Every row of every table as text. Not the sequences, which a failed statement advances. */
const allRows = `
  SELECT string_agg(query_to_xml(format('SELECT * FROM %I AS row ORDER BY row::text', relname), true, false, '')::text, '' ORDER BY relname) AS all
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`;

/** An API on a server with its own database. */
export interface Served {
  readonly api: TestedApi;
  readonly server: TestServer;
  close(): Promise<void>;
}

/** Starts a server for an API, whose rows `rows` inserts after it has deleted all. */
export async function serve(
  template: Template,
  of: Pick<TestedApi, 'schema' | 'model'>,
  rows: string,
  options?: TestOptions,
): Promise<Served> {
  const server = await startTestServer(template, options);
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const send = async (operation: Operation) => (await post(server.url, operation)).body;
  return {
    api: {
      ...of,
      send,
      seed: () => client.query(rows),
      dump: async () => (await client.query<{ all: string }>(allRows)).rows[0]?.all ?? '',
    },
    server,
    close: async () => {
      await client.end();
      await server.close();
    },
  };
}
