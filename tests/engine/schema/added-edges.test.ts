import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let locker: pg.Client;
let writer: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  [locker, writer] = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)];
  for (const client of [locker, writer]) await client.connect();
  await writer.query(`
    INSERT INTO "Article" (headline) VALUES ('a');
    INSERT INTO "Publication" (title) VALUES ('old')`);
});
afterAll(async () => {
  for (const client of [locker, writer]) await client.end();
  await server.close();
});

/** Waits until a statement waits for a lock. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const { rowCount } = await writer.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rowCount) return;
  }
}

test('an added edge is the edge of the list, also if its row changed while the owner was locked', async () => {
  await locker.query(`BEGIN; SELECT FROM "Article" FOR UPDATE`);
  const edge = '{ cursor node { title } }';
  const adding = server.run<Record<string, Record<string, unknown>>>(`mutation {
    add: addArticlePublications(input: {
      articleId: "${encodeGlobalId('Article', 1)}", publicationIds: ["${encodeGlobalId('Publication', 1)}"]
    }) { addedPublicationEdges ${edge} article { publications { edges ${edge} } } }
  }`);
  await untilBlocked();
  await writer.query(`UPDATE "Publication" SET title = 'new'`);
  await locker.query('COMMIT');
  const { add } = await adding;
  const list = { publications: { edges: add?.addedPublicationEdges } };
  expect(add?.article).toEqual(list);
  expect(add?.addedPublicationEdges).toEqual([
    { cursor: expect.any(String), node: { title: 'new' } },
  ]);
});
