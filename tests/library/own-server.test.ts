import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { applyMigrations } from '../../src/postgres/migrate.js';
import { databaseUrl } from '../support/postgres.js';

/**
 * The server in `examples/own-server`, set up outside of the checkout with the tarball of `npm pack`.
 */
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bothends-library-'));
const server = join(folder, 'server');
const clean: (() => void | Promise<void>)[] = [];
let url: string;
let database: string;

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    // With any file as its engine, Prisma's CLI does not download one. `prisma generate` does not run it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Sends an operation, by default as Ada, and returns the response. */
const ask = async (query: string, variables: object = {}, user: string | null = 'ada') => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(user && { authorization: `Bearer ${user}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
};

const id = (name: string) => Buffer.from(name).toString('base64');

beforeAll(async () => {
  const manifest = readFileSync(join(checkout, 'package.json'), 'utf8');
  run(checkout, 'npm', 'pack', '--pack-destination', folder);
  expect(readFileSync(join(checkout, 'package.json'), 'utf8')).toBe(manifest);
  const [tarball = ''] = readdirSync(folder);

  cpSync(join(checkout, 'examples/own-server'), server, {
    recursive: true,
    filter: (path) => !/node_modules|generated/.test(path.slice(checkout.length)),
  });
  run(server, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', join('..', tarball));
  run(server, 'npm', 'run', 'generate');

  const postgres = inject('postgresUrl');
  const admin = new pg.Client({ connectionString: postgres });
  await admin.connect();
  clean.push(() => admin.end());
  const name = `library_${process.pid}`;
  await admin.query(`CREATE DATABASE "${name}"`);
  clean.push(async () => void (await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`)));
  // As `prisma migrate deploy`, without the engine that it would download.
  database = databaseUrl(postgres, name);
  await applyMigrations(database, join(server, 'prisma/migrations'));

  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: server,
    env: { PATH: process.env.PATH, PORT: '0', DATABASE_URL: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  clean.push(() => void child.kill());
  url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (printed) => {
      const [found] = /http\S+/.exec(String(printed)) ?? [];
      if (found) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)));
  });
});
afterAll(async () => {
  for (const end of clean.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

test('the types are correct', () => {
  run(server, 'npm', 'run', 'check');
});

/** The response without its cost, which may change. */
const dataOf = async (...args: Parameters<typeof ask>) => {
  const { extensions, ...result } = await ask(...args);
  expect(extensions).toEqual({ cost: { requested: expect.any(Number), limit: 30_000 } });
  return result;
};

const refused = (field: string, message: string, extensions?: object) => ({
  data: { [field]: null },
  errors: [
    { message, locations: [expect.anything()], path: [field], ...(extensions && { extensions }) },
  ],
});
const cursor = (headline: string, key: number) =>
  Buffer.from(JSON.stringify(['Article.headline.ASC', headline, key])).toString('base64url');

test('its own authorization permits only editors to write', async () => {
  const create =
    'mutation($title: String!) { createPublication(input: { title: $title }) { publication { id title } } }';
  for (const user of [null, 'bob']) {
    expect(await dataOf(create, { title: 'Nature' }, user)).toEqual(
      refused('createPublication', 'Not authorized to resolve Mutation.createPublication'),
    );
  }
  for (const [index, title] of ['Nature', 'Science'].entries()) {
    expect(await dataOf(create, { title })).toEqual({
      data: { createPublication: { publication: { id: id(`Publication:${index + 1}`), title } } },
    });
  }
});

test('links can be changed from both ends', async () => {
  const article = `mutation($input: CreateArticleInput!) { createArticle(input: $input) {
    article { id headline publications { nodes { id title } } } articleEdge { cursor }
  } }`;
  const input = { headline: 'Cells', publicationIds: [id('Publication:1')] };
  expect(await dataOf(article, { input })).toEqual({
    data: {
      createArticle: {
        article: {
          id: id('Article:1'),
          headline: 'Cells',
          publications: { nodes: [{ id: id('Publication:1'), title: 'Nature' }] },
        },
        articleEdge: { cursor: cursor('Cells', 1) },
      },
    },
  });
  const add = `mutation($input: AddPublicationArticlesInput!) { addPublicationArticles(input: $input) {
    publication { id articles { totalCount } } addedArticleEdges { cursor node { headline } } addedCount
  } }`;
  const links = { publicationId: id('Publication:2'), articleIds: [id('Article:1')] };
  expect(await dataOf(add, { input: links })).toEqual({
    data: {
      addPublicationArticles: {
        publication: { id: id('Publication:2'), articles: { totalCount: 1 } },
        addedArticleEdges: [{ cursor: cursor('Cells', 1), node: { headline: 'Cells' } }],
        addedCount: 1,
      },
    },
  });
  const create = `mutation($input: CreatePublicationArticleInput!) { createPublicationArticle(input: $input) {
    article { id headline }
  } }`;
  const target = { publicationId: id('Publication:2'), headline: 'Atoms' };
  expect(await dataOf(create, { input: target })).toEqual({
    data: { createPublicationArticle: { article: { id: id('Article:2'), headline: 'Atoms' } } },
  });
});

test('its own mutation accepts the IDs of Both Ends', async () => {
  const comment = 'mutation($id: ID!) { comment(articleId: $id, text: "good") { id text } }';
  expect(await dataOf(comment, { id: id('Article:1') }, null)).toEqual(
    refused('comment', 'Not authorized to resolve Mutation.comment'),
  );
  expect(await dataOf(comment, { id: id('Article:1') }, 'bob')).toEqual({
    data: { comment: { id: id('Comment:1'), text: 'bob: good' } },
  });
  expect(await dataOf(comment, { id: id('Publication:1') }, 'bob')).toEqual(
    refused('comment', `ID: ${id('Publication:1')} is not of type: Article`),
  );
});

test('everyone can read, also its own field of a type of Both Ends', async () => {
  const list = `{ articles(last: 1, where: { publications: { some: { title: { equals: "Science" } } } }) {
    totalCount
    edges { cursor node { id headline comments { id text } publications { nodes { title } } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }`;
  expect(await dataOf(list, {}, null)).toEqual({
    data: {
      articles: {
        totalCount: 2,
        edges: [
          {
            cursor: cursor('Cells', 1),
            node: {
              id: id('Article:1'),
              headline: 'Cells',
              comments: [{ id: id('Comment:1'), text: 'bob: good' }],
              publications: { nodes: [{ title: 'Nature' }, { title: 'Science' }] },
            },
          },
        ],
        pageInfo: {
          hasNextPage: false,
          hasPreviousPage: true,
          startCursor: cursor('Cells', 1),
          endCursor: cursor('Cells', 1),
        },
      },
    },
  });
});

test('the types of Both Ends and of the server implement one Node interface', async () => {
  const nodes = `query($ids: [ID!]!) { nodes(ids: $ids) {
    __typename id ... on Article { headline } ... on Comment { text } ... on Publication { articles { nodes { headline } } }
  } node(id: "${id('Article:1')}") { id ... on Article { comments { text } } }
  __type(name: "Node") { possibleTypes { name } } }`;
  const ids = ['Comment:1', 'Article:2', 'Article:9', 'Article:x', 'Publication:1'].map(id);
  expect(await dataOf(nodes, { ids })).toEqual({
    data: {
      nodes: [
        { __typename: 'Comment', id: id('Comment:1'), text: 'bob: good' },
        { __typename: 'Article', id: id('Article:2'), headline: 'Atoms' },
        null,
        null,
        {
          __typename: 'Publication',
          id: id('Publication:1'),
          articles: { nodes: [{ headline: 'Cells' }] },
        },
      ],
      node: { id: id('Article:1'), comments: [{ text: 'bob: good' }] },
      __type: {
        possibleTypes: ['Article', 'Author', 'Comment', 'Edition', 'Publication', 'Topic'].map(
          (name) => ({ name }),
        ),
      },
    },
  });
});

test('keys of every kind lead to rows and link them', async () => {
  const { data: made } = await dataOf(
    `mutation($article: ID!, $publication: ID!) {
      createArticleAuthor(input: { articleId: $article, name: "Ada" }) { author { id name } }
      createArticleTopic(input: { articleId: $article, word: "it's: a topic" }) { topic { id } }
      createEdition(input: { publicationId: $publication, day: "2026-11-25" }) { edition { id day publication { title } } }
    }`,
    { article: id('Article:1'), publication: id('Publication:1') },
  );
  const author = made.createArticleAuthor.author.id;
  expect(Buffer.from(author, 'base64').toString()).toMatch(/^Author:[0-9a-f-]{36}$/);
  expect(made.createArticleTopic.topic.id).toBe(id("Topic:it's: a topic"));
  expect(made.createEdition).toEqual({
    edition: { id: id('Edition:1'), day: '2026-11-25', publication: { title: 'Nature' } },
  });
  const ids = [author, id("Topic:it's: a topic"), id('Edition:1'), id('Edition:9007199254740993')];
  const read = `query($ids: [ID!]!, $author: ID!) {
    nodes(ids: $ids) { __typename id ... on Author { articles { nodes { id } } } ... on Topic { articles { totalCount } } }
    publications(where: { editions: { some: { day: { gte: "2026-11-01" } } } }) { nodes { title editions { nodes { id } } } }
    articles(where: { authors: { some: { id: { equals: $author } } }, topics: { some: {} } }) { nodes { id } }
  }`;
  expect(await dataOf(read, { ids, author }, null)).toEqual({
    data: {
      nodes: [
        { __typename: 'Author', id: author, articles: { nodes: [{ id: id('Article:1') }] } },
        { __typename: 'Topic', id: ids[1], articles: { totalCount: 1 } },
        { __typename: 'Edition', id: ids[2] },
        null,
      ],
      publications: {
        nodes: [{ title: 'Nature', editions: { nodes: [{ id: id('Edition:1') }] } }],
      },
      articles: { nodes: [{ id: id('Article:1') }] },
    },
  });
});

test('the limits of `bothends/yoga` apply', async () => {
  const page = (inner: string) =>
    `articles(first: 100) { nodes { publications(first: 100) { nodes { id ${inner} } } } }`;
  const { data, errors, extensions } = await ask(`{ ${page(page(''))} }`);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: `The operation may cost ${extensions.cost.requested}, and the limit is 30000. Request fewer rows at a time.`,
      extensions: { code: 'COST_LIMIT_EXCEEDED' },
    },
  ]);
});

