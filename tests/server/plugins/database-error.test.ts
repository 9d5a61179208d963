import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/postgres/failure.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const [unavailable, internal] = ['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];
const safe = 'Nothing was changed: it is safe to try again.';
const unknown =
  'The connection to the database was lost. The change may have been made: check before you try again.';

let server: TestServer;
let admin: pg.Client;
let other: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  [admin, other] = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)];
  for (const client of [admin, other]) await client.connect();
  await admin.query('SET default_transaction_read_only = off');
  await admin.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN IF NEW.headline = 'fine' THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'secret' USING ERRCODE = NEW.headline; END $$`,
  );
  await admin.query(
    `CREATE TRIGGER fail BEFORE INSERT ON "Article" FOR EACH ROW EXECUTE FUNCTION fail()`,
  );
});
afterAll(async () => {
  for (const client of [admin, other]) await client.end();
  await server.close();
});
beforeEach(async () => {
  server.logged.length = 0;
  await admin.query('TRUNCATE "Article", "Publication" RESTART IDENTITY CASCADE');
});

const create = (headline: string) =>
  `createArticle(input: { headline: "${headline}" }) { article { id } }`;
const articles = async () =>
  (await admin.query('SELECT headline FROM "Article" ORDER BY id')).rows.map((row) => row.headline);

describe('each class of SQLSTATE has its error code, and says whether it is safe to try again', () => {
  test.each([
    ['53100', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['53200', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['53400', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['55P03', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['55000', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['58030', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['25P04', `The database lacks resources at the moment. ${safe}`, unavailable],
    ['25006', `The database is read-only at the moment. ${safe}`, unavailable],
    ['57014', `An administrator of the database cancelled the statement. ${safe}`, unavailable],
    ['53300', `The database cannot be reached. ${safe}`, unavailable],
    ['57P03', `The database cannot be reached. ${safe}`, unavailable],
    ['28P01', `The database cannot be reached. ${safe}`, unavailable],
    ['3D000', `The database cannot be reached. ${safe}`, unavailable],
    ['08006', unknown, unavailable],
    ['08007', unknown, unavailable],
    ['40003', unknown, unavailable],
    ['57P01', unknown, unavailable],
    ['57P02', unknown, unavailable],
    ['25P02', 'Something went wrong inside the server.', internal],
    ['XX000', 'Something went wrong inside the server.', internal],
    ['XX001', 'Something went wrong inside the server.', internal],
  ])('%s', async (sqlState, message, code) => {
    const { errors } = await server.send(`mutation { ${create(sqlState)} }`);
    expect(errors).toMatchObject([{ message, extensions: { code } }]);
    expect(server.logged).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(await articles()).toEqual([]);
  });

  test('codes that a trigger cannot raise', () => {
    const failure = (code: string) =>
      failureOf(Object.assign(new pg.DatabaseError('secret', 6, 'error'), { code }));
    expect(['25P03', '57P05', '53000', '55006'].map(failure)).toEqual(
      Array.from({ length: 4 }, () => 'unavailable'),
    );
    expect(['40001', '40P01', '40002', '40000'].map(failure)).toEqual(
      Array.from({ length: 4 }, () => 'lost race'),
    );
    expect(['08001', '08004', '28000'].map(failure)).toEqual(
      Array.from({ length: 3 }, () => 'unreachable'),
    );
    expect(['08000', '08003', '08P01', '57P04'].map(failure)).toEqual(
      Array.from({ length: 4 }, () => 'broken connection'),
    );
  });
});

test('of several mutations, a failed one is safe to try again without the others', async () => {
  const { data, errors } = await server.send(
    `mutation { a: ${create('fine')} b: ${create('53100')} c: ${create('fine')} }`,
  );
  expect(errors).toMatchObject([
    {
      message:
        'The database lacks resources at the moment. This change was not made: it is safe to try again without the others.',
      path: ['b'],
    },
  ]);
  expect(data).toMatchObject({ a: {}, c: {} });
  expect(await articles()).toEqual(['fine', 'fine']);
});

/** Cancels statements that wait for a lock, as an administrator would, until `answer` settles: a query may be retried. */
async function cancelUntil<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let isThere = false;
  const there = answer.finally(() => {
    isThere = true;
  });
  for (; !isThere; await sleep(10)) {
    await admin.query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
  }
  return there;
}

describe('changes by an administrator', () => {
  const whileLocked = async <Result>(table: string, work: () => Promise<Result>) => {
    await other.query(`BEGIN; LOCK TABLE ${table}`);
    return work().finally(() => other.query('ROLLBACK'));
  };

  test('a cancelled statement is not reported as the time limit', async () => {
    const cancelled = 'An administrator of the database cancelled the statement.';
    for (const [operation, outcome] of [
      ['{ articles { nodes { id } } }', 'It is safe to try again.'],
      [`mutation { ${create('fine')} }`, safe],
    ] as const) {
      const { errors } = await whileLocked('"Article"', () => cancelUntil(server.send(operation)));
      expect(errors).toMatchObject([
        { message: `${cancelled} ${outcome}`, extensions: { code: unavailable } },
      ]);
    }
    expect(await articles()).toEqual([]);
  });

  test('a failure to read the payload after a change says that the change was made', async () => {
    const { data, errors } = await whileLocked('"Publication"', () =>
      cancelUntil(
        server.send(
          `mutation { createArticle(input: { headline: "fine" }) { article { publications { nodes { title } } } } }`,
        ),
      ),
    );
    expect(data).toBeDefined();
    expect(errors).toMatchObject([
      {
        message:
          'An administrator of the database cancelled the statement. The change was made; only its result could not be read.',
        extensions: { code: unavailable },
      },
    ]);
    expect(await articles()).toEqual(['fine']);
  });

  test('with a read-only database, queries succeed and mutations fail, until it is writable again', async () => {
    const database = `"${new URL(server.databaseUrl).pathname.slice(1)}"`;
    const { rows } = await other.query('SELECT pg_backend_pid() AS pid');
    const reconnect = () =>
      admin.query(
        `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
         WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), $1)`,
        [rows[0].pid],
      );
    await admin.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    await reconnect();
    await sleep(100);
    for (let run = 1; run <= 3; run++) {
      const { errors } = await server.send(`mutation { ${create('fine')} }`);
      expect(errors).toMatchObject([
        {
          message: `The database is read-only at the moment. ${safe}`,
          extensions: { code: unavailable },
        },
      ]);
      expect(await server.run('{ articles { totalCount } }')).toEqual({
        articles: { totalCount: 0 },
      });
    }
    await admin.query(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
    // Only the connection on which the query ran is still read-only.
    await server.send(`mutation { ${create('fine')} }`);
    await server.run(`mutation { ${create('fine')} }`);
    expect(await articles()).toContain('fine');
  });
});

test('a change that PostgreSQL does not cancel in time is not reported as safe to try again', async () => {
  const slow = await startTestServer('press', { operationLimits: { time: 300 } });
  const client = new pg.Client(slow.databaseUrl);
  await client.connect();
  // Ignores cancellation.
  await client.query(
    `CREATE FUNCTION deaf() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE until timestamptz := clock_timestamp() + interval '8 s';
     BEGIN
       WHILE clock_timestamp() < until LOOP
         BEGIN PERFORM pg_sleep(0.2); EXCEPTION WHEN query_canceled THEN NULL; END;
       END LOOP;
       RETURN NULL;
     END $$`,
  );
  await client.query(
    `CREATE TRIGGER deaf AFTER INSERT ON "_ArticleToPublication" FOR EACH STATEMENT EXECUTE FUNCTION deaf()`,
  );
  await client.query(
    `INSERT INTO "Article" (headline) VALUES ('a'); INSERT INTO "Publication" (title) VALUES ('p')`,
  );
  const { errors } = await slow.send(
    `mutation { addArticlePublications(input: { articleId: "QXJ0aWNsZTox", publicationIds: ["UHVibGljYXRpb246MQ=="] }) { addedCount } }`,
  );
  expect(errors).toMatchObject([
    {
      message:
        'The operation took longer than 300 ms, the limit, and was cancelled. The change may have been made: check before you try again.',
      extensions: { code: 'COST_LIMIT_EXCEEDED' },
    },
  ]);
  await client.end();
  await slow.close();
});
