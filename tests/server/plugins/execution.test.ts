import { assertObjectType, buildSchema, getIntrospectionQuery, graphqlSync, parse } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { createServer } from '../../../src/server/create-server.js';
import { createHttpServer } from '../../../src/server/http/http-server.js';
import { execution } from '../../../src/server/plugins/execution.js';
import { pressSchema as schema } from '../../schemas/press/schema.js';
import { listen, type Response, startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
  await server.run('mutation { createPublication(input: { title: "p" }) { publication { id } } }');
});
afterAll(() => server.close());

const ids = { article: 'QXJ0aWNsZTox', publication: 'UHVibGljYXRpb246MQ' };

test('the fields of a response are in the order of their selection, whatever is resolved first', async () => {
  const data = await server.run<Record<string, object>>(`{
    slow: articles { nodes { headline } totalCount pageInfo { hasNextPage } edges { cursor } }
    quick: __typename
    again: publications { pageInfo { endCursor } totalCount nodes { title } }
    node(id: "${ids.article}") { id }
  }`);
  expect(Object.keys(data)).toEqual(['slow', 'quick', 'again', 'node']);
  expect(Object.keys(data.slow ?? {})).toEqual(['nodes', 'totalCount', 'pageInfo', 'edges']);
  expect(Object.keys(data.again ?? {})).toEqual(['pageInfo', 'totalCount', 'nodes']);
});

