import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let other: pg.Client;
let watcher: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  [other, watcher] = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)];
  for (const client of [other, watcher]) await client.connect();
  await other.query(`CREATE SEQUENCE lost; SET deadlock_timeout = '1min'`);
});
afterAll(async () => {
  for (const client of [other, watcher]) await client.end();
  await server.close();
});

/** Articles 1 and 2, publications 1 and 2, and a link of the first two. */
beforeEach(async () => {
  await other.query(`TRUNCATE "Article", "Publication", "_ArticleToPublication" RESTART IDENTITY;
    INSERT INTO "Article" (headline) VALUES ('a'), ('b');
    INSERT INTO "Publication" (title) VALUES ('p'), ('q');
    INSERT INTO "_ArticleToPublication" VALUES (1, 1)`);
  server.logged.length = 0;
});

const [a, p, q] = [
  encodeGlobalId('Article', 1),
  encodeGlobalId('Publication', 1),
  encodeGlobalId('Publication', 2),
];
/** All rows and links. */
const everything = async () => {
  const { rows } = await watcher.query(`SELECT
    (SELECT json_agg(each ORDER BY id) FROM "Article" AS each) AS articles,
    (SELECT json_agg(each ORDER BY id) FROM "Publication" AS each) AS publications,
    (SELECT json_agg(each ORDER BY "A", "B") FROM "_ArticleToPublication" AS each) AS links`);
  return rows[0];
};

/** Each mutation, with a table that it changes. */
const changes = [
  ['Article', `createArticle(input: { headline: "x" }) { article { headline } }`],
  [
    '_ArticleToPublication',
    `createArticle(input: { headline: "x", publicationIds: ["${p}", "${q}"] }) { article { headline } }`,
  ],
  ['Article', `updateArticle(input: { id: "${a}", headline: "x" }) { article { headline } }`],
  ['_ArticleToPublication', `deleteArticle(input: { id: "${a}" }) { deletedArticleId }`],
  ['_ArticleToPublication', `deleteArticles(input: { where: {} }) { deletedCount }`],
  [
    '_ArticleToPublication',
    `addArticlePublications(input: { articleId: "${a}", publicationIds: ["${q}"] }) { addedCount }`,
  ],
  [
    '_ArticleToPublication',
    `removeArticlePublications(input: { articleId: "${a}", publicationIds: ["${p}"] }) { removedCount }`,
  ],
  [
    '_ArticleToPublication',
    `setArticlePublications(input: { articleId: "${a}", publicationIds: ["${q}"] }) { addedCount removedCount }`,
  ],
  [
    '_ArticleToPublication',
    `clearArticlePublications(input: { articleId: "${a}" }) { removedCount }`,
  ],
  [
    '_ArticleToPublication',
    `createArticlePublication(input: { articleId: "${a}", title: "x" }) { publication { title } }`,
  ],
] as const;

/** Mutations of one statement, and of a transaction. */
const testedForGivingUp =
  /^(updateArticle|createArticlePublication|addArticlePublications|setArticlePublications)\b/;

describe.each(changes)('a change of %s: %s', (table, mutation) => {
  /** Makes the first `times` changes of the table fail with `code`. A sequence counts them, which no rollback resets. */
  const losing = async <Result>(
    code: string,
    times: number,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    await other.query(`ALTER SEQUENCE lost RESTART;
      CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('lost') <= ${times} THEN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END IF; RETURN NULL;
      END $$;
      CREATE TRIGGER lose AFTER INSERT OR UPDATE OR DELETE ON "${table}" EXECUTE FUNCTION lose()`);
    try {
      return await work();
    } finally {
      await other.query('DROP FUNCTION lose() CASCADE');
    }
  };
  const tries = async () =>
    Number((await watcher.query('SELECT last_value FROM lost')).rows[0].last_value);
  /** All rows and the number of links, without keys, because sequences skip values. */
  const outcome = async () => {
    const { articles, publications, links } = await everything();
    return [
      articles?.map((row: object) => ({ ...row, id: 0 })),
      publications?.map((row: object) => ({ ...row, id: 0 })),
      links?.length,
    ];
  };

  test.each(['40001', '40P01'])(
    'is retried after it failed twice with %s, and made once',
    async (code) => {
      const before = await everything();
      const expected = await server.run(`mutation { ${mutation} }`);
      const made = await outcome();
      await other.query(`TRUNCATE "Article", "Publication", "_ArticleToPublication" RESTART IDENTITY;
      INSERT INTO "Article" (headline) VALUES ('a'), ('b'); INSERT INTO "Publication" (title) VALUES ('p'), ('q');
      INSERT INTO "_ArticleToPublication" VALUES (1, 1)`);
      expect(await everything()).toEqual(before);
      expect(await losing(code, 2, () => server.run(`mutation { ${mutation} }`))).toEqual(expected);
      expect(await outcome()).toEqual(made);
      expect(server.logged).toEqual([]);
    },
  );

  // Slow: so only for some mutations.
  test.runIf(testedForGivingUp.test(mutation))(
    'that always fails ends with an error that says that nothing was changed',
    async () => {
      const before = await everything();
      const answer = await losing('40P01', 1_000, async () => {
        const { errors } = await server.send(`mutation { ${mutation} }`);
        return { errors, tried: await tries() };
      });
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]).toMatchObject({
        message:
          'The transaction conflicted with others that change the same data. Nothing was changed: it is safe to try again.',
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      });
      expect(answer.tried).toBe(8);
      expect(await everything()).toEqual(before);
    },
  );
});

/** A row that another transaction locks first, and a mutation that waits for it while it has locked the article 1. */
const deadlocks = [
  [
    '"Publication" WHERE id = 2',
    `addArticlePublications(input: { articleId: "${a}", publicationIds: ["${q}"] }) { addedCount }`,
  ],
  [
    '"Publication" WHERE id = 2',
    `setArticlePublications(input: { articleId: "${a}", publicationIds: ["${q}"] }) { addedCount }`,
  ],
  ['"_ArticleToPublication"', `deleteArticle(input: { id: "${a}" }) { deletedArticleId }`],
  ['"Article" WHERE id = 2', `deleteArticles(input: { where: {} }) { deletedCount }`],
] as const;

test.each(deadlocks)(
  'in a deadlock with a transaction that has locked %s, %s is retried',
  async (first, mutation) => {
    server.statements.length = 0;
    await other.query('BEGIN');
    await other.query(`SELECT FROM ${first} FOR UPDATE`);
    const answer = server.send(`mutation { ${mutation} }`);
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (let found = 0; found === 0; found = (await watcher.query(waiting)).rows.length);
    // PostgreSQL cancels the mutation: the deadlock_timeout of this transaction is longer.
    await other.query('SELECT FROM "Article" WHERE id = 1 FOR UPDATE');
    await other.query('COMMIT');
    const { errors } = await answer;
    expect(errors).toBeUndefined();
    expect(server.logged).toEqual([]);
    // The first statement was sent again at least once.
    expect(
      server.statements.filter((statement) => statement === server.statements[0]).length,
    ).toBeGreaterThanOrEqual(2);
  },
);
