import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './conditions.js';
import type { NodeType } from './node-type.js';

/** A row as PostgreSQL and Prisma give it: its key and its texts, by field name. */
export interface Row {
  readonly id: number;
  readonly [field: string]: unknown;
}

/**
 * The whole list that a connection pages through, as SQL. Its rows stand in `from` under the alias `node`; where each of
 * many parents has a list of its own, the parent's key is `parent.key`.
 */
export interface RowSource {
  readonly node: NodeType;
  /** What stands behind FROM. */
  readonly from: RawBuilder<unknown>;
  /** Which of its rows count, all of them together; none for every row. */
  readonly where: readonly Condition[];
  /** A smaller FROM with as many rows, where counting need not read the nodes themselves. */
  readonly countFrom?: RawBuilder<unknown>;
  /** The key of the related row that makes a pair of each row, where `distinct` is false. */
  readonly pair?: RawBuilder<unknown>;
}

/** SQL: the columns of a row of `node`, which stands under `alias`, named as its fields. */
export function columnsOf(node: NodeType, alias: string): RawBuilder<unknown> {
  const fields = Object.keys(node.fields).map((field) => sql.id(alias, field));
  return sql.join([sql.id(alias, 'id'), ...fields]);
}