test('`node` and `nodes` of the Relay plugin cost a row for each ID', async () => {
  const ids = Array.from({ length: 200 }, (_, n) => id(`Article:${n + 1}`));
  const costOf = async (query: string, variables: object = {}) =>
    (await ask(query, variables)).extensions.cost.requested;
  const one = await costOf(`{ node(id: "${ids[0]}") { id } }`);
  expect(one).toBe(2);
  const many = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  expect(await costOf(many, { ids: [] })).toBe(1);
  const all = await costOf(many, { ids });
  // 200 rows with a field, and 200 IDs in the variable.
  expect(all).toBe(Math.ceil(200 * 1.1 + 200 * 0.05));
});

test('an error of one mutation does not affect the payloads of others', async () => {
  const missing = id('Article:7');
  const both = `mutation {
    deleteArticle(input: { id: "${missing}" }) { deletedArticleId }
    deleteArticles(input: { where: {} }) { deletedCount deletedArticleIds }
  }`;
  expect(await dataOf(both)).toEqual({
    data: {
      deleteArticle: null,
      deleteArticles: {
        deletedCount: 2,
        deletedArticleIds: [id('Article:2'), id('Article:1')],
      },
    },
    errors: [
      {
        message: 'input.id refers to a row that does not exist',
        locations: [expect.anything()],
        path: ['deleteArticle'],
        extensions: { code: 'NOT_FOUND', argument: 'input.id', ids: [missing] },
      },
    ],
  });
});

test('`bothends/clients` reads its schema', () => {
  const program = `
    import { introspectionOf } from 'bothends/clients';
    for (const name of ['apollo', 'graphcache']) import.meta.resolve('bothends/clients/' + name);
    console.log(introspectionOf('type Query { node: ID }').__schema.queryType.name);`;
  expect(run(server, 'node', '--input-type=module', '--eval', program)).toBe('Query\n');
});

// The last test: it deletes the rows of the others.
test('its test of the laws of `bothends/testing` passes', () => {
  const output = execFileSync('npm', ['test'], {
    cwd: server,
    encoding: 'utf8',
    env: { ...process.env, API_URL: url, DATABASE_URL: database },
  });
  expect(output).toMatch(/^. pass 1$/m);
}, 120_000);
