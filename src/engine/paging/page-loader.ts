import type DataLoader from 'dataloader';
import type { Executor } from '../database.js';
import type { Key } from '../kinds/kind.js';
import type { Order } from '../sql/order.js';
import type { Need, PageRow, Window } from '../sql/page-shape.js';
import type { RowSource } from '../sql/row-source.js';
import { countStatementOf, pageStatementOf } from '../sql/statement-cache.js';
import { batchLoader } from './batch-loader.js';
import { type Page, toPage } from './page.js';

/** The parent of a list at the root, which has none. */
export const noParent = 0;
/** The SQL type of its key. */
export const noParentType = 'int';

/**
 * Loads the pages of one connection field with one set of arguments, for all parents that are requested in the same
 * turn of the event loop: one statement for the pages, which also counts the lists if both are requested in the same turn,
 * as the fields of one selection are. So a page and its count are from one snapshot.
 */
export class PageLoader {
  readonly #needs = new Set<Need>();
  /** The parents whose pages have been requested. */
  readonly #paged = new Set<Key>();
  readonly #pages: DataLoader<Key, Page, unknown>;
  readonly #counts: DataLoader<Key, number, unknown>;

  constructor(executor: Executor, source: RowSource, order: Order, window: Window) {
    this.#pages = batchLoader(async (parents) => {
      const { after, before } = window;
      const statement = pageStatementOf(source, order, window, this.#needs, parents);
      const rows = await statement.run(executor, { parents, after, before });
      const byParent = new Map<Key, PageRow[]>(parents.map((parent) => [parent, []]));
      for (const row of rows) byParent.get(row._parent)?.push(row);
      return parents.map((parent) => toPage(byParent.get(parent) ?? [], order, window));
    });
    this.#counts = batchLoader(async (parents) => {
      const paged = parents.filter((parent) => this.#paged.has(parent));
      const pages = await Promise.all(paged.map((parent) => this.#pages.load(parent)));
      const known = new Map(paged.map((parent, index) => [parent, pages[index]?.totalCount]));
      const others = parents.filter((parent) => known.get(parent) === undefined);
      if (others.length > 0) {
        const rows = await countStatementOf(source, others).run(executor, { parents: others });
        for (const { key, count } of rows) known.set(key, count);
      }
      return parents.map((parent) => known.get(parent) ?? 0);
    });
  }

  /** The page of `parent`. */
  page(parent: Key): Promise<Page> {
    this.#paged.add(parent);
    return this.#pages.load(parent);
  }

  /** The number of rows in the whole list of `parent`. If it is requested after the page, it needs another statement. */
  count(parent: Key): Promise<number> {
    this.#needs.add('totalCount');
    return this.#counts.load(parent);
  }

  /**
   * Whether the list has rows before or after the page. If it is requested in the same turn as the page, as the fields of one
   * selection are, the same statement returns it; later, it needs another statement.
   */
  async flag(parent: Key, need: 'hasPreviousPage' | 'hasNextPage'): Promise<boolean> {
    this.#needs.add(need);
    const page = await this.page(parent);
    const known = page[need];
    if (known !== undefined) return known;
    this.#pages.clear(parent);
    return (await this.page(parent))[need] ?? false;
  }
}
