import type pg from 'pg';

/** What pg's types leave out: PostgreSQL's messages as they come. */
interface Messages {
  readonly connection: {
    on(event: 'errorMessage', listener: (message: { readonly code?: string }) => void): void;
  };
}

/**
 * Closes a connection of the pool, once it is released, if PostgreSQL has refused a change on it as read only: after a failover
 * the same name leads to another server, while connections that are kept lead to the one that was the primary before.
 */
export function closeReadOnly(pool: pg.Pool): void {
  const readOnly = new WeakSet<pg.PoolClient>();
  pool.on('connect', (client) => {
    // pg has it, and its types leave it out.
    const { connection } = client as unknown as Messages;
    connection.on('errorMessage', ({ code }) => {
      if (code === '25006') readOnly.add(client);
    });
  });
  pool.on('release', (_, client) => {
    // The types know only the client of a pool; the pool itself discards one that has been ended.
    if (readOnly.has(client)) void (client as unknown as pg.Client).end();
  });
}
