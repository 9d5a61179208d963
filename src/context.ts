import { randomUUID } from 'node:crypto';
import type { Database } from './database/connect.js';
import type { RelayContext } from './relay/context.js';
import { RequestLoaders } from './relay/request-loaders.js';

/** What a request carries. */
export interface Context extends RelayContext {
  /** By which the log can be searched for what happened to it. */
  readonly requestId: string;
}

/** Makes the context of one request, with an ID of its own where it came without. */
export function createContext(database: Database, requestId: string = randomUUID()): Context {
  return { database, loaders: new RequestLoaders(), requestId };
}
