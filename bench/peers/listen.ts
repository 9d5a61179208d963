import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The database that the server is to use, from the environment. Throws where it is not given. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return url;
}

/** Serves on a free port of the loopback, and prints the URL of `path` there, for which the bench waits. */
export function listen(server: Server, path: string): void {
  server.listen(0, '127.0.0.1', () => {
    // A server that listens on TCP has an address of this kind.
    const { port } = server.address() as AddressInfo;
    console.info(`http://127.0.0.1:${port}${path}`);
  });
}
