import type { ApiShape, ListShape } from './api-shape.js';
import {
  type CachedPage,
  emptied,
  type Pages,
  withEdge,
  withMoved,
  withoutDeleted,
  withoutRow,
} from './cached-list.js';
import { cursorComparison } from './cursor-order.js';
import type { Change } from './row-changes.js';

/** A list in a cache: all pages with the same filter and order. */
export interface CachedList {
  readonly shape: ListShape;
  /** The ID of the row whose list it is; undefined for a list of the query type. */
  readonly parent: string | undefined;
  /** Its arguments that are not of a page. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Undefined if they are not of the form that queries of this package's documentation have. */
  readonly pages: Pages;
  write(pages: readonly CachedPage[]): void;
  /** Removes it from the cache, so that it is read again. */
  drop(): void;
}

/** A normalized cache. */
export interface ListCache {
  /** All lists of a field. */
  lists(list: ListShape): readonly CachedList[];
  /** Removes a row. */
  evict(type: string, id: string): void;
}

/** What the payload of a mutation has of the list of a row, as it is after the mutation. */
export type Selected = { readonly edges: boolean; readonly totalCount: boolean };

/** Makes the changes of a mutation in a cache. */
export function updateLists(
  api: ApiShape,
  cache: ListCache,
  changes: readonly Change[],
  selected: (list: ListShape) => Selected,
): void {
  const compare = cursorComparison(api);
  for (const shape of api.lists) {
    const mine = changes.filter((change) => concerns(change, shape));
    for (const list of cache.lists(shape)) {
      if (mustBeReadAgain(list)) {
        if (changes.length > 0) list.drop();
        continue;
      }
      const own = mine.filter((change) => ofParent(change, list.parent));
      const fresh = list.parent === undefined ? undefined : selected(shape);
      if (own.length === 0 || fresh?.edges) continue;
      const pages = own.reduce<Pages>((now, change) => now && after(now, change, list), list.pages);
      if (!pages) list.drop();
      else if (pages !== list.pages)
        list.write(
          fresh?.totalCount
            ? pages.map((page, at) => ({ ...page, totalCount: list.pages?.[at]?.totalCount }))
            : pages,
        );
    }
  }
  for (const change of changes) if (change.kind === 'delete') cache.evict(change.type, change.id);

  function after(pages: readonly CachedPage[], change: Change, list: CachedList): Pages {
    if (change.kind === 'unknown') return undefined;
    if (change.kind === 'clear') return emptied(pages);
    if (change.kind === 'delete')
      return list.shape.isRoot ? withoutRow(pages, change.id) : withoutDeleted(pages, change.id);
    if (change.kind === 'move') return withMoved(pages, change.edge, compare, list.shape.isRoot);
    // After `clear`, the count is right already.
    if (change.kind === 'remove')
      return pages.every(({ totalCount }) => totalCount === 0)
        ? pages
        : withoutRow(pages, change.id);
    const { columns } = list.shape;
    // With columns of links, the default order may be theirs, and not that of the edge in the payload.
    if (columns.length > 0 && pages.every(({ edges }) => edges.length === 0)) return undefined;
    if (columns.some((column) => lacks(pages, change.edge.columns, column))) return undefined;
    return withEdge(pages, change.edge, compare);
  }
}

/** Whether the edges in the cache have a column that a new edge does not have. */
function lacks(pages: readonly CachedPage[], columns: object, column: string): boolean {
  return (
    !(column in columns) && pages.some(({ edges }) => edges.some((edge) => column in edge.columns))
  );
}

function concerns(change: Change, shape: ListShape): boolean {
  return change.kind === 'delete' || change.kind === 'move'
    ? change.type === shape.node
    : change.list === shape;
}

function ofParent(change: Change, parent: string | undefined): boolean {
  return (
    change.kind === 'delete' ||
    change.kind === 'move' ||
    change.parent === undefined ||
    change.parent === parent
  );
}

/** Whether any mutation may change a list in a way that is not known: by its filter, or its order by related rows. */
function mustBeReadAgain({ arguments: { where, orderBy, distinct } }: CachedList): boolean {
  const isFiltered = typeof where === 'object' && where !== null && Object.keys(where).length > 0;
  // An order as the schema has it.
  const field = (orderBy as { readonly field?: unknown } | null | undefined)?.field;
  return isFiltered || distinct === false || /(_COUNT$|^LINK_)/.test(String(field ?? ''));
}
