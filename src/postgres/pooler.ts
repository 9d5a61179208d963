import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sessionSettings } from './session.js';

/** How often to compare two connections: a pooler that other programs use too may by chance give each its own session once. */
const rounds = 5;

/** How long the comparison may take, in milliseconds: where a pooler has one session, the second connection waits for it for ever. */
const timeout = 5_000;

/** Throws, in one line, where the connections to the database at `url` are not each a session of its own. */
export async function requireSessions(url: string): Promise<void> {
  if (await sharesSessions(url)) {
    throw new Error(
      'a connection pooler in transaction or statement mode is in front of it, and each connection must be a session of its own: set pool_mode = session, or connect to PostgreSQL itself',
    );
  }
}

/**
 * Whether statements of one connection run in changing sessions, or those of two connections in one, as they do behind PgBouncer
 * in transaction or statement mode: what one statement sets or prepares isn't there for the next. Where that cannot be
 * found out in time, the answer is no.
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
    // One that waits for its session answers to no good-bye either.
    for (const client of [first, second]) await Promise.race([client.end(), sleep(100)]);
    for (const client of [first, second]) streamOf(client).destroy();
  }
}

async function compare(first: pg.Client, second: pg.Client, settings: string): Promise<boolean> {
  for (const client of [first, second]) {
    await client.connect();
    // As every connection of the server does: some poolers give a connection that sets something a session of its own.
    await client.query(settings);
  }
  const session = await sessionOf(first);
  for (let round = 1; round <= rounds; round++) {
    // The open transaction holds its session, so the first connection would have to get another one.
    if (!(await begins(second))) return true;
    const held = await sessionOf(second);
    if (held === session) return true;
    const next = await sessionOf(first);
    await second.query('ROLLBACK');
    if (next !== session) return true;
  }
  return false;
}

/** Begins a transaction. False where there are none, which is PgBouncer's statement mode: it closes the connection then. */
function begins(client: pg.Client): Promise<boolean> {
  return client.query('BEGIN').then(
    () => true,
    (error: Error & { code?: string }) => {
      if (error.code === '08P01') return false;
      throw error;
    },
  );
}

/** The process of PostgreSQL that runs a connection's statements. */
async function sessionOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

/** The socket, which the types of pg leave out. */
function streamOf(client: pg.Client): { destroy(): void } {
  return (client as unknown as { connection: pg.Connection }).connection.stream;
}
