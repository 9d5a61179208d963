import { closeSync, openSync, readSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { type Account, give } from './account.js';

/** The most that PostgreSQL's log may have, in bytes, before only its end is kept. */
export const maximumLog = 1_000_000;

/** How often to look at the log's size, in milliseconds. */
const interval = 60_000;

/**
 * PostgreSQL logs what it does itself, and why it ends, but no failed statement: the server logs these, and a statement may be as
 * long as a request. LOG is above ERROR here.
 */
export const logSettings = { log_min_messages: 'log', log_min_error_statement: 'panic' };

/**
 * Empties the log `file` if it is longer than `maximum`, and keeps its end, at most half of that, in `file.old`. PostgreSQL
 * writes on where the file ends then.
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
  give(`${file}.old`, account);
  truncateSync(file);
}

/** Does so from time to time, until the function that it returns is called. */
export function keepLogBounded(file: string, account: Account | undefined): () => void {
  const timer = setInterval(() => {
    try {
      boundLog(file, account);
    } catch {
      // A log that can't be shortened must not end the server.
    }
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
