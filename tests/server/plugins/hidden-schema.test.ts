import fc from 'fast-check';
import {
  type GraphQLSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pressSchema as schema } from '../../schemas/press/schema.js';
import { get, post } from '../../support/exchange.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { bearer, tokenSettings } from '../../support/tokens.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('press', { documents: { introspection: false } });
});
afterAll(() => server.close());

/** Every name in a schema. */
function* namesOf(of: GraphQLSchema): Generator<string> {
  for (const type of Object.values(of.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield type.name;
    if (isEnumType(type)) for (const { name } of type.getValues()) yield name;
    if (isInputObjectType(type)) yield* Object.keys(type.getFields());
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield field.name;
      for (const { name } of field.args) yield name;
    }
  }
}
/** The names that are specific to this schema and no words of a message. */
const specific = [...new Set(namesOf(schema))].filter(
  (name) =>
    name !== 'ID' && /[A-Z]|^headline$|^title$|^publications?$|^articles?$|^distinct$/.test(name),
);

/** The names of the schema in a response that are not in its request, and suggestions. */
function leaked(request: unknown, answer: unknown): string[] {
  const named = new Set(JSON.stringify(request).match(/\w+/g));
  const text = JSON.stringify(answer);
  const words = new Set(text.match(/\w+/g));
  return [
    ...specific.filter((name) => words.has(name) && !named.has(name)),
    ...(text.includes('Did you mean') ? ['Did you mean'] : []),
  ];
}

test('leaked names and suggestions are found', () => {
  expect(specific.length).toBeGreaterThan(60);
  expect(
    leaked(
      { query: '{ x }' },
      { errors: [{ message: 'Did you mean "headline" of "[ArticleFilter!]"?' }] },
    ),
  ).toHaveLength(3);
});

