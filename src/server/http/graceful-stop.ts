import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Refusal, refusal } from './refusal.js';

/** How long a connection is kept after a response once the server stops, so that a request that follows is told so; in milliseconds. */
const keepAlive = 500;

/**
 * Makes `app.close()` a graceful stop: no new connection is accepted, requests on open connections are refused, and those
 * under way are finished. What is not finished after `drain` milliseconds is cut off. Returns a function that returns the refusal.
 */
export function refusalWhileStopping(
  app: FastifyInstance,
  drain: number,
): () => Refusal | undefined {
  const server = app.server as Server;
  let stopping: Refusal | undefined;
  app.addHook('preClose', (done) => {
    stopping = isStopping;
    server.keepAliveTimeout = keepAlive;
    const deadline = setTimeout(() => server.closeAllConnections(), drain);
    server.once('close', () => clearTimeout(deadline));
    done();
  });
  return () => stopping;
}

/** The response while the server stops, that of `/ready` included. */
const isStopping = refusal(
  503,
  'The server is stopping. It is safe to try again.',
  { 'retry-after': '1', connection: 'close' },
  { code: 'SERVICE_UNAVAILABLE' },
);
