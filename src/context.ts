import { randomUUID } from 'node:crypto';
import type { Database } from './database/connect.js';
import type { RelayContext } from './relay/context.js';
import { RequestLoaders } from './relay/request-loaders.js';

/** What a request carries. */
export interface Context extends RelayContext {
  /** By which the log can be searched for what happened to it. */
  readonly requestId: string;
}

/** Makes the context of one request, but for the viewer, whom `useAuthentication` adds. */
export function createContext(database: Database): Omit<Context, 'viewer'> {
  return { database, loaders: new RequestLoaders(), requestId: randomUUID() };
}
