import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sessionSettings } from './session.js';

/** The number of comparisons: a pooler that other programs use may give each connection its own session by chance. */
const rounds = 5;

/** The timeout of the comparison, in milliseconds: if a pooler has only one session, the second connection waits forever. */
const timeout = 5_000;

/** Throws an error with a one-line message unless each connection to the database at `url` is a session of its own. */
export async function requireSessions(url: string): Promise<void> {
  if (await sharesSessions(url)) {
    throw new Error(
      'it is behind a connection pooler in transaction or statement mode: set pool_mode = session, or connect to PostgreSQL directly',
    );
  }
}

/**
 * Whether connections share sessions, as they do behind PgBouncer in transaction or statement mode, so that settings and prepared
 * statements do not stay with a connection. Returns false if that cannot be determined in time.
 */
async function sharesSessions(url: string): Promise<boolean> {
  const first = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeout });
  const second = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeout });
  for (const client of [first, second]) client.on('error', () => {});
  const deadline = new AbortController();
  try {
    const late = sleep(timeout, false, { signal: deadline.signal }).catch(() => false);
    return await Promise.race([compare(first, second, sessionSettings({ url })), late]);
  } finally {
    deadline.abort();
    // A connection that waits for a session does not end gracefully either.
    for (const client of [first, second]) await Promise.race([client.end(), sleep(100)]);
    for (const client of [first, second]) streamOf(client).destroy();
  }
}

async function compare(first: pg.Client, second: pg.Client, settings: string): Promise<boolean> {
  for (const client of [first, second]) {
    await client.connect();
    // As the server's connections do: some poolers assign a session of its own to a connection that changes settings.
    await client.query(settings);
  }
  const session = await sessionOf(first);
  for (let round = 1; round <= rounds; round++) {
    // While the transaction is open, the first connection cannot use its session.
    if (!(await begins(second))) return true;
    const held = await sessionOf(second);
    if (held === session) return true;
    const next = await sessionOf(first);
    await second.query('ROLLBACK');
    if (next !== session) return true;
  }
  return false;
}

/** Begins a transaction. Returns false in PgBouncer's statement mode, which closes the connection. */
function begins(client: pg.Client): Promise<boolean> {
  return client.query('BEGIN').then(
    () => true,
    (error: Error & { code?: string }) => {
      if (error.code === '08P01') return false;
      throw error;
    },
  );
}

/** The ID of the PostgreSQL process that executes a connection's statements. */
async function sessionOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

/** The socket, which pg's types omit. */
function streamOf(client: pg.Client): { destroy(): void } {
  return (client as unknown as { connection: pg.Connection }).connection.stream;
}
