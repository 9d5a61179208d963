import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EndClient, ends, id } from '../support/ends.js';

const [, end] = ends[0] ?? [];
if (!end) throw new Error('there is no end');
const owner = id(end.owner, 1);
const targets = [id(end.target, 1), id(end.target, 2)];
const links = '"_ArticleToPublication"';
const time = 700;

/** A server with this time limit, and a second connection to its database, which blocks the server's statements. */
function withServer(limit: number) {
  let client: EndClient;
  let other: pg.Client;
  let watcher: pg.Client;
  beforeAll(async () => {
    client = await EndClient.start(end as NonNullable<typeof end>, {
      operationLimits: { time: limit },
    });
    [other, watcher] = [
      new pg.Client(client.server.databaseUrl),
      new pg.Client(client.server.databaseUrl),
    ];
    for (const each of [other, watcher]) await each.connect();
  });
  beforeEach(async () => {
    await other.query(`TRUNCATE "Article", "Publication", ${links} RESTART IDENTITY`);
    await other.query(`INSERT INTO "Article" (headline) VALUES ('a'), ('b')`);
    await other.query(`INSERT INTO "Publication" (title) VALUES ('p'), ('q')`);
    await other.query(`INSERT INTO ${links} VALUES (1, 1)`);
    client.server.logged.length = 0;
  });
  afterEach(() => other.query('ROLLBACK'));
  afterAll(async () => {
    for (const each of [other, watcher]) await each.end();
    await client.close();
  });
  /** The number of the server's running statements and open transactions. */
  const running = async () => {
    const { rows } = await watcher.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND state <> 'idle' AND pid NOT IN (pg_backend_pid(), ${processOf(other)})`,
    );
    return rows[0].count as number;
  };
  const until = async (count: number) => {
    const began = performance.now();
    while ((await running()) !== count) {
      if (performance.now() - began > 5_000)
        throw new Error(`${await running()} statements run, not ${count}`);
      await sleep(5);
    }
    return performance.now() - began;
  };
  return {
    get client() {
      return client;
    },
    get other() {
      return other;
    },
    running,
    until,
    /** Locks a table against all other connections. */
    lock: async (table: string) => {
      await other.query('BEGIN');
      await other.query(`LOCK TABLE ${table}`);
    },
    /** Ends the lock and returns all rows. */
    data: async () => {
      await other.query('ROLLBACK');
      const read = async (table: string) =>
        (await other.query(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows;
      return {
        articles: await read('"Article"'),
        publications: await read('"Publication"'),
        links: await read(links),
      };
    },
  };
}

// Its types do not declare it.
const processOf = (client: pg.Client) => (client as unknown as { processID: number }).processID;

const message = `The operation took longer than ${time} ms, the limit, and was cancelled.`;
const read = '{ articles { nodes { id publications { nodes { id } } } } }';
const mutations: [string, string, string][] = [
  ['add, one statement', links, 'addArticlePublications(input: $i) { article { id } }'],
  ['set, a transaction', links, 'setArticlePublications(input: $i) { article { id } }'],
  [
    'clear, a transaction',
    links,
    `clearArticlePublications(input: { articleId: "${owner}" }) { article { id } }`,
  ],
  [
    'create with links, a transaction',
    links,
    `createArticle(input: { headline: "x", publicationIds: ["${targets[0]}"] }) { article { id } }`,
  ],
  [
    'update',
    '"Article"',
    `updateArticle(input: { id: "${owner}", headline: "x" }) { article { id } }`,
  ],
  ['delete', links, `deleteArticle(input: { id: "${owner}" }) { deletedArticleId }`],
  ['delete many, a transaction', links, 'deleteArticles(input: { where: {} }) { deletedCount }'],
];
const variables = (field: string) =>
  field.includes('$i') ? { i: { articleId: owner, publicationIds: targets } } : {};
const mutation = (field: string) => {
  const name = /^\w+/.exec(field)?.[0] ?? '';
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return field.includes('$i') ? `mutation($i: ${input}) { ${field} }` : `mutation { ${field} }`;
};

describe('an operation over the time limit', () => {
  const server = withServer(time);

  test('is cancelled with an error, and no statement of it keeps running', async () => {
    await server.lock('"Article"');
    const began = performance.now();
    const response = await server.client.server.send(read);
    const took = performance.now() - began;
    expect(response).toMatchObject({
      data: null,
      errors: [
        { message, path: ['articles', 'nodes'], extensions: { code: 'COST_LIMIT_EXCEEDED' } },
      ],
    });
    expect(took).toBeGreaterThan(time - 20);
    expect(took).toBeLessThan(time + 3_000);
    await server.until(0);
    // It is no unexpected error.
    expect(server.client.server.logged).toEqual([]);
  });

  test('is cancelled in a later statement', async () => {
    await server.lock(links);
    server.client.server.statements.length = 0;
    const { errors } = await server.client.server.send(
      `{ articles { nodes { publications { totalCount nodes { articles { totalCount } } } } } }`,
    );
    expect(new Set(errors?.map(({ message }) => message))).toEqual(new Set([message]));
    // The articles, and the publications with their counts, which wait for the lock.
    expect(server.client.server.statements).toHaveLength(2);
    await server.until(0);
  });

  test.each(mutations)('changes nothing: %s', async (_, table, field) => {
    const before = await server.data();
    await server.lock(table);
    const began = performance.now();
    const { errors } = await server.client.server.send(mutation(field), variables(field));
    expect(performance.now() - began).toBeLessThan(time + 3_000);
    expect(errors).toMatchObject([
      {
        message: `${message} The change was not made.`,
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
    expect(errors?.[0]?.path).toHaveLength(1);
    await server.until(0);
    expect(await server.data()).toEqual(before);
    // Without the lock, the operation succeeds.
    expect(
      (await server.client.server.send(mutation(field), variables(field))).errors,
    ).toBeUndefined();
  });

  test('keeps the changes of its completed mutations and does not start the next ones', async () => {
    await server.other.query(
      `CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.4); RETURN NEW; END'`,
    );
    await server.other.query(
      `CREATE TRIGGER dawdle BEFORE INSERT ON ${links} FOR EACH STATEMENT EXECUTE FUNCTION dawdle()`,
    );
    await server.other.query(
      `CREATE TRIGGER dawdle BEFORE INSERT ON "Article" FOR EACH STATEMENT EXECUTE FUNCTION dawdle()`,
    );
    try {
      const add = (key: number) =>
        `a${key}: addArticlePublications(input: { articleId: "${id(end.owner, key)}", publicationIds: ["${targets[1]}"] }) { addedCount }`;
      const added = await server.client.server.send(
        `mutation { ${[1, 2, 1, 2].map((key, n) => add(key).replace(/^a\d/, `a${n}`)).join(' ')} }`,
      );
      expect(added.data).toEqual({ a0: { addedCount: 1 }, a1: null, a2: null, a3: null });
      expect(added.errors?.map(({ path, message }) => [path?.[0], message])).toEqual(
        ['a1', 'a2', 'a3'].map((name) => [name, `${message} The change was not made.`]),
      );
      expect((await server.data()).links).toEqual([
        { A: 1, B: 1 },
        { A: 1, B: 2 },
      ]);
      const create = ['x', 'y', 'z'].map(
        (text) => `${text}: createArticle(input: { headline: "${text}" }) { article { id } }`,
      );
      const created = await server.client.server.send(`mutation { ${create.join(' ')} }`);
      // The second is cancelled, and the third does not begin.
      expect(created.errors?.map(({ path }) => path?.[0])).toEqual(['y', 'z']);
      expect((await server.data()).articles.map(({ headline }) => headline)).toEqual([
        'a',
        'b',
        'x',
      ]);
    } finally {
      await server.other.query('DROP FUNCTION dawdle CASCADE');
    }
  });

  test('includes the time that it waits for a connection', async () => {
    await server.lock('"Article"');
    const waiting = Array.from({ length: 10 }, () => server.client.server.send(read));
    await server.until(10);
    await sleep(time / 2);
    const began = performance.now();
    // The operations that hold the connections have half of their time left; then this one gets a connection.
    const last = server.client.server.send('{ publications { totalCount } }');
    const codes = (await Promise.all(waiting)).map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes).toEqual(Array.from({ length: 10 }, () => 'COST_LIMIT_EXCEEDED'));
    expect((await last).data).toEqual({ publications: { totalCount: 2 } });
    expect(performance.now() - began).toBeLessThan(time);
  });
});