describe('a repeated query returns the same, compiled or not', () => {
  /** The response to a request, which must be the same four times: until then, a query is compiled. */
  const repeated = async (query: string, variables?: object, operationName?: string) => {
    const responses: unknown[] = [];
    for (let run = 1; run <= 4; run++) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables, operationName }),
      });
      // Other tests check the cost.
      const { extensions, ...answer } = (await response.json()) as Response;
      expect(Object.keys(extensions ?? {})).toEqual(['cost']);
      responses.push(answer);
    }
    expect(responses.slice(1)).toEqual([responses[0], responses[0], responses[0]]);
    return responses[0];
  };

  test('two operations of one document', async () => {
    const document =
      'query A { articles { nodes { headline } } } query B { publications { nodes { title } } }';
    expect(await repeated(document, {}, 'A')).toEqual({
      data: { articles: { nodes: [{ headline: 'a' }] } },
    });
    expect(await repeated(document, {}, 'B')).toEqual({
      data: { publications: { nodes: [{ title: 'p' }] } },
    });
  });

  test('an introspection query', async () => {
    const source = getIntrospectionQuery();
    expect(await repeated(source)).toEqual(graphqlSync({ schema, source }));
    expect(
      await repeated('query($name: String!) { __type(name: $name) { name } }', { name: 'Coerced' }),
    ).toEqual({
      data: { __type: null },
    });
  });

  test('a query with a filter as a variable, with several values', async () => {
    const query = 'query($where: ArticleFilter) { articles(where: $where) { totalCount } }';
    expect(await repeated(query, { where: { headline: { equals: 'a' } } })).toEqual({
      data: { articles: { totalCount: 1 } },
    });
    expect(await repeated(query, { where: { NOT: { publications: { none: {} } } } })).toEqual({
      data: { articles: { totalCount: 0 } },
    });
    expect(await repeated(query, {})).toEqual({ data: { articles: { totalCount: 1 } } });
    expect(await repeated(query, { where: null })).toEqual({
      data: { articles: { totalCount: 1 } },
    });
    expect(await repeated(query, { where: { nothing: 1 } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('a query with default values, and variables inside of a literal', async () => {
    const query = `query($first: Int = 1, $text: String = "a") {
      articles(first: $first, where: { headline: { equals: $text } }) { nodes { headline } }
    }`;
    expect(await repeated(query)).toEqual({ data: { articles: { nodes: [{ headline: 'a' }] } } });
    expect(await repeated(query, { first: 0 })).toEqual({ data: { articles: { nodes: [] } } });
    expect(await repeated(query, { text: 'b' })).toEqual({ data: { articles: { nodes: [] } } });
  });

  test('a fragment that @include and @skip omit in one of two places', async () => {
    const query = `query($yes: Boolean!) {
      one: article(id: "${ids.article}") { ...f @include(if: $yes) id }
      two: article(id: "${ids.article}") { ...f @skip(if: $yes) id }
    } fragment f on Article { headline }`;
    const [whole, part] = [{ headline: 'a', id: expect.any(String) }, { id: expect.any(String) }];
    expect(await repeated(query, { yes: true })).toEqual({ data: { one: whole, two: part } });
    expect(await repeated(query, { yes: false })).toEqual({ data: { one: part, two: whole } });
  });

  test('aliases with names of prototype properties', async () => {
    const query = `{ __proto__: article(id: "${ids.article}") { constructor: headline toString: __typename __proto__: id } }`;
    const text = JSON.stringify(await repeated(query));
    expect(text).toMatch(
      /^\{"data":\{"__proto__":\{"constructor":"a","toString":"Article","__proto__":"[\w=]+"\}\}\}$/,
    );
  });

  test('a query with data and errors, without repeating statements', async () => {
    const query = `{ good: articles { nodes { headline } } bad: article(id: "?") { id } }`;
    server.statements.length = 0;
    expect(await repeated(query)).toMatchObject({
      data: { good: { nodes: [{ headline: 'a' }] }, bad: null },
      errors: [{ path: ['bad'], extensions: { code: 'BAD_USER_INPUT', argument: 'id' } }],
    });
    expect(server.statements).toHaveLength(4);
  });
});

test.each([
  ['compiled', 1],
  ['not compiled', Number.POSITIVE_INFINITY],
])('a failing statement of a query is sent once, %s', async (_, compileFrom) => {
  const failing = await startTestServer('press', { compileFrom });
  await failing.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
  const database = new pg.Client({ connectionString: failing.databaseUrl });
  await database.connect();
  await database.query('ALTER TABLE "Publication" RENAME TO away');
  await database.end();
  for (const [query, statements] of [
    [`{ node(id: "${ids.publication}==") { id } }`, 1],
    ['{ publications { totalCount } }', 1],
    ['{ publications { totalCount nodes { id } pageInfo { hasNextPage } } }', 1],
    ['{ articles { nodes { publications { nodes { id } edges { cursor } } } } }', 2],
  ] as const) {
    failing.statements.length = 0;
    const { errors } = await failing.send(query);
    expect(new Set(errors?.map(({ extensions }) => extensions?.code))).toEqual(
      new Set(['INTERNAL_SERVER_ERROR']),
    );
    expect(failing.statements, query).toHaveLength(statements);
  }
  await failing.close();
});

test('fragments of exponential size are not expanded', async () => {
  const doubling = Array.from(
    { length: 25 },
    (
      _,
      level,
    ) => `fragment f${level} on Article { a${level}: publications { nodes { articles { nodes { ...f${level + 1} } } } }
      b${level}: publications { nodes { articles { nodes { ...f${level + 1} } } } } }`,
  );
  const query = `{ article(id: "${ids.article}") { ...f0 } } ${doubling.join('\n')} fragment f25 on Article { id }`;
  // The default limits would refuse it.
  const limits = { depth: 200, aliases: Number.POSITIVE_INFINITY };
  const open = await startTestServer('press', {
    documents: { limits },
    operationLimits: { cost: maximumCost },
  });
  await open.run('mutation { createArticle(input: { headline: "a" }) { article { id } } }');
  const began = performance.now();
  const empty = { nodes: [] };
  for (let run = 1; run <= 4; run++)
    expect(await open.run(query)).toEqual({ article: { a0: empty, b0: empty } });
  // Expanded, there would be 2^25 of them.
  expect(performance.now() - began).toBeLessThan(10_000);
  await open.close();
});

test('a query is compiled from the run that compileFrom names', async () => {
  // The compiler creates one function for each operation, whose name begins with "query".
  const created: string[] = [];
  const { Function: original } = globalThis;
  globalThis.Function = new Proxy(original, {
    construct: (target, args) => {
      created.push(String(args.at(-1)));
      return Reflect.construct(target, args);
    },
  });
  try {
    const never = () => Promise.reject(new Error('no statement is needed'));
    const statements = { run: never, transaction: never };
    const database = {
      ...statements,
      during: () => statements,
      ping: async () => {},
      close: async () => {},
    };
    const http = await createHttpServer(
      createServer({
        database,
        schema,
        auth: 'off',
        graphiql: false,
        logError: () => {},
        compileFrom: 2,
      }),
    );
    const origin = await listen(http);
    const counts: number[] = [];
    for (let run = 1; run <= 4; run++) {
      await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      });
      counts.push(created.filter((text) => text.includes('function query')).length);
    }
    expect(counts).toEqual([0, 1, 1, 1]);
    http.server.closeAllConnections();
    await http.close();
  } finally {
    globalThis.Function = original;
  }
});

describe('a compiled query that has errors', () => {
  /** How often each of so many runs calls a resolver that throws, in a list of this length. */
  const calls = async (length: number, runs: number) => {
    let count = 0;
    const listSchema = buildSchema('type Query { list: [Item] } type Item { item: Int! }');
    const { item } = assertObjectType(listSchema.getType('Item')).getFields();
    Object.assign(item ?? {}, {
      resolve() {
        count += 1;
        throw new Error('no');
      },
    });
    const rootValue = { list: Array.from({ length }, () => ({})) };
    const execute = execution(1);
    const document = parse('{ list { item } }');
    const counts: number[] = [];
    for (let run = 1; run <= runs; run++) {
      count = 0;
      const { errors } = await execute({ schema: listSchema, document, rootValue });
      expect(errors).toHaveLength(length);
      counts.push(count);
    }
    return counts;
  };

  test('is run again by graphql-js', async () => {
    expect(await calls(100, 3)).toEqual([200, 200, 200]);
  });

  test('is not run compiled a hundred times, if it has more than a hundred', async () => {
    const once = Array.from({ length: 100 }, () => 101);
    expect(await calls(101, 102)).toEqual([202, ...once, 202]);
  });
});
