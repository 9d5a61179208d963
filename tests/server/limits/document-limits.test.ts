import { getIntrospectionQuery, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maximumCost } from '../../../src/engine/cost/cost.js';
import { defaultLimits } from '../../../src/server/limits/document-limits.js';
import { post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('a document at the limit is executed, and one over it is refused', () => {
  const limits = { tokens: 80, depth: 4, aliases: 3, directives: 3, rootFields: 4, filterDepth: 5 };
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('press', { documents: { limits } });
  });
  afterAll(() => server.close());

  const cases: [what: string, within: string, beyond: string, message: string][] = [
    [
      'tokens',
      `{ articles { ${many(75, () => 'totalCount')} } }`,
      `{ articles { ${many(76, () => 'totalCount')} } }`,
      'The document has more than 80 tokens, the limit',
    ],
    [
      'characters of a name',
      `{ ${'a'.repeat(256)}: __typename }`,
      `{ ${'a'.repeat(257)}: __typename }`,
      'The document has a name of 257 characters, and the limit is 256',
    ],
    [
      'levels',
      '{ articles { nodes { publications { totalCount } } } }',
      '{ articles { nodes { publications { nodes { title } } } } }',
      'The operation has 5 levels, and the limit is 4',
    ],
    [
      'levels through fragments',
      '{ articles { ...c } } fragment c on ArticleConnection { ... { nodes { ...a } } } fragment a on Article { id }',
      '{ articles { ...c } } fragment c on ArticleConnection { nodes { ...a } } fragment a on Article { publications { nodes { id } } }',
      'The operation has 5 levels, and the limit is 4',
    ],
    [
      'levels of the deepest of two operations',
      'query A { articles { nodes { publications { totalCount } } } } query B { __typename }',
      'query A { __typename } query B { articles { nodes { publications { nodes { title } } } } }',
      'The operation has 5 levels, and the limit is 4',
    ],
    [
      'aliases',
      '{ articles { a: totalCount b: totalCount c: totalCount } }',
      '{ articles { a: totalCount b: totalCount c: totalCount d: totalCount } }',
      'The operation has 4 aliases, and the limit is 3',
    ],
    [
      'aliases of a fragment, as often as it is spread',
      '{ articles { ...c } publications { totalCount } } fragment c on ArticleConnection { a: totalCount b: totalCount c: totalCount }',
      '{ articles { ...c nodes { id } } x: articles { ...c } } fragment c on ArticleConnection { a: totalCount b: totalCount c: totalCount }',
      'The operation has 7 aliases, and the limit is 3',
    ],
    [
      'directives',
      '{ articles { totalCount @skip(if: false) ... @include(if: true) { nodes { id } } } ...q @skip(if: true) } fragment q on Query { __typename }',
      '{ articles @skip(if: false) { totalCount @skip(if: false) ... @skip(if: false) { nodes { id } } } ...q @skip(if: true) } fragment q on Query { __typename }',
      'The operation has 4 directives, and the limit is 3',
    ],
    [
      'root fields',
      '{ __typename __typename __typename ...q } fragment q on Query { __typename }',
      '{ __typename __typename __typename ...q } fragment q on Query { __typename articles { totalCount } }',
      'The operation has 5 root fields, and the limit is 4',
    ],
    [
      'levels of a literal',
      '{ articles(where: { AND: [{ headline: { in: ["a"] } }] }) { totalCount } }',
      '{ articles(where: { AND: [{ NOT: { headline: { in: ["a"] } } }] }) { totalCount } }',
      'The operation has 6 levels of input in a literal, and the limit is 5',
    ],
    [
      'levels of a default',
      'query($w: ArticleFilter = { AND: [{ headline: { in: [] } }] }) { articles(where: $w) { totalCount } }',
      'query($w: ArticleFilter = { AND: [{ NOT: { headline: { in: [] } } }] }) { articles(where: $w) { totalCount } }',
      'The operation has 6 levels of input in a literal, and the limit is 5',
    ],
  ];

  test.each(cases)('%s', async (_, within, beyond, message) => {
    const names =
      parse(within).definitions.length > 1 && within.startsWith('query A')
        ? { operationName: 'A' }
        : {};
    expect((await post(server.url, { query: within, ...names })).body.errors).toBeUndefined();
    const refusal = { errors: [{ message, extensions: { code: 'COST_LIMIT_EXCEEDED' } }] };
    // Three times, because Yoga caches documents.
    for (let time = 1; time <= 3; time++) {
      const accept = { accept: 'application/graphql-response+json' };
      expect(await post(server.url, { query: beyond, ...names }, accept)).toEqual({
        status: 400,
        headers: expect.any(Headers),
        type: accept.accept,
        body: refusal,
      });
      // As for an invalid document, by the GraphQL over HTTP specification.
      const plain = { accept: 'application/json' };
      expect(await post(server.url, { query: beyond, ...names }, plain)).toEqual({
        status: 200,
        headers: expect.any(Headers),
        type: plain.accept,
        body: refusal,
      });
    }
  });

  test('levels of a variable', async () => {
    const query = 'query($w: ArticleFilter) { articles(where: $w) { totalCount } }';
    const refusal = {
      status: 400,
      headers: expect.any(Headers),
      type: 'application/graphql-response+json',
      body: {
        errors: [
          {
            message: 'A variable has more than 5 levels of input, the limit',
            extensions: { code: 'COST_LIMIT_EXCEEDED' },
          },
        ],
      },
    };
    const accept = { accept: refusal.type };
    // Twice, with the same document within the limit and over it.
    for (let time = 1; time <= 2; time++) {
      const within = { AND: [{ headline: { in: ['a'] } }] };
      expect((await post(server.url, { query, variables: { w: within } }, accept)).body).toEqual({
        data: { articles: { totalCount: 0 } },
      });
      expect(await post(server.url, { query, variables: { w: { NOT: within } } }, accept)).toEqual(
        refusal,
      );
      // Also a variable that the operation does not declare.
      expect(await post(server.url, { query, variables: { x: [[[[[[]]]]]] } }, accept)).toEqual(
        refusal,
      );
    }
  });
});

