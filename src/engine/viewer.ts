/** What a token may allow: `read` for what is asked of a query or of a list, `write` for each mutation. */
export type Scope = 'read' | 'write';

/** Who asks: what they may do. */
export interface Viewer {
  /** Whom the token is about, its `sub`; undefined without a token, or where it does not say. */
  readonly subject?: string | undefined;
  readonly scopes: Readonly<Record<Scope, boolean>>;
}

/** The viewer of a server that is open to everyone. */
export const everyone: Viewer = { scopes: { read: true, write: true } };
