import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireUsable } from '../../src/postgres/usable.js';
import { openPool } from '../support/database.js';
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
  test('is that of the URL, or the first existing one of the search_path', async () => {
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

  test('must exist, and its user must have the privilege USAGE', async () => {
    await admin.query(
      `DROP ROLE IF EXISTS shut_out; CREATE ROLE shut_out LOGIN PASSWORD 'x'; CREATE SCHEMA shut`,
    );
    const restricted = new URL(server.databaseUrl);
    [restricted.username, restricted.password] = ['shut_out', 'x'];
    expect(await outcome(`${server.databaseUrl}?schema=x"y`)).toBe(
      String.raw`the database at DATABASE_URL cannot be used: it has no schema "x\"y": run "npm run migrate", which creates it`,
    );
    expect(await outcome(`${restricted.href}?schema=shut`)).toBe(
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

// Skipped if PgBouncer is not installed.
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

  test('in transaction mode with busy sessions, the database cannot be used', async () => {
    const url = await startPgBouncer(server.databaseUrl, {
      pool_mode: 'transaction',
      server_round_robin: '1',
    });
    const pool = openPool({ connectionString: url, max: 8 });
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

  test('in session mode, the database can be used', async () => {
    const url = await startPgBouncer(server.databaseUrl, { pool_mode: 'session' });
    for (let run = 1; run <= 10; run++)
      expect(await outcome(url)).toEqual({ searchPath: ['public'] });
  });
});

test('a direct connection is never taken for a pooler', async () => {
  for (let run = 1; run <= 20; run++)
    expect(await outcome(server.databaseUrl)).toEqual({ searchPath: ['public'] });
});
