import { type RawBuilder, sql } from 'kysely';
import type { ColumnModel } from '../model/column.js';
import type { ListRelation } from '../model/tables.js';
import { isOwners, ownerValue, relatedRows } from './related-rows.js';

/** A count as a column: its kind has the filter, the order, and the check of cursors. */
export const countColumn: ColumnModel = {
  name: '_count',
  column: 'count',
  kind: 'int',
  type: 'int4',
  nullable: false,
  list: false,
  updatedAt: false,
  readonly: true,
  hidden: false,
  emptyAllowed: false,
};

/** SQL: the number of targets of the row `node`, after `joinedCount` in FROM. */
export const countValue = sql`coalesce(counted.count, 0)`;

/**
 * Which rows are counted: those that are left by the conditions, each by itself, or all rows of the table at once, which takes a
 * quarter of the time if no condition leaves rows out.
 */
export type Counting = 'each' | 'all';

/** SQL for FROM, after `node`: the number of targets that each row `node` has along `relation`. */
export function joinedCount(relation: ListRelation, counting: Counting): RawBuilder<unknown> {
  const rows = relatedRows(relation, 'related', 'related');
  return counting === 'each' && hasIndex(relation)
    ? sql` CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM ${rows.ties} WHERE ${isOwners(relation, rows, 'node')}) AS counted`
    : sql` LEFT JOIN (SELECT ${rows.owner} AS key, count(*)::int AS count FROM ${rows.ties} GROUP BY ${rows.owner}) AS counted ON counted.key = ${ownerValue(relation, 'node')}`;
}

/** Whether the rows of one owner can be counted without reading those of the others. */
export const hasIndex = (relation: ListRelation): boolean =>
  relation.through === 'join table' ||
  relation.target.indexes.some(([first]) => first === relation.targetColumn.name);
