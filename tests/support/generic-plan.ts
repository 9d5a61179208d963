import type pg from 'pg';

/** A node of a plan, as EXPLAIN (FORMAT JSON) has it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * The plan that PostgreSQL makes of a statement whatever its parameters are. EXPLAIN has an option for it only since
 * PostgreSQL 16.
 */
export async function genericPlan(database: pg.Client, statement: string): Promise<PlanNode> {
  const numbers = [...statement.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  const nulls = Array.from({ length: Math.max(0, ...numbers) }, () => 'NULL').join(', ');
  await database.query('SET plan_cache_mode = force_generic_plan');
  await database.query(`PREPARE explained AS ${statement}`);
  try {
    const { rows } = await database.query(
      `EXPLAIN (FORMAT JSON) EXECUTE explained${nulls && `(${nulls})`}`,
    );
    return rows[0]['QUERY PLAN'][0].Plan;
  } finally {
    await database.query('DEALLOCATE explained');
    await database.query('RESET plan_cache_mode');
  }
}
