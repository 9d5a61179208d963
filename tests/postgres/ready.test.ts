import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { run } from '../../src/engine/sql/statement.js';
import { connect } from '../../src/postgres/connect.js';
import { isReady } from '../../src/postgres/ready.js';
import { startTestServer } from '../support/server.js';

test('the readiness check works while all connections of the pool are in use', async () => {
  const server = await startTestServer();
  const statements: string[] = [];
  const database = connect({
    url: server.databaseUrl,
    pool: { size: 2 },
    onStatement: (statement) => statements.push(statement.text),
  });
  expect(await isReady(database)).toBe(true);
  expect(statements.at(-1)).toBe('SELECT 1');

  const taken = [1, 2, 3].map(() => run(database, sql`SELECT pg_sleep(1.5)`));
  await sleep(200);
  const order: string[] = [];
  await Promise.all([
    ...taken.map((each) => each.then(() => order.push('done'))),
    ...[1, 2].map(async () => order.push((await isReady(database)) ? 'ready' : 'not ready')),
  ]);
  expect(order).toEqual(['ready', 'ready', 'done', 'done', 'done']);
  await database.close();
  await expect(database.ping()).rejects.toThrow();
  expect(await isReady(database)).toBe(false);
  await server.close();
});
