import type { Key } from '../kinds/kind.js';
import type { Page } from './page.js';
import type { PageLoader } from './page-loader.js';

/** A connection, which is read when its fields are resolved. */
export class Connection {
  constructor(
    readonly loader: PageLoader,
    readonly parent: Key,
  ) {}

  /** The edges of the page. */
  async edges(): Promise<Page['edges']> {
    return (await this.loader.page(this.parent)).edges;
  }

  /** The number of edges on all pages. */
  totalCount(): Promise<number> {
    return this.loader.count(this.parent);
  }

  /** Whether there are rows before the page. */
  hasPreviousPage(): Promise<boolean> {
    return this.loader.flag(this.parent, 'hasPreviousPage');
  }

  /** Whether there are rows after the page. */
  hasNextPage(): Promise<boolean> {
    return this.loader.flag(this.parent, 'hasNextPage');
  }
}
