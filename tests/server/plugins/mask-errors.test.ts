import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../../src/postgres/connect.js';
import { isReady } from '../../../src/postgres/ready.js';
import { createServer } from '../../../src/server/create-server.js';
import { createHttpServer } from '../../../src/server/http/http-server.js';
import { pressSchema as schema } from '../../schemas/press/schema.js';
import { listen, startTestServer, type TestServer } from '../../support/server.js';

describe('an unexpected error', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query('DROP TABLE "_ArticleToPublication"');
    await client.end();
  });
  afterAll(() => server.close());

  test('is masked in the response and logged, with the same request ID', async () => {
    const calls = [
      '{ articles { nodes { id publications { nodes { id } } } } }',
      '{ articles(where: { publications: { some: {} } }) { totalCount } }',
      'mutation { deleteArticles(input: { where: { publications: { none: {} } } }) { deletedCount } }',
      'mutation { createArticle(input: { headline: "x", publicationIds: ["UHVibGljYXRpb246MQ=="] }) { article { id } } }',
    ];
    await server.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
    await server.run(
      'mutation { createPublication(input: { title: "p" }) { publication { id } } }',
    );
    for (const call of calls) {
      server.logged.length = 0;
      const { errors } = await server.send(call);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]).toMatchObject({
        message: 'Something went wrong inside the server.',
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        },
      });
      expect(Object.keys(errors?.[0]?.extensions ?? {})).toEqual(['code', 'requestId']);
      expect(server.logged).toHaveLength(1);
      expect(String(server.logged[0])).toMatch(/_ArticleToPublication/);
      // The stack has the callers, not only the socket's event handler.
      expect((server.logged[0] as Error).stack).toMatch(/src\/(engine|postgres)\//);
    }
  });

  test('does not affect other operations', async () => {
    expect(await server.run('{ articles { totalCount } }')).toEqual({
      articles: { totalCount: 1 },
    });
  });
});

describe('without a database', () => {
  const logged: unknown[] = [];
  const database = connect({
    url: 'postgres://nobody@127.0.0.1:1/none',
  });
  const logError = (_: string, error: unknown) => logged.push(error);
  let http: FastifyInstance;
  let origin: string;
  beforeAll(async () => {
    http = await createHttpServer(
      createServer({ database, schema, auth: 'off', graphiql: false, logError }),
    );
    origin = await listen(http);
  });
  const post = async (query: string) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
  afterAll(async () => {
    http.server.closeAllConnections();
    await http.close();
    await database.close();
  });

  test.each([
    '{ articles { totalCount } }',
    'mutation { clearArticlePublications(input: { articleId: "QXJ0aWNsZTox" }) { removedCount } }',
    'mutation { createArticle(input: { headline: "x" }) { article { id } } }',
    'mutation { deleteArticle(input: { id: "QXJ0aWNsZTox" }) { deletedArticleId } }',
  ])('%s is SERVICE_UNAVAILABLE, without details', async (query) => {
    logged.length = 0;
    const { errors } = await post(query);
    expect([errors.length, logged.length]).toEqual([1, 1]);
    const outcome = query.startsWith('mutation')
      ? 'Nothing was changed: it is safe to try again.'
      : 'It is safe to try again.';
    expect(errors[0].message).toBe(`The database cannot be reached. ${outcome}`);
    expect(errors[0].extensions).toEqual({ code: 'SERVICE_UNAVAILABLE' });
  });

  test('a query without data succeeds, and the server is not ready', async () => {
    expect((await post('{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect(await isReady(database)).toBe(false);
  });
});

describe('errors of graphql-js about values', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test.each([
    ['query($i: ID!) { node(id: $i) { id } }', {}, 'id'],
    ['query($n: Int) { articles(first: $n) { totalCount } }', { n: 1e12 }, 'first'],
    [
      'query($w: ArticleFilter) { articles(where: $w) { totalCount } }',
      { w: { nothing: 1 } },
      'where',
    ],
    [
      'mutation($w: ArticleFilter!) { deleteArticles(input: { where: $w }) { deletedCount } }',
      { w: { AND: [null] } },
      'input.where.AND.0',
    ],
    [
      'query($x: ID = "x") { articles(where: { id: { in: [$x] } }) { totalCount } }',
      { x: null },
      'where',
    ],
    [
      'query($d: Boolean = true) { articles(distinct: $d) { totalCount } }',
      { d: null },
      'distinct',
    ],
  ])('%s with %j is BAD_USER_INPUT with its argument', async (query, variables, argument) => {
    const { errors } = await server.send(query, variables);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'BAD_USER_INPUT', argument },
    ]);
    expect(server.logged).toEqual([]);
  });
});
