import { type CrossOriginOptions, defaultCorsHeaders } from './cross-origin.js';
import type { OverloadOptions } from './overload.js';
import type { LogRequest } from './request-log.js';

/** How the server handles HTTP requests, before and around GraphQL. */
export interface HttpOptions extends CrossOriginOptions, OverloadOptions {
  /** The names by which the server may be called, in lower case and without a port; undefined for any. */
  readonly allowedHosts: readonly string[] | undefined;
  /** How many proxies stand before the server, each of which adds to `X-Forwarded-For` the address of its client. */
  readonly proxies: number;
  readonly timeouts: Timeouts;
  /** Whether the server can do its work: whether the database answers. */
  readonly ready: () => Promise<boolean>;
  /** Called for each request when its response is sent. */
  readonly logRequest: LogRequest;
  /** Called with unexpected errors. */
  readonly logError: (message: string, error: unknown) => void;
}

/** In milliseconds. */
export interface Timeouts {
  /** From the first byte of a connection or request to the end of its headers. */
  readonly headers: number;
  /** From the first byte of a connection or request to the end of its body. */
  readonly request: number;
  /** How long a client may read nothing of a response that waits for it. */
  readonly send: number;
  /** How long an idle connection is kept. More than the 60 seconds that proxies keep theirs, so that it is they who close. */
  readonly idle: number;
  /** How long the requests under way may take when the server is told to stop: Docker kills it after ten seconds. */
  readonly drain: number;
}

/** The options of a server that sets no others. */
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
