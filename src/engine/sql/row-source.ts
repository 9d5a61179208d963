import type { RawBuilder } from 'kysely';
import type { Link } from '../model/link.js';
import type { Table } from '../model/tables.js';
import type { Condition } from './conditions.js';
import type { OrderedPairs } from './order.js';

/** Rows as SQL: what stands behind FROM, and which of its rows count, all conditions together. */
export interface Rows {
  readonly from: RawBuilder<unknown>;
  readonly where: readonly Condition[];
}

/** A query that gives the list of some of the parents, and nothing for the others. */
export interface Way extends Rows {
  /** Of a way through all nodes, each asked whether it is the parent's: how to ask for many parents at once. */
  readonly walk?: Walk;
  /** An expression over `parent`: how many rows of a page are missing, if not all. */
  readonly missing?: RawBuilder<unknown>;
}

/** How the rows of many parents are found in one scan of the index of their order. */
export interface Walk {
  /** The condition on `parent` that this is its way. */
  readonly chosen: Condition;
  /** A SELECT of `key`: the parents of the row with this key. */
  readonly parents: (key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** The links through which a list has its rows, to be selected with them. In each way a row's link has the alias `link`. */
export interface LinksOfRows {
  readonly link: Link;
  /** For FROM: the link of a parent and the row with this key, joined under the alias `link`. */
  readonly joined: (parent: RawBuilder<unknown>, key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/**
 * The whole list that a connection pages through. Where each of many parents has a list of its own, the parent's key is
 * `parent.key`.
 */
export interface RowSource {
  /** The table of its rows. */
  readonly table: Table;
  /** The SQL type of the parents' keys. */
  readonly parentType: string;
  /**
   * Ways to the list, with its rows under the alias `node`: for each parent one of them gives all of it and the others
   * nothing. Which, a condition on `parent` says, so PostgreSQL does not even begin the others.
   */
  readonly ways: readonly Way[];
  /** Columns of `parent` by which its way is chosen: `expression AS name`, over `parent.key`. */
  readonly choice?: RawBuilder<unknown>;
  /** Whether a client's filter is in it: then each statement is planned for its values. */
  readonly filtered: boolean;
  /** Rows as many as the list has, to be counted. */
  readonly counted: Rows;
  /** The links of its rows, where these have columns. */
  readonly links?: LinksOfRows;
  /** The related row that makes a pair of each row, where `distinct` is false. */
  readonly pair?: OrderedPairs;
}
