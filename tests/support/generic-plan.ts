import type pg from 'pg';

/**
 * The plan that PostgreSQL makes of a statement whatever its parameters are, a line for each node. EXPLAIN has an option for it
 * only since PostgreSQL 16.
 */
export async function genericPlan(database: pg.Client, statement: string): Promise<string> {
  const numbers = [...statement.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  const nulls = Array.from({ length: Math.max(0, ...numbers) }, () => 'NULL').join(', ');
  await database.query('SET plan_cache_mode = force_generic_plan');
  await database.query(`PREPARE explained AS ${statement}`);
  try {
    const { rows } = await database.query(`EXPLAIN EXECUTE explained${nulls && `(${nulls})`}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await database.query('DEALLOCATE explained');
    await database.query('RESET plan_cache_mode');
  }
}
