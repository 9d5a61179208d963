import { expect, test } from 'vitest';
import { pgDatabase } from '../../src/adapters/pg.js';
import { failureOf } from '../../src/postgres/failure.js';
import { maximumResult } from '../../src/postgres/result-size.js';
import { newDatabase, openPool } from '../support/database.js';

// A string has at most 2^29 - 24 characters: a longer value would end the process.
test('a value that could be longer than any string is a failure, and closes the connection', async () => {
  const pool = openPool({ connectionString: await newDatabase() });
  const database = pgDatabase(pool);
  const text = (length: number) => ({ text: `SELECT repeat('x', ${length}) AS text`, values: [] });
  // More than a chunk of the socket above the limit: the last chunk is read as a whole.
  const length = maximumResult + 1_000_000;
  const failure = await database.run(text(length)).then(() => 'none', failureOf);
  expect(failure).toBe('too large');
  expect(pool.totalCount).toBe(0);
  expect(await database.run(text(3))).toEqual([{ text: 'xxx' }]);
  await pool.end();
}, 60_000);
