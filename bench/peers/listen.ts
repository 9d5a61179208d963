import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The URL of the database, from the environment. Throws if it is not set. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return url;
}

/** Listens on a free port of the loopback interface and prints the URL of `path`, for which the benchmark waits. */
export function listen(server: Server, path: string): void {
  server.listen(0, '127.0.0.1', () => {
    // A server that listens on TCP has an AddressInfo.
    const { port } = server.address() as AddressInfo;
    console.info(`http://127.0.0.1:${port}${path}`);
  });
}
