import { type CrossOriginOptions, defaultCorsHeaders } from './cross-origin.js';
import type { OverloadOptions } from './overload.js';
import type { LogRequest } from './request-log.js';

/** How the server handles HTTP requests, before and around GraphQL. */
export interface HttpOptions extends CrossOriginOptions, OverloadOptions {
  /** The allowed values of the `Host` header, in lower case and without a port; undefined for any. */
  readonly allowedHosts: readonly string[] | undefined;
  /** The number of proxies before the server, each of which adds its client's address to `X-Forwarded-For`. */
  readonly proxies: number;
  readonly timeouts: Timeouts;
  /** Whether the server can execute operations: whether the database responds. */
  readonly ready: () => Promise<boolean>;
  /** Called for each request when its response is sent. */
  readonly logRequest: LogRequest;
  /** Called with unexpected errors. */
  readonly logError: (message: string, error: unknown) => void;
}

/** The timeouts of connections, in milliseconds. */
export interface Timeouts {
  /** From the first byte of a connection or request to the end of its headers. */
  readonly headers: number;
  /** From the first byte of a connection or request to the end of its body. */
  readonly request: number;
  /** How long a client may take without reading any part of a pending response. */
  readonly send: number;
  /** How long an idle connection is kept open. Longer than the usual 60 seconds of proxies, so that the proxy closes it. */
  readonly idle: number;
  /** How long requests under way may take when the server stops. Docker kills it after ten seconds. */
  readonly drain: number;
}

/** The default options. */
export const httpDefaults: HttpOptions = {
  inFlight: 500,
  eventLoopDelay: 500,
  corsOrigins: [],
  corsHeaders: defaultCorsHeaders,
  allowedHosts: undefined,
  proxies: 0,
  timeouts: { headers: 10_000, request: 30_000, send: 30_000, idle: 65_000, drain: 8_000 },
  ready: async () => true,
  logRequest: () => {},
  logError: () => {},
};
