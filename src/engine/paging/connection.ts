import type { Key } from '../kinds/kind.js';
import type { Page } from './page.js';
import type { PageLoader } from './page-loader.js';

/** A connection that reads nothing until one of its fields is selected. */
export class Connection {
  constructor(
    readonly loader: PageLoader,
    readonly parent: Key,
  ) {}

  /** The edges of the page. */
  async edges(): Promise<Page['edges']> {
    return (await this.loader.page(this.parent)).edges;
  }

  /** How many edges there are on all pages together. */
  totalCount(): Promise<number> {
    return this.loader.count(this.parent);
  }

  /** Whether the list goes on before the page. */
  hasPreviousPage(): Promise<boolean> {
    return this.loader.flag(this.parent, 'hasPreviousPage');
  }

  /** Whether the list goes on after the page. */
  hasNextPage(): Promise<boolean> {
    return this.loader.flag(this.parent, 'hasNextPage');
  }
}
