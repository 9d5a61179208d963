import type { Connection } from './connection.js';
import { encodeCursor } from './cursor.js';
import { type Edge, positionOf } from './page.js';

/** Relay's `PageInfo` of a connection, which is read when its fields are resolved. */
export class PageInfo {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether there are rows after the page. */
  get hasNextPage(): Promise<boolean> {
    return this.#connection.hasNextPage();
  }

  /** Whether there are rows before the page. */
  get hasPreviousPage(): Promise<boolean> {
    return this.#connection.hasPreviousPage();
  }

  /** The cursor of the first edge; null if the page is empty. */
  get startCursor(): Promise<string | null> {
    return this.#connection.edges().then((edges) => cursorOf(edges.at(0)));
  }

  /** The cursor of the last edge; null if the page is empty. */
  get endCursor(): Promise<string | null> {
    return this.#connection.edges().then((edges) => cursorOf(edges.at(-1)));
  }
}

function cursorOf(edge: Edge | undefined): string | null {
  return edge ? encodeCursor(edge.order, positionOf(edge)) : null;
}
