import type { Key } from '../kinds/kind.js';
import type { Row } from './columns.js';
import type { Position } from './ranges.js';

/** The part of a list that a page shows: up to `size` rows between two positions, from its start or, `backward`, its end. */
export interface Window {
  readonly size: number;
  readonly backward: boolean;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** What a page can return in addition to its rows. */
export type Need = 'hasPreviousPage' | 'hasNextPage' | 'totalCount';

/** The properties in which the statements for pages of the same list differ. */
export interface PageShape {
  readonly size: number;
  readonly backward: boolean;
  /** The positions after and before which the page is: for each of their values, whether it is null. */
  readonly after: PositionShape | undefined;
  readonly before: PositionShape | undefined;
  readonly needs: ReadonlySet<Need>;
  /** Whether it is for one parent or for several. */
  readonly parents: Parents;
}

/** For each value of a position, whether it is null. */
export type PositionShape = readonly boolean[];

/** The shape of a position, if there is one. */
export function shapeOf(position: Position | undefined): PositionShape | undefined {
  return position?.map((value) => value === null);
}

/**
 * Whether a statement is for one parent or for several. A single key is not passed as a list, because PostgreSQL estimates more
 * rows for a list.
 */
export type Parents = 'one' | 'many';

/** How many these are. */
export const howMany = (parents: readonly Key[]): Parents =>
  parents.length === 1 ? 'one' : 'many';

/** The parameters of a statement for parents. */
export interface ParentValues {
  readonly parents: readonly Key[];
}

/** The parameters of a statement for pages. */
export interface PageValues extends ParentValues {
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** A row of a page of one parent. A parent with an empty page has one row, without a node. */
export type PageRow = { readonly [column in keyof Row]: unknown } & {
  readonly _parent: Key;
  readonly _outsideAfter?: boolean;
  readonly _outsideBefore?: boolean;
  readonly _totalCount?: number;
};
