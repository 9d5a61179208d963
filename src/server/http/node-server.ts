import { createServer, type RequestListener, type Server } from 'node:http';
import type { Timeouts } from './http-options.js';

/** How often the timeouts are checked, in milliseconds. Node's own interval is 30 seconds. */
const checkInterval = 1_000;
/** The maximum size of a request's first line and headers together, in bytes. */
const maxHeaderSize = 16_384;
/** The maximum number of connections: each takes some kilobytes, and may have sent part of a body. */
const maximumConnections = 5_000;

/** Creates Node's HTTP server, with timeouts for slow clients. */
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
  // By default, Node silently drops headers above a limit. `checkHeaders` refuses the request instead.
  server.maxHeadersCount = 0;
  server.maxConnections = maximumConnections;
  // By default, Node sends `100 Continue` before the request is checked.
  server.on('checkContinue', handler);
  return server;
}
