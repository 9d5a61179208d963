import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './connect.js';

/** How long the database may take to answer whether it is there, in milliseconds. */
const patience = 2_000;

/** Whether the database answers, and in time: one that hangs is no use to who asks. */
export function isReady(database: Database): Promise<boolean> {
  const answers = database.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answers, sleep(patience, false, { ref: false })]);
}
