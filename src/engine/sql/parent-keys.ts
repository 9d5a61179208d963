import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { Parents, ParentValues } from './page-shape.js';
import type { RowSource } from './row-source.js';
import { parameter } from './statement.js';

/** SQL for FROM: `parent.key`, the key of each parent in the parameters. */
export function parentKeys({ parentType }: RowSource, parents: Parents): Sql {
  const type = sql.raw(parentType);
  return parents === 'one'
    ? sql`(SELECT ${parameter<ParentValues>(({ parents }) => parents[0])}::${type} AS key) AS parent`
    : sql`unnest(${parameter<ParentValues>(({ parents }) => parents)}::${type}[]) AS parent(key)`;
}

/** SQL for FROM: `parent` with more columns. */
export function extended(from: Sql, columns: readonly Sql[]): Sql {
  // With OFFSET 0, each column is computed once for each parent, not for each row of its page.
  return columns.length === 0
    ? from
    : sql`(SELECT parent.*, ${sql.join(columns)} FROM ${from} OFFSET 0) AS parent`;
}
