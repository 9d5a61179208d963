import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { encodeGlobalId as id } from '../../../src/engine/model/global-id.js';
import type { LinkUniqueModel } from '../../../src/engine/model/relation.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { model } from '../../schemas/press/generated/model.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const constraint = 'one_article_for_each_publication';
const uniques: readonly LinkUniqueModel[] = [{ constraint, columns: ['B'] }];

/** The press schema, whose links have no columns of their own, with this constraint on the links. */
function schemaWith(uniques: readonly LinkUniqueModel[]) {
  const builder = createBuilder();
  const relations = model.relations.map((relation) => ({ ...relation, uniques }));
  addBothEnds(builder, { ...model, relations }, scopedOptions);
  return builder.toSchema();
}

const [one, two, three] = [1, 2, 3].map((key) => id('Article', key));
const [first, second, third] = [1, 2, 3].map((key) => id('Publication', key));

describe.each([
  ['that the model has', uniques, false],
  ['that the model has, over a Prisma client', uniques, true],
  ['that was made by hand', [], false],
  ['that was made by hand, over a Prisma client', [], true],
] as const)('links with a unique constraint %s', (_, known, prisma) => {
  let server: TestServer;
  let database: pg.Client;
  beforeAll(async () => {
    server = await startTestServer('press', { schema: schemaWith(known), prisma });
    database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    await database.query(`CREATE UNIQUE INDEX "${constraint}" ON "_ArticleToPublication" ("B")`);
  });
  afterAll(async () => {
    await database.end();
    await server.close();
  });
  // Article 1 appears in publication 1, and article 2 in publication 2.
  beforeEach(async () => {
    await database.query(`TRUNCATE "Article", "Publication" CASCADE;
      INSERT INTO "Article" VALUES (1, 'a'), (2, 'b'), (3, 'c');
      INSERT INTO "Publication" VALUES (1, 'p'), (2, 'q'), (3, 'r');
      INSERT INTO "_ArticleToPublication" VALUES (1, 1), (2, 2);
      SELECT setval('"Article_id_seq"', 3)`);
  });

  const links = async () => {
    const { rows } = await database.query(
      `SELECT "A" || ' ' || "B" AS link FROM "_ArticleToPublication" ORDER BY "A", "B"`,
    );
    return rows.map(({ link }) => link);
  };

  test.each([
    [
      'add',
      `addArticlePublications(input: { articleId: "${one}", publicationIds: ["${third}", "${second}"] })`,
    ],
    [
      'add from the other end',
      `addPublicationArticles(input: { publicationId: "${first}", articleIds: ["${three}"] })`,
    ],
    [
      'set',
      `setArticlePublications(input: { articleId: "${one}", publicationIds: ["${second}"] })`,
    ],
    ['create', `createArticle(input: { headline: "new", publicationIds: ["${second}"] })`],
    [
      'create a target',
      `createPublicationArticle(input: { publicationId: "${second}", headline: "new" })`,
    ],
  ])('%s is a conflict if another link has the value', async (_, mutation) => {
    const argument = mutation.includes('publicationId:') ? 'input.publicationId' : 'input';
    const { errors } = await server.send(`mutation { ${mutation} { __typename } }`);
    expect(errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
      [
        'Another link has this publicationId',
        { code: 'CONFLICT', argument, fields: ['publicationId'] },
      ],
    ]);
    expect(await links()).toEqual(['1 1', '2 2']);
    expect((await database.query('SELECT FROM "Article"')).rowCount).toBe(3);
  });

  test('add and set keep the links that exist', async () => {
    await server.run(
      `mutation { addArticlePublications(input: { articleId: "${one}", publicationIds: ["${first}", "${third}"] }) { addedCount } }`,
    );
    expect(await links()).toEqual(['1 1', '1 3', '2 2']);
    await server.run(
      `mutation { setArticlePublications(input: { articleId: "${one}", publicationIds: ["${first}"] }) { removedCount } }`,
    );
    expect(await links()).toEqual(['1 1', '2 2']);
  });

  test('set gives the value of a removed link to a new one', async () => {
    await server.run(
      `mutation { setPublicationArticles(input: { publicationId: "${first}", articleIds: ["${two}"] }) { addedCount removedCount } }`,
    );
    expect(await links()).toEqual(['2 1', '2 2']);
  });
});
