import type { CompareCursors } from './cursor-order.js';

/** An edge of a list in a cache. */
export interface CachedEdge {
  /** Undefined if no query has selected it. Empty in an optimistic result that does not know the position. */
  readonly cursor?: string | undefined;
  /** The ID of the row. */
  readonly id: string;
  /** The columns of the link. */
  readonly columns: Readonly<Record<string, unknown>>;
}

/** A page of a list in a cache, or several pages that the cache has merged into one. */
export interface CachedPage {
  /** The cursor after which it starts, if it is known. */
  readonly after?: string | undefined;
  /** The cursor before which it ends, if it is known. */
  readonly before?: string | undefined;
  /** The cursors of its first and last edge when it was read, which may have been removed since. */
  readonly startCursor?: string | undefined;
  readonly endCursor?: string | undefined;
  readonly edges: readonly CachedEdge[];
  readonly hasNextPage?: boolean | undefined;
  readonly hasPreviousPage?: boolean | undefined;
  readonly totalCount?: number | undefined;
}

/** The pages of a list; undefined if the cache cannot tell what they are now, so that they must be read again. */
export type Pages = readonly CachedPage[] | undefined;

const has = (page: CachedPage, id: string) => page.edges.some((edge) => edge.id === id);

const counted = (page: CachedPage, difference: number): CachedPage =>
  page.totalCount === undefined
    ? page
    : { ...page, totalCount: Math.max(0, page.totalCount + difference) };

/** The pages with an edge in its place. `isNew` says that the list did not have the row before. */
export function withEdge(
  pages: readonly CachedPage[],
  edge: CachedEdge,
  compare: CompareCursors,
  isNew = true,
): Pages {
  if (pages.some((page) => has(page, edge.id))) return pages;
  const added: CachedPage[] = [];
  for (const page of pages) {
    const place = placeOf(page, edge, compare);
    if (place === undefined) return undefined;
    added.push(
      counted(
        place === 'elsewhere' ? page : { ...page, edges: page.edges.toSpliced(place, 0, edge) },
        isNew ? 1 : 0,
      ),
    );
  }
  return added;
}

/** The index of an edge in a page; undefined if it is not known. */
function placeOf(
  page: CachedPage,
  { cursor }: CachedEdge,
  compare: CompareCursors,
): number | 'elsewhere' | undefined {
  const { edges, after, before, startCursor, endCursor, hasNextPage, hasPreviousPage } = page;
  if (cursor === '') return edges.length;
  if (cursor === undefined) return undefined;
  if (after !== undefined) {
    const order = compare(after, cursor);
    if (order === undefined || order >= 0) return order === undefined ? undefined : 'elsewhere';
  }
  if (before !== undefined) {
    const order = compare(cursor, before);
    if (order === undefined || order >= 0) return order === undefined ? undefined : 'elsewhere';
  }
  let place = 0;
  for (const { cursor: other } of edges) {
    const order = other ? compare(other, cursor) : undefined;
    if (order === undefined) return undefined;
    if (order > 0) break;
    place += 1;
  }
  const isComplete = page.totalCount === edges.length;
  const isIn = (first: string | undefined, last: string | undefined) =>
    first !== undefined && last !== undefined && (compare(first, last) ?? 1) <= 0;
  // Beyond the page there may be other rows, between which it belongs.
  const isBehind = place === edges.length && before === undefined && !isIn(cursor, endCursor);
  if (isBehind && !isComplete && hasNextPage !== false)
    return hasNextPage ? 'elsewhere' : undefined;
  const isAhead = place === 0 && after === undefined && !isIn(startCursor, cursor);
  if (isAhead && !isComplete && hasPreviousPage !== false)
    return hasPreviousPage ? 'elsewhere' : undefined;
  return place;
}

/** The pages without a row that the list had. */
export function withoutRow(pages: readonly CachedPage[], id: string): readonly CachedPage[] {
  return pages.map((page) =>
    counted({ ...page, edges: page.edges.filter((edge) => edge.id !== id) }, -1),
  );
}

/** The pages without a row that the list may have had. */
export function withoutDeleted(pages: readonly CachedPage[], id: string): Pages {
  if (pages.some((page) => has(page, id))) return withoutRow(pages, id);
  return isComplete(pages) ? pages : undefined;
}

/** The pages of a list that has no rows. */
export function emptied(pages: readonly CachedPage[]): readonly CachedPage[] {
  return pages.map((page) => ({
    ...page,
    edges: [],
    ...(page.hasNextPage !== undefined && { hasNextPage: false }),
    ...(page.hasPreviousPage !== undefined && { hasPreviousPage: false }),
    ...(page.totalCount !== undefined && { totalCount: 0 }),
  }));
}

/** The pages with a row in the place of its new cursor; `mustHave` says that the list has the row, in a page or not. */
export function withMoved(
  pages: readonly CachedPage[],
  { cursor, id }: CachedEdge,
  compare: CompareCursors,
  mustHave: boolean,
): Pages {
  const old = pages.flatMap(({ edges }) => edges).find((edge) => edge.id === id);
  if (old && cursor !== undefined && old.cursor === cursor) return pages;
  if (!old && !mustHave && isComplete(pages)) return pages;
  const rest = pages.map((page) => ({
    ...page,
    edges: page.edges.filter((edge) => edge.id !== id),
  }));
  const moved = withEdge(rest, { id, cursor, columns: old?.columns ?? {} }, compare, false);
  if (old || mustHave || !moved) return moved;
  // Perhaps it is not in this list at all. That matters only if its place is in a page.
  return moved.some((page) => has(page, id)) ? undefined : pages;
}

function isComplete(pages: readonly CachedPage[]): boolean {
  const ids = new Set(pages.flatMap(({ edges }) => edges.map(({ id }) => id)));
  return pages.some(
    ({ totalCount, hasNextPage, hasPreviousPage }) =>
      totalCount === ids.size || (hasNextPage === false && hasPreviousPage === false),
  );
}
