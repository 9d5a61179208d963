import type { EngineContext } from '../engine/context.js';

/** What a token may allow: `read` for every query and every list, `write` for each mutation. */
export type Scope = 'read' | 'write';

/** Who sends a request: what they may do. */
export interface Viewer {
  /** Whom the token is about, its `sub`; undefined without a token, or where it does not say. */
  readonly subject?: string | undefined;
  readonly scopes: Readonly<Record<Scope, boolean>>;
}

/** The viewer of a server that is open to everyone. */
export const everyone: Viewer = { scopes: { read: true, write: true } };

/** The context of a request whose sender is known. */
export interface ViewerContext extends EngineContext {
  readonly viewer: Viewer;
}
