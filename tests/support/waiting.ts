import { query } from './database.js';
import { until } from './process.js';

/** Waits until as many statements in a database wait for locks. */
export function untilWaiting(url: string, count: number): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return until(async () => (await query(url, waiting)).length === count, 'waiting for locks');
}
