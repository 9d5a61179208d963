import type { RawBuilder } from 'kysely';
import type { Link } from '../model/link.js';
import type { Table } from '../model/tables.js';
import type { Condition } from './conditions.js';

/** Rows as SQL: a FROM list, and the conditions that its rows must all meet. */
export interface Rows {
  readonly from: RawBuilder<unknown>;
  readonly where: readonly Condition[];
}

/** An access path: a query that returns the list of some of the parents, and nothing for the others. */
export interface AccessPath extends Rows {
  /** For a scan of all nodes that checks for each whether it belongs to the parent: how to check for many parents at once. */
  readonly orderedScan?: OrderedScan;
  /** For FROM, after a page's rows of `from`, which are links: the rows of the list, looked up by key. */
  readonly lookUp?: RawBuilder<unknown>;
  /** An expression over `parent`: the number of rows that the page still lacks, if not all. */
  readonly missing?: RawBuilder<unknown>;
}

/** How the rows of many parents are found in one scan of the index of their order. */
export interface OrderedScan {
  /** The condition on `parent` for this access path. */
  readonly chosen: Condition;
  /** A SELECT of `key`: the parents of the row with this key. */
  readonly parents: (key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** The links of the rows of a list, which are selected with the rows. In each access path, the link of a row has the alias `link`. */
export interface LinksOfRows {
  readonly link: Link;
  /** For FROM: the link of a parent and the row with this key, joined under the alias `link`. */
  readonly joined: (parent: RawBuilder<unknown>, key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/**
 * The whole list of a connection. If each of many parents has its own list, the key of the parent is
 * `parent.key`.
 */
export interface RowSource {
  /** The table of its rows. */
  readonly table: Table;
  /** The SQL type of the parents' keys. */
  readonly parentType: string;
  /**
   * Access paths to the list, with its rows under the alias `node`: for each parent, one of them returns all of it and the others
   * nothing. A condition on `parent` selects the path, so PostgreSQL does not start the others.
   */
  readonly paths: readonly AccessPath[];
  /** Columns of `parent` that the choice of the access path needs: `expression AS name`, over `parent.key`. */
  readonly choice?: RawBuilder<unknown>;
  /** Whether it contains a client's filter: then each statement is planned for its values. */
  readonly filtered: boolean;
  /** The rows to count: as many as the list has. */
  readonly counted: Rows;
  /** The links of its rows, if these have columns. */
  readonly links?: LinksOfRows;
}
