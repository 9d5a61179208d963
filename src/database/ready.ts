import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './connect.js';

/** How long the database may take to answer whether it is there, in milliseconds. */
const patience = 2_000;

/** Whether the database answers, and in time: one that hangs is no use to who asks. */
export function isReady({ kysely }: Database): Promise<boolean> {
  const answers = sql`SELECT 1`.execute(kysely).then(
    () => true,
    () => false,
  );
  return Promise.race([answers, sleep(patience, false, { ref: false })]);
}