describe('with the default limits', () => {
  let server: TestServer;
  beforeAll(async () => {
    // Without a cost limit, so that only the limits of documents refuse operations.
    server = await startTestServer('press', { operationLimits: { cost: maximumCost } });
  });
  afterAll(() => server.close());

  /** The response, which must take less than five seconds. */
  const sendQuickly = async (body: object | string) => {
    const started = performance.now();
    const answer = await post(server.url, body, { accept: 'application/graphql-response+json' });
    expect(performance.now() - started).toBeLessThan(5_000);
    return answer;
  };
  const codes = async (body: object | string) => {
    const { status, body: answer } = await sendQuickly(body);
    expect(answer.data).toBeUndefined();
    return [status, ...(answer.errors ?? []).map(({ extensions }) => extensions?.code)];
  };

  test('common operations and introspection are within them', async () => {
    const introspection = getIntrospectionQuery({
      inputValueDeprecation: true,
      schemaDescription: true,
      oneOf: true,
      directiveIsRepeatable: true,
    });
    // The introspection query of GraphiQL, graphql-js and Apollo's tools.
    expect((await sendQuickly({ query: introspection })).body.data).toHaveProperty('__schema');
    const four =
      '{ articles(first: 5) { edges { node { publications(first: 5) { edges { node { articles(first: 5) { edges { node { publications(first: 5) { edges { node { id } } } } } } } } } } } } }';
    expect((await sendQuickly({ query: four })).body).toEqual({
      data: { articles: { edges: [] } },
    });
    const parents = `{ ${many(22, (i) => `a${i}: article(id: "QXJ0aWNsZTox") { ${many(7, (j) => `p${j}: publications(first: 2) { totalCount }`)} }`)} }`;
    expect(Object.keys((await sendQuickly({ query: parents })).body.data ?? {})).toHaveLength(22);
  });

  const deep = (levels: number, open: string, close: string, inner = '') =>
    open.repeat(levels) + inner + close.repeat(levels);

  test.each([
    ['100,000 tokens', `{ ${many(100_000, () => 'a')} }`],
    [
      '100,000 comments and too many tokens',
      `{ ${many(100_000, () => '#\n')} ${many(6_000, () => 'a')} }`,
    ],
    ['10,000 nested braces', deep(10_000, '{a', '}')],
    ['10,000 nested braces that are never closed', '{a'.repeat(10_000)],
    ['10,000 nested lists', `{ articles(where: ${deep(10_000, '[', ']')}) { totalCount } }`],
    ['10,000 nested lists as a type', `query($x: ${deep(10_000, '[', ']')}) { __typename }`],
    [
      '10,000 nested ANDs as a literal',
      `{ articles(where: ${deep(10_000, '{AND:[', ']}')}) { totalCount } }`,
    ],
    [
      '2,000 nested NOTs as a literal',
      `{ articles(where: ${deep(2_000, '{NOT:', '}', '{}')}) { totalCount } }`,
    ],
    [
      '240 nested NOTs as a literal',
      `{ articles(where: ${deep(240, '{NOT:', '}', '{}')}) { totalCount } }`,
    ],
    ['10,000 directives', `{ __typename ${'@skip(if: false) '.repeat(10_000)} }`],
    ['1,000 directives', `{ __typename ${'@a '.repeat(1_000)} }`],
    ['10,000 aliases of one field', `{ articles { ${many(10_000, (i) => `a${i}: totalCount`)} } }`],
    ['1,000 aliases of one field', `{ articles { ${many(1_000, (i) => `a${i}: totalCount`)} } }`],
    ['1,000 times one root field', `{ ${many(1_000, () => '__typename')} }`],
    ['10,000 variables', `query(${many(10_000, (i) => `$v${i}: Int`)}) { __typename }`],
    [
      'fragments of exponential size, with fields',
      `{ articles { nodes { ...f0 } } } ${many(60, (i) => `fragment f${i} on Article { a: publications { nodes { articles { nodes { ...f${i + 1} } } } } }`)} fragment f60 on Article { id }`,
    ],
    [
      'fragments of exponential size',
      `{ ...f0 } ${many(100, (i) => `fragment f${i} on Query { ... { ...f${i + 1} } ... { ...f${i + 1} } }`)} fragment f100 on Query { __typename }`,
    ],
    [
      'a chain of 600 fragments',
      `{ ...f0 } ${many(600, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f600 on Query { __typename }`,
    ],
    [
      'two chains of 300 fragments, the second with the first at its end',
      `query A { ...f0 } query B { ...g0 } ${many(300, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f300 on Query { __typename }
       ${many(300, (i) => `fragment g${i} on Query { ...g${i + 1} }`)} fragment g300 on Query { ...f0 }`,
    ],
  ])('%s: refused each time', async (_, query) => {
    for (let time = 1; time <= 3; time++)
      expect(await codes({ query })).toEqual([400, 'COST_LIMIT_EXCEEDED']);
  });

  test.each([
    ['10,000 nested ANDs', deep(10_000, '{"AND":[', ']}')],
    [
      '2,000 nested filters',
      deep(2_000, '{"publications":{"some":{"articles":{"none":', '}}}}', '{}'),
    ],
    ['400,000 nested lists', deep(400_000, '[', ']')],
    ['51 nested lists', deep(51, '[', ']')],
  ])('%s in a variable: refused', async (_, json) => {
    const query = 'query($w: ArticleFilter) { articles(where: $w) { totalCount } }';
    const body = (value: string) => `{"query":${JSON.stringify(query)},"variables":{"w":${value}}}`;
    expect(await codes(body(json))).toEqual([400, 'COST_LIMIT_EXCEEDED']);
    expect((await sendQuickly(body('{}'))).body).toEqual({ data: { articles: { totalCount: 0 } } });
  });

  test.each([
    ['through another', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
    [
      'directly',
      '{ articles { nodes { ...a } } } fragment a on Article { publications { nodes { articles { nodes { ...a } } } } }',
    ],
    ['twice', '{ ...a } fragment a on Query { x: __typename ...a ...a }'],
  ])('a fragment that spreads itself, %s, is invalid', async (_, query) => {
    expect([...new Set(await codes({ query }))]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test.each([
    ['the same fields 1,200 times', `{ articles { ${many(1_200, () => 'nodes { id }')} } }`],
    [
      '400 fragments',
      `{ ${many(400, (i) => `...f${i}`)} } ${many(400, (i) => `fragment f${i} on Query { articles { totalCount } }`)}`,
    ],
    ['400,000 comments', `${'#\n'.repeat(400_000)}{ __typename }`],
    ['300 misspelt fields', `{ articles { ${many(300, (i) => `totalCounz${i}`)} } }`],
    ['700 variables', `query(${many(700, (i) => `$v${i}: Int`)}) { __typename }`],
  ])('%s: a quick response, with at most six errors', async (_, query) => {
    const { status, body } = await sendQuickly({ query });
    expect(status).toBeLessThan(500);
    expect((body.errors ?? []).length).toBeLessThanOrEqual(6);
  });

  test('of a hundred thousand mistakes in a variable, at most 50 are listed', async () => {
    const query = 'query($i: [ID!]!) { nodes(ids: $i) { id } }';
    for (let time = 1; time <= 2; time++) {
      const { body } = await sendQuickly({
        query,
        variables: { i: Array.from({ length: 100_000 }, () => null) },
      });
      expect(body.errors?.length).toBeLessThanOrEqual(51);
      expect(body.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });

  test('10,000 IDs and 50 levels of filter are within them', async () => {
    const ids = Array.from({ length: 10_000 }, (_, key) =>
      Buffer.from(`Article:${key + 1}`).toString('base64'),
    );
    const query = 'query($w: ArticleFilter) { articles(where: $w) { totalCount } }';
    expect((await sendQuickly({ query, variables: { w: { id: { in: ids } } } })).body).toEqual({
      data: { articles: { totalCount: 0 } },
    });
    const nested = (levels: number): object => (levels === 0 ? {} : { NOT: nested(levels - 1) });
    expect(
      (await sendQuickly({ query, variables: { w: nested(defaultLimits.filterDepth - 1) } })).body
        .data,
    ).toBeDefined();
    expect(server.logged).toEqual([]);
  });
});
