import type pg from 'pg';

/** An event of pg's connection that its types omit. */
interface Messages {
  readonly connection: {
    on(event: 'errorMessage', listener: (message: { readonly code?: string }) => void): void;
  };
}

/**
 * Closes a connection of the pool when it is released if PostgreSQL refused a change on it as read-only: after a failover, the
 * same host name resolves to another server, while open connections still lead to the former primary.
 */
export function closeReadOnly(pool: pg.Pool): void {
  const readOnly = new WeakSet<pg.PoolClient>();
  pool.on('connect', (client) => {
    // pg has it, but its types omit it.
    const { connection } = client as unknown as Messages;
    connection.on('errorMessage', ({ code }) => {
      if (code === '25006') readOnly.add(client);
    });
  });
  pool.on('release', (_, client) => {
    // Only pg.Client declares `end`. The pool discards a client that has ended.
    if (readOnly.has(client)) void (client as unknown as pg.Client).end();
  });
}
