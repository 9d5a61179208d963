import { type RawBuilder, sql } from 'kysely';

/** An SQL condition, for WHERE. */
export type Condition = RawBuilder<unknown>;

/** SQL: all of `conditions` hold. */
export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** SQL: at least one of `conditions` holds. */
export function any(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` OR `)})`;
}

/** SQL: the condition does not hold. Conditions are never NULL: those on nullable columns handle null. */
export function not(condition: Condition): Condition {
  return sql`NOT (${condition})`;
}
