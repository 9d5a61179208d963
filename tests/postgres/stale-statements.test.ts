import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: pg.Client;
beforeEach(async () => {
  server = await startTestServer();
  admin = new pg.Client(server.databaseUrl);
  await admin.connect();
  await admin.query(
    `INSERT INTO "Article" (headline) SELECT 'a' || n FROM generate_series(1, 20) n;
     INSERT INTO "Publication" (title) SELECT 'p' || n FROM generate_series(1, 20) n;
     INSERT INTO "_ArticleToPublication" SELECT n, n FROM generate_series(1, 20) n`,
  );
});
afterEach(async () => {
  await admin.end();
  await server.close();
});

const id = (type: string, key: number) => Buffer.from(`${type}:${key}`).toString('base64');
const read =
  '{ articles { nodes { headline publications { totalCount nodes { title articles { nodes { headline } } } } } } node(id: "QXJ0aWNsZTox") { ... on Article { headline } } }';
const set = (key: number) => `mutation {
  set: setArticlePublications(input: { articleId: "${id('Article', key)}", publicationIds: ["${id('Publication', key)}"] }) {
    article { headline publications { nodes { title } } } addedCount removedCount addedPublicationEdges { node { title } } }
  add: addPublicationArticles(input: { publicationId: "${id('Publication', key)}", articleIds: ["${id('Article', key)}"] }) {
    publication { title articles { nodes { headline } } } addedCount addedArticleEdges { node { headline } } }
}`;

/** Changes the types of columns back and forth, one table at a time, which avoids deadlocks. */
const alterations = ['varchar(200)', 'text', 'varchar(300)', 'text'].flatMap((type) => [
  `ALTER TABLE "Article" ALTER headline TYPE ${type} COLLATE "C"`,
  `ALTER TABLE "Publication" ALTER title TYPE ${type} COLLATE "C"`,
]);

test('after the type of a column changes, all connections read and write it without errors', async () => {
  const expected = await server.run(read);
  const changed = await server.run(set(1));
  const many = (work: (key: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: 20 }, (_, n) => work(n + 1)));
  // All connections prepare their statements.
  await many(() => server.run(read));
  await many((key) => server.run(set(key)));
  for (const [n, alteration] of alterations.entries()) {
    await admin.query(alteration);
    // Alternately a mutation and a query come first.
    if (n % 2 === 0) expect(await server.run(set(1))).toEqual(changed);
    await many(async () => expect(await server.run(read)).toEqual(expected));
    await many((key) => server.run(set(key)));
  }
  expect(server.logged).toEqual([]);
});

test('operations that run while the type changes succeed', async () => {
  const expected = await server.run(read);
  let changing = true;
  const clients = Array.from({ length: 12 }, async (_, n) => {
    let answers = 0;
    for (; changing; answers++) {
      if (n % 3 === 0) await server.run(set(n + 1));
      else expect(await server.run(read)).toEqual(expected);
    }
    return answers;
  });
  for (let round = 1; round <= 3; round++)
    for (const alteration of alterations) {
      await admin.query(alteration);
      await sleep(50);
    }
  changing = false;
  for (const answers of await Promise.all(clients)) expect(answers).toBeGreaterThan(0);
  expect(server.logged).toEqual([]);
});

test('deallocated prepared statements are prepared again', async () => {
  const expected = await server.run(read);
  const changed = await server.run(set(1));
  // A trigger runs on the connections of the server.
  await admin.query(
    `CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN EXECUTE ''DEALLOCATE ALL''; RETURN NULL; END'`,
  );
  await admin.query(
    `CREATE TRIGGER forget AFTER UPDATE ON "Article" FOR EACH STATEMENT EXECUTE FUNCTION forget()`,
  );
  for (let run = 1; run <= 5; run++) {
    await server.run(
      `mutation { updateArticle(input: { id: "${id('Article', 1)}", headline: "a1" }) { article { headline } } }`,
    );
    expect(await server.run(read)).toEqual(expected);
    expect(await server.run(set(1))).toEqual(changed);
  }
  expect(server.logged).toEqual([]);
});
