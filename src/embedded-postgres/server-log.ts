import { closeSync, openSync, readSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { type Account, changeOwner } from './account.js';

/** The maximum size of PostgreSQL's log in bytes; a longer one is truncated to its end. */
export const maximumLog = 1_000_000;

/** The interval at which the size of the log is checked, in milliseconds. */
const interval = 60_000;

/**
 * PostgreSQL logs its own messages, but not failed statements: the server logs those, and a statement may be as long as a
 * request. In `log_min_messages`, LOG is above ERROR.
 */
export const logSettings = { log_min_messages: 'log', log_min_error_statement: 'panic' };

/**
 * If the log `file` is longer than `maximum`, moves its end, half of the maximum, to `file.old` and truncates the file.
 * PostgreSQL opens its log in append mode, so it continues at the new end.
 */
export function boundLog(file: string, account: Account | undefined, maximum = maximumLog): void {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size <= maximum) return;
  const end = Buffer.alloc(Math.floor(maximum / 2));
  const open = openSync(file, 'r');
  try {
    readSync(open, end, 0, end.length, size - end.length);
  } finally {
    closeSync(open);
  }
  writeFileSync(`${file}.old`, end, { mode: 0o600 });
  changeOwner(`${file}.old`, account);
  truncateSync(file);
}

/** Calls `boundLog` at an interval, until the function that it returns is called. */
export function keepLogBounded(file: string, account: Account | undefined): () => void {
  const timer = setInterval(() => {
    try {
      boundLog(file, account);
    } catch {
      // A failure to truncate the log must not end the server.
    }
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
