import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbedded } from '../../src/embedded-postgres/embedded.js';
import { boundLog, maximumLog } from '../../src/embedded-postgres/server-log.js';
import { newFolder } from '../support/process.js';

test('the log of PostgreSQL contains no failed statement and is truncated at the start', async () => {
  const folder = newFolder();
  const log = join(folder, 'postgresql', 'server.log');
  const first = await startEmbedded(folder);
  const client = new pg.Client(first.url);
  await client.connect();
  const long = 'x'.repeat(5_000_000);
  for (const [text, values] of [
    [`SELECT 1 / 0, '${long}'`, []],
    ['SELECT 1 / 0, $1::text', [long]],
    ['SELECT $1::int', [long]],
    [
      `DO $$ BEGIN RAISE WARNING '%', repeat('x', 5000000); RAISE '%', repeat('x', 5000000); END $$`,
      [],
    ],
  ] as const)
    await expect(client.query(text, [...values])).rejects.toThrow();
  await client.end();
  await first.stop();
  expect(statSync(log).size).toBeLessThan(10_000);
  // Other messages are logged.
  expect(readFileSync(log, 'utf8')).toContain('database system is ready to accept connections');

  appendFileSync(log, 'y'.repeat(3 * maximumLog));
  const second = await startEmbedded(folder);
  await second.stop();
  expect(statSync(log).size).toBeLessThan(10_000);
  expect(statSync(`${log}.old`).size).toBe(maximumLog / 2);
});

test('a log over the maximum size is emptied, and its end is kept in another file', () => {
  const log = join(newFolder(), 'log');
  boundLog(log, undefined, 10);
  expect(existsSync(log)).toBe(false);
  writeFileSync(log, '0123456789');
  boundLog(log, undefined, 10);
  expect(readFileSync(log, 'utf8')).toBe('0123456789');
  appendFileSync(log, 'a');
  boundLog(log, undefined, 10);
  expect(readFileSync(log, 'utf8')).toBe('');
  expect(readFileSync(`${log}.old`, 'utf8')).toBe('6789a');
  appendFileSync(log, 'b');
  boundLog(log, undefined, 10);
  expect(readFileSync(log, 'utf8')).toBe('b');
});
