import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { databaseUrl } from './postgres.js';

/** Runs a statement on a connection of its own, and returns its rows. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  // Tests stop PostgreSQL at any time; the query rejects too.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/**
 * A pool. The database may be dropped while its connections are being closed, as the pool does not wait for that: pg then emits an
 * event, which would fail the test run without a listener.
 */
export function openPool(options: pg.PoolConfig): pg.Pool {
  return new pg.Pool(options).on('error', () => {});
}

/** A new database, empty or a copy of a template, which is dropped after the test. */
export async function newDatabase(template = 'template1'): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await query(server, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  onTestFinished(async () => void (await query(server, `DROP DATABASE "${name}" WITH (FORCE)`)));
  return databaseUrl(server, name);
}

/** A lock of the articles, which blocks every statement that reads or changes them. */
interface ArticlesLock {
  /** The number of statements that wait for a lock. */
  readonly waiting: () => Promise<number>;
  readonly release: () => Promise<void>;
}

/** Locks the articles until they are released, or until the end of the test. */
export async function lockArticles(url: string): Promise<ArticlesLock> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  onTestFinished(() => client.end());
  await client.connect();
  await client.query('BEGIN; LOCK TABLE "Article" IN ACCESS EXCLUSIVE MODE');
  return {
    async waiting() {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
         WHERE NOT granted AND datname = current_database()`,
      );
      return rows.length;
    },
    async release() {
      await client.query('COMMIT');
    },
  };
}
