import type { LogRequest } from './request-log.js';

/** How the server meets what comes in over HTTP, before and around GraphQL. */
export interface HttpOptions {
  /** The most GraphQL requests that are worked on at a time. */
  readonly inFlight: number;
  /** How late the event loop may run on average, in milliseconds. */
  readonly eventLoopDelay: number;
  /** The origins whose pages may use the API, such as `https://app.example`, as browsers send them. */
  readonly corsOrigins: readonly string[];
  /** The names by which the server may be called, in lower case and without a port; undefined for any. */
  readonly allowedHosts: readonly string[] | undefined;
  /** How long each part of a request may take, in milliseconds. */
  readonly timeouts: Timeouts;
  /** Whether the server can do its work: whether the database answers. */
  readonly ready: () => Promise<boolean>;
  /** Is told of each request, once it has been answered. */
  readonly logRequest: LogRequest;
  /** Is told what went wrong while a request was answered, which nobody expected. */
  readonly logError: (message: string, error: unknown) => void;
}

/** In milliseconds. */
export interface Timeouts {
  /** From the first byte of a connection or request to the end of its headers. */
  readonly headers: number;
  /** The same to the end of its body. */
  readonly request: number;
  /** How long a client may take nothing of an answer that waits for it. */
  readonly send: number;
  /** How long a connection is kept with nothing to do. More than the 60 seconds that proxies keep theirs, so that it is they who close. */
  readonly idle: number;
}

/** What holds unless it is set. */
export const httpDefaults: HttpOptions = {
  inFlight: 500,
  eventLoopDelay: 500,
  corsOrigins: [],
  allowedHosts: undefined,
  timeouts: { headers: 10_000, request: 30_000, send: 30_000, idle: 65_000 },
  ready: async () => true,
  logRequest: () => {},
  logError: () => {},
};
