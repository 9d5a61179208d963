import { createServer, type RequestListener, type Server } from 'node:http';
import type { Timeouts } from './http-options.js';

/** How often the timeouts are checked, in milliseconds. Node's own interval is 30 seconds. */
const checkInterval = 1_000;
/** The maximum size of a request's first line and headers together, in bytes. */
const maxHeaderSize = 16_384;
/** The maximum number of connections: each takes some kilobytes, and may have sent half of a body. */
const maximumConnections = 5_000;

/** Makes Node's HTTP server. A client that sends its request slowly occupies nothing but its connection, and not for long. */
export function nodeServer(handler: RequestListener, timeouts: Timeouts): Server {
  const server = createServer(
    {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.idle,
      connectionsCheckingInterval: Math.min(checkInterval, timeouts.headers),
      maxHeaderSize,
    },
    handler,
  );
  // Node would drop those over its own limit without telling anybody. See `checkHeaders`.
  server.maxHeadersCount = 0;
  server.maxConnections = maximumConnections;
  // By default, Node answers `100 Continue` before the request is looked at.
  server.on('checkContinue', handler);
  return server;
}
