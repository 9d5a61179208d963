import type { Key } from '../kinds/kind.js';
import type { Row } from './columns.js';
import type { Position } from './order.js';

/** The part of a list that a page shows: up to `size` rows between two positions, from its start or, `backward`, its end. */
export interface Window {
  readonly size: number;
  readonly backward: boolean;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** What a page can be asked beyond its rows. */
export type Need = 'hasPreviousPage' | 'hasNextPage' | 'totalCount';

/** What makes one statement for pages differ from another of the same list. */
export interface PageShape {
  readonly size: number;
  readonly backward: boolean;
  /** The position behind which the page lies, and the one before which it does: of each of their values, whether it is null. */
  readonly after: PositionShape | undefined;
  readonly before: PositionShape | undefined;
  readonly needs: ReadonlySet<Need>;
  /** Whether it is for one parent or for more. */
  readonly parents: Parents;
}

/** Of each value of a position, whether it is null. */
export type PositionShape = readonly boolean[];

/** The shape of a position, where there is one. */
export function shapeOf(position: Position | undefined): PositionShape | undefined {
  return position?.map((value) => value === null);
}

/** How many parents a statement is for. A single one comes alone: of a list, PostgreSQL takes it to be longer. */
export type Parents = 'one' | 'many';

/** How many these are. */
export const howMany = (parents: readonly Key[]): Parents =>
  parents.length === 1 ? 'one' : 'many';

/** What a statement for parents is run with. */
export interface ParentValues {
  readonly parents: readonly Key[];
}

/** What a statement for pages is run with. */
export interface PageValues extends ParentValues {
  readonly after: Position | undefined;
  readonly before: Position | undefined;
}

/** A row of a page of one parent. A parent whose page is empty has one, without a node. */
export type PageRow = { readonly [column in keyof Row]: unknown } & {
  readonly _parent: Key;
  readonly _outsideAfter?: boolean;
  readonly _outsideBefore?: boolean;
  readonly _totalCount?: number;
};
