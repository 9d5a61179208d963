import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './connect.js';

/** The timeout of the check, in milliseconds. */
const timeout = 2_000;

/** Whether the database responds within the timeout. */
export function isReady(database: Database): Promise<boolean> {
  const response = database.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([response, sleep(timeout, false, { ref: false })]);
}
