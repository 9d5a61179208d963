import { sql } from 'kysely';
import type { Sql } from '../kinds/kind.js';
import type { Relation } from '../model/tables.js';
import { keyRef, tableRef } from './columns.js';
import type { Condition } from './conditions.js';

/**
 * The targets of a relation in a statement, with the rows that connect them to their owners: those of a join table, or the targets
 * themselves, which then have both aliases.
 */
export interface RelatedRows {
  /** For FROM: the connecting rows, joined with the targets. */
  readonly from: Sql;
  /** For FROM: the connecting rows. */
  readonly ties: Sql;
  /** The column of a connecting row with the key of its owner. */
  readonly owner: Sql;
  /** The column of a connecting row with the key of its target. */
  readonly target: Sql;
}

/** SQL for the targets of a relation, with the alias `target`; the rows of a join table have the alias `link`. */
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

/** SQL: the value of the owner `alias` that its connecting rows have. */
export function ownerValue(relation: Relation, alias: string): Sql {
  return relation.through === 'foreign key'
    ? sql.id(alias, relation.ownerColumn.column)
    : keyRef(relation.owner, alias);
}

/** SQL: a connecting row belongs to the owner `alias`. */
export function isOwners(relation: Relation, { owner }: RelatedRows, alias: string): Condition {
  return sql`${owner} = ${ownerValue(relation, alias)}`;
}
