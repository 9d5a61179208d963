import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { serviceUnavailable } from '../../engine/errors.js';
import { type Refusal, refusal } from './refusal.js';

/** The keep-alive timeout while the server stops, in milliseconds, so that a request that follows still gets a response. */
const keepAlive = 500;

/**
 * Makes `app.close()` a graceful stop: no new connection is accepted, requests on open connections are refused, and those
 * under way are finished. After `drain` milliseconds, all connections are closed. Returns a function that returns the refusal,
 * or undefined while the server is not stopping.
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

/** The response to every request while the server stops, including `/ready`. */
const isStopping = refusal(
  503,
  serviceUnavailable('The server is stopping. It is safe to try again.'),
  { 'retry-after': '1', connection: 'close' },
);