describe('an operation whose client disconnects', () => {
  const server = withServer(20_000);

  /** Sends an operation and disconnects once `count` statements of the server run. */
  const disconnect = async (
    query: string,
    variables: object,
    count: number,
    way: 'abort' | 'destroy',
  ) => {
    const body = JSON.stringify({ query, variables });
    const headers = { 'content-type': 'application/json' };
    if (way === 'abort') {
      const leaving = new AbortController();
      const left = fetch(server.client.server.url, {
        method: 'POST',
        headers,
        body,
        signal: leaving.signal,
      }).catch(() => 'left');
      await server.until(count);
      leaving.abort();
      expect(await left).toBe('left');
    } else {
      const request = httpRequest(server.client.server.url, { method: 'POST', headers });
      request.on('error', () => {});
      request.end(body);
      await server.until(count);
      request.destroy();
    }
    // Its statements are cancelled, although the table is still locked.
    expect(await server.until(0)).toBeLessThan(2_000);
  };

  test.each(['abort', 'destroy'] as const)('is cancelled: %s', async (way) => {
    await server.lock('"Article"');
    await disconnect(read, {}, 1, way);
    await disconnect(
      '{ a: articles { totalCount nodes { id } } p: publications { nodes { articles { nodes { id } } } } }',
      {},
      2,
      way,
    );
    expect(server.client.server.logged).toEqual([]);
    expect(await server.client.server.run('{ publications { totalCount } }')).toEqual({
      publications: { totalCount: 2 },
    });
  });

  test.each(mutations)('changes nothing: %s', async (_, table, field) => {
    const before = await server.data();
    await server.lock(table);
    await disconnect(mutation(field), variables(field), 1, 'destroy');
    expect(await server.data()).toEqual(before);
  });

  test('releases its connections, and operations waiting for one do not start', async () => {
    await server.lock('"Article"');
    const leaving = new AbortController();
    const post = () =>
      fetch(server.client.server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: read }),
        signal: leaving.signal,
      }).catch(() => 'left');
    const left = Array.from({ length: 15 }, post);
    await server.until(10);
    // Until all fifteen have arrived.
    await sleep(200);
    server.client.server.statements.length = 0;
    leaving.abort();
    expect(new Set(await Promise.all(left))).toEqual(new Set(['left']));
    expect(await server.until(0)).toBeLessThan(2_000);
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => server.client.server.run('{ publications { totalCount } }')),
    );
    expect(responses).toHaveLength(10);
    expect(
      server.client.server.statements.filter((statement) => statement.includes('"Article"')),
    ).toEqual([]);
  });
});
