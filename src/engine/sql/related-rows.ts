import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { Relation } from '../model/tables.js';
import { keyRef, tableRef } from './columns.js';
import type { Condition } from './conditions.js';

/**
 * The targets of a relation in a statement, with what ties them to their owners: the link's row of a join table, or the
 * target's own row, which then has both names.
 */
export interface RelatedRows {
  /** For FROM: the ties, each with its target. */
  readonly from: Sql;
  /** For FROM: the ties alone. */
  readonly ties: Sql;
  /** What a tie holds of its owner. */
  readonly owner: Sql;
  /** The key of a tie's target. */
  readonly target: Sql;
}

/** SQL for the targets of a relation under the alias `target`; the rows of a join table have the alias `link`. */
export function relatedRows(relation: Relation, link: string, target: string): RelatedRows {
  const targets = sql`${tableRef(relation.target)} AS ${sql.id(target)}`;
  const targetKey = keyRef(relation.target, target);
  if (relation.through === 'foreign key') {
    const owner = sql.id(target, relation.targetColumn.column);
    return { from: targets, ties: targets, owner, target: targetKey };
  }
  const links = sql`${sql.table(relation.table)} AS ${sql.id(link)}`;
  const key = sql.id(link, relation.targetColumn);
  return {
    from: sql`(${links} JOIN ${targets} ON ${targetKey} = ${key})`,
    ties: links,
    owner: sql.id(link, relation.ownerColumn),
    target: key,
  };
}

/** SQL: what the ties of the owner under `alias` hold of it. */
export function ownerValue(relation: Relation, alias: string): Sql {
  return relation.through === 'foreign key'
    ? sql.id(alias, relation.ownerColumn.column)
    : keyRef(relation.owner, alias);
}

/** SQL: a tie belongs to the owner under `alias`. */
export function isOwners(relation: Relation, { owner }: RelatedRows, alias: string): Condition {
  return sql`${owner} = ${ownerValue(relation, alias)}`;
}
