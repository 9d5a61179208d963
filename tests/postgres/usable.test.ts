import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireUsable } from '../../src/postgres/usable.js';
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  admin = new pg.Client(server.databaseUrl);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.close();
});

const outcome = (url: string) => requireUsable(url).catch((error: Error) => error.message);

describe('the schema of a database', () => {
  test('is the one that the URL names, else the first of the search_path that exists', async () => {
    await admin.query('CREATE SCHEMA "Tenant ""a"""; CREATE SCHEMA later');
    const url = server.databaseUrl;
    expect(await outcome(url)).toEqual({ searchPath: ['public'] });
    expect(await outcome(`${url}?schema=Tenant%20%22a%22`)).toEqual({
      searchPath: ['Tenant "a"'],
    });
    expect(await outcome(`${url}?options=-c%20search_path%3Dmissing,later,public`)).toEqual({
      searchPath: ['later', 'public'],
    });
  });

  test('that does not exist, or is shut to the user, is named in one line', async () => {
    await admin.query(
      `DROP ROLE IF EXISTS shut_out; CREATE ROLE shut_out LOGIN PASSWORD 'x'; CREATE SCHEMA shut`,
    );
    const shut = new URL(server.databaseUrl);
    [shut.username, shut.password] = ['shut_out', 'x'];
    expect(await outcome(`${server.databaseUrl}?schema=x"y`)).toBe(
      String.raw`the database at DATABASE_URL cannot be used: it has no schema "x\"y": run "npm run migrate", which creates it`,
    );
    expect(await outcome(`${shut.href}?schema=shut`)).toBe(
      'the database at DATABASE_URL cannot be used: its user may not use the schema "shut": GRANT USAGE on it',
    );
    expect(await outcome(`${server.databaseUrl}?options=-c%20search_path%3Dmissing`)).toBe(
      `the database at DATABASE_URL cannot be used: the search_path of its user has no schema that exists and can be used: set one, or add "?schema=…" to the URL`,
    );
    await admin.query('DROP ROLE shut_out');
  });
});

const pooled =
  /^the database at DATABASE_URL cannot be used: it is behind a connection pooler in transaction/;

// Skipped where PgBouncer is not installed: what it does cannot be imitated.
describe.skipIf(!hasPgBouncer)('behind PgBouncer', () => {
  test.each([
    { pool_mode: 'transaction' },
    { pool_mode: 'transaction', default_pool_size: '1' },
    { pool_mode: 'transaction', server_round_robin: '1' },
    { pool_mode: 'statement' },
  ])('with %o, the database cannot be used', async (settings) => {
    const url = await startPgBouncer(server.databaseUrl, settings);
    expect(await outcome(url)).toMatch(pooled);
  });

  test('in transaction mode, with other clients that keep many sessions busy, neither', async () => {
    const url = await startPgBouncer(server.databaseUrl, {
      pool_mode: 'transaction',
      server_round_robin: '1',
    });
    const pool = new pg.Pool({ connectionString: url, max: 8 });
    await Promise.all(Array.from({ length: 8 }, () => pool.query('SELECT pg_sleep(0.2)')));
    let busy = true;
    const others = Array.from({ length: 8 }, async () => {
      while (busy) await pool.query('SELECT pg_sleep(random() / 1000)');
    });
    for (let run = 1; run <= 10; run++) expect(await outcome(url)).toMatch(pooled);
    busy = false;
    await Promise.all(others);
    await pool.end();
  });

  test('in session mode it can be used', async () => {
    const url = await startPgBouncer(server.databaseUrl, { pool_mode: 'session' });
    for (let run = 1; run <= 10; run++)
      expect(await outcome(url)).toEqual({ searchPath: ['public'] });
  });
});

test('PostgreSQL itself can be used, always', async () => {
  for (let run = 1; run <= 20; run++)
    expect(await outcome(server.databaseUrl)).toEqual({ searchPath: ['public'] });
});
