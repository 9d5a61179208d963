import type { EngineContext } from '../engine/context.js';
import type { ChangeFeed } from '../engine/live/change-feed.js';

/** A permission of a token: `read` for queries and lists, `write` for mutations. */
export type Scope = 'read' | 'write';

/** The sender of a request, with their permissions. */
export interface Viewer {
  /** The claim `sub` of the token; undefined without a token or without the claim. */
  readonly subject?: string | undefined;
  readonly scopes: Readonly<Record<Scope, boolean>>;
  /** When the token expires, in milliseconds since 1970; undefined if it does not. */
  readonly expiresAt?: number | undefined;
}

/** The viewer of a server without authentication. */
export const everyone: Viewer = { scopes: { read: true, write: true } };

/** The context of a request, with its viewer. */
export interface ViewerContext extends EngineContext {
  readonly viewer: Viewer;
  /** The changes of live tables; undefined if the server does not read them. */
  readonly changes?: ChangeFeed | undefined;
}
