import { createServer, type Server } from 'node:http';
import { type Api, createFront } from './front.js';
import { type HttpOptions, httpDefaults } from './http-options.js';
import { watchOverload } from './overload.js';

/** How often the times below are looked at, in milliseconds; Node would let half a minute pass. */
const checkInterval = 1_000;
/** The most bytes of a request's line and headers together, and how many headers there may be. */
const maximumHeaders = { maxHeaderSize: 16_384, count: 100 };
/** The most connections: each takes some kilobytes even if nothing comes over it, and may bring half of a body. */
const maximumConnections = 5_000;

/**
 * Makes the HTTP server that answers for `api`. A client that is slow to send its request, in good or in bad faith, holds
 * nothing but its connection, and not for long.
 */
export function createHttpServer(api: Api, given: Partial<HttpOptions> = {}): Server {
  const options: HttpOptions = { ...httpDefaults, ...given };
  const { timeouts } = options;
  const overload = watchOverload(options);
  const server = createServer(
    {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.idle,
      connectionsCheckingInterval: Math.min(checkInterval, timeouts.headers),
      maxHeaderSize: maximumHeaders.maxHeaderSize,
    },
    createFront(api, overload, options),
  );
  server.maxHeadersCount = maximumHeaders.count;
  server.maxConnections = maximumConnections;
  server.once('close', () => overload.stop());
  return server;
}