test.each([
  ['__schema', '{ __schema { types { name } } }'],
  ['__type', '{ __type(name: "Article") { fields { name } } }'],
  ['the whole schema', getIntrospectionQuery()],
  ['in a fragment', '{ ...f } fragment f on Query { x: __schema { queryType { name } } }'],
])('introspection is refused: %s', async (_, query) => {
  for (let time = 1; time <= 2; time++) {
    const { status, body } = await post(
      server.url,
      { query },
      { accept: 'application/graphql-response+json' },
    );
    expect([status, body.data, body.errors?.[0]?.extensions?.code]).toEqual([
      400,
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(leaked({ query }, body)).toEqual([]);
    expect(JSON.stringify((await get(server.url, { query })).body)).not.toContain('"data"');
  }
});

test('__typename is allowed at each level', async () => {
  expect(await server.run('{ __typename articles { __typename } }')).toEqual({
    __typename: 'Query',
    articles: { __typename: 'ArticleConnection' },
  });
});

const mutation = (input: string) =>
  `mutation { createArticle(input: ${input}) { article { id } } }`;
const list = 'query($w: ArticleFilter) { articles(where: $w) { totalCount } }';
const correct = [
  '{ articles(first: 10) { totalCount pageInfo { hasNextPage endCursor } nodes { id headline publications(first: 3) { nodes { title } } } } }',
  '{ publications(first: 5, orderBy: { field: TITLE, direction: DESC }) { edges { cursor node { id articles(last: 3) { pageInfo { startCursor } nodes { headline } } } } } }',
  '{ articles(where: { headline: { contains: "a", mode: INSENSITIVE }, publications: { some: { title: { startsWith: "a" } }, none: {} } }) { totalCount } }',
  'mutation { setPublicationArticles(input: { publicationId: "x", articleIds: ["y"] }) { addedArticleEdges { node { id } } removedArticleIds publication { title } } }',
  'mutation { createPublicationArticle(input: { publicationId: "x", headline: "y" }) { articleEdge { cursor } } }',
  'mutation { deleteArticles(input: { where: { publications: { none: {} } } }) { deletedCount deletedArticleIds } }',
];
const mistakes: [what: string, query: string, variables?: object, code?: string][] = [
  ['a field', '{ articlez { totalCount } }'],
  ['a field of a type', '{ articles { nodes { headlin } } }'],
  ['a field of a payload', 'mutation { createArticle(input: { headline: "x" }) { articl } }'],
  ['a mutation', 'mutation { creatArticle(input: { headline: "x" }) { article { id } } }'],
  ['a field without its selection', '{ articles }'],
  ['a selection of a scalar', '{ articles { totalCount { x } } }'],
  ['an argument', '{ articles(frist: 1) { totalCount } }'],
  ['an argument of a directive', '{ articles @skip(of: true) { totalCount } }'],
  ['a required argument', '{ article { id } }'],
  ['an argument of another type', '{ articles(where: 1) { totalCount } }'],
  ['an argument of another type, in a list', '{ nodes(ids: [{ a: 1 }]) { id } }'],
  ['a directive', '{ articles @includ(if: true) { totalCount } }'],
  ['a type', 'query($w: ArticleFiltr) { articles(where: $w) { totalCount } }'],
  ['a type of a fragment', '{ node(id: "x") { ... on Articl { id } } }'],
  ['a fragment on an impossible type', '{ articles { ... on Publication { id } } }'],
  ['an output type of a variable', 'query($w: Article) { articles(where: $w) { totalCount } }'],
  ['a variable in the wrong place', 'query($w: String) { articles(where: $w) { totalCount } }'],
  ['an input field', '{ articles(where: { headlin: { equals: "x" } }) { totalCount } }'],
  ['an operator', '{ articles(where: { headline: { equal: "x" } }) { totalCount } }'],
  ['a required input field', mutation('{}')],
  ['an input field of a mutation', mutation('{ headlin: "x" }')],
  ['an input field of another type', mutation('{ headline: 1 }')],
  ['an enum value', '{ articles(orderBy: { field: HEADLIN }) { totalCount } }'],
  ['an enum value as a text', '{ articles(orderBy: { field: "HEADLINE" }) { totalCount } }'],
  ['an enum value as a number', '{ articles(orderBy: { field: 1 }) { totalCount } }'],
  ['fields that conflict', '{ x: articles { totalCount } x: publications { totalCount } }'],
  [
    'fields of conflicting types',
    '{ node(id: "x") { ... on Article { x: publications { totalCount } } ... on Publication { x: title } } }',
  ],
  ['an input field of a variable', list, { w: { headlin: 'x' } }, 'BAD_USER_INPUT'],
  ['an operator of a variable', list, { w: { headline: { equal: 'x' } } }, 'BAD_USER_INPUT'],
  ['a variable that is no object', list, { w: 'x' }, 'BAD_USER_INPUT'],
  [
    'a quote in a variable',
    list,
    { w: { 'x"y': 'a"b', 'headlin"': { '"': 1 } } },
    'BAD_USER_INPUT',
  ],
  [
    'an enum value of a variable',
    'query($f: ArticleOrderField!) { articles(orderBy: { field: $f }) { totalCount } }',
    { f: 'HEADLIN' },
    'BAD_USER_INPUT',
  ],
  [
    'a list as an enum value of a variable',
    'query($o: ArticleOrder) { articles(orderBy: $o) { totalCount } }',
    { o: { field: ['x'] } },
    'BAD_USER_INPUT',
  ],
  [
    'a required field of a variable',
    'query($o: ArticleOrder) { articles(orderBy: $o) { totalCount } }',
    { o: {} },
    'BAD_USER_INPUT',
  ],
  [
    'a required field of the input of a mutation',
    'mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } } }',
    { i: {} },
    'BAD_USER_INPUT',
  ],
  [
    'a required variable',
    'mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } } }',
    {},
    'BAD_USER_INPUT',
  ],
  [
    'a variable that is null',
    'mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } } }',
    { i: null },
    'BAD_USER_INPUT',
  ],
  [
    'a null where the schema has a default',
    'query($d: Boolean = true) { articles(distinct: $d) { totalCount } }',
    { d: null },
    'BAD_USER_INPUT',
  ],
];

describe.each([
  ['first', 1],
  ['second', 2],
])('the %s response to a mistake does not reveal names:', () => {
  test.each(mistakes)(
    '%s',
    async (_, query, variables = {}, code = 'GRAPHQL_VALIDATION_FAILED') => {
      const { body } = await post(server.url, { query, variables });
      expect(body.errors?.[0]?.extensions?.code).toBe(code);
      expect(leaked({ query, variables }, body.errors)).toEqual([]);
    },
  );
});

test('nor does the response to an unknown operation name', async () => {
  const { body } = await post(server.url, {
    query: 'query Articles { __typename } query B { __typename }',
    operationName: 'Article',
  });
  expect([leaked({}, body), body.errors?.[0]?.extensions?.code]).toEqual([
    [],
    'OPERATION_RESOLUTION_FAILURE',
  ]);
});

test('names that the client sent stay in messages', async () => {
  const message = async (query: string, variables?: object) =>
    (await post(server.url, { query, variables })).body.errors?.[0]?.message;
  expect(await message('{ articlez { totalCount } }')).toBe(
    'Cannot query field "articlez" on type "…".',
  );
  expect(await message('{ articles }')).toBe(
    'Field "articles" of type "…" must have a selection of subfields.',
  );
  expect(await message('{ article { id } }')).toBe(
    'Field "article" argument "id" of type "ID!" is required, but it was not provided.',
  );
  expect(await message(list, { w: { headlin: 'x' } })).toBe(
    'Variable "$w" got invalid value { headlin: "x" }; Field "headlin" is not defined by type "ArticleFilter".',
  );
  expect(await message('{ articles(orderBy: { field: HEADLIN }) { totalCount } }')).toBe(
    'Value "HEADLIN" does not exist in "…" enum.',
  );
});

test('without a hidden schema, messages have suggestions', async () => {
  const open = await startTestServer();
  const { body } = await post(open.url, { query: '{ articlez { totalCount } }' });
  expect(body.errors?.[0]?.message).toBe(
    'Cannot query field "articlez" on type "Query". Did you mean "article" or "articles"?',
  );
  expect((await open.send(getIntrospectionQuery())).errors).toBeUndefined();
  await open.close();
});

test('random misspellings reveal no names', async () => {
  const documents = [...correct, ...mistakes.map(([, query]) => query)];
  const variables = {
    w: {
      headline: { equals: 'x', mode: 'INSENSITIVE' },
      publications: { some: { title: { in: ['x'] } } },
    },
  };
  const misspelt = (text: string, at: number, letter: string) => {
    const place = at % text.length;
    return text.slice(0, place) + letter + text.slice(place + 1);
  };
  const letters = fc.constantFrom('', '', 'x', 'A', '_', '"', ' ', '{', '$', '@', 'e');
  const change = fc.tuple(fc.nat(), letters);
  let mistaken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      change,
      fc.constantFrom(list, undefined),
      change,
      async (query, first, second, inner) => {
        const json = misspelt(JSON.stringify(variables), ...inner);
        const request =
          second === undefined
            ? { query: misspelt(query, ...first) }
            : { query: second, variables: parsed(json) };
        const { status, body } = await post(server.url, request);
        expect(status).toBeLessThan(500);
        if (body.errors) mistaken += 1;
        expect(leaked(request, body.errors ?? [])).toEqual([]);
      },
    ),
    { numRuns: 400, interruptAfterTimeLimit: 15_000 },
  );
  expect(mistaken).toBeGreaterThan(100);
});

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

test('the message about a missing scope stays', async () => {
  const guarded = await startTestServer('press', {
    auth: tokenSettings,
    documents: { introspection: false },
  });
  const { body } = await post(
    guarded.url,
    { query: 'mutation { deleteArticles(input: { where: {} }) { deletedCount } }' },
    await bearer('read'),
  );
  expect(body.errors?.map(({ message }) => message)).toEqual([
    'A token with the scope "write" is required.',
  ]);
  await guarded.close();
});
