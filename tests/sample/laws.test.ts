import { afterAll, beforeAll, expect, test } from 'vitest';
import { model } from '../../src/schema/generated/model.js';
import { openSchema } from '../../src/schema/index.js';
import { checkLaws } from '../../src/testing/index.js';
import { pressRows, type Served, serve } from '../support/tested-api.js';

let served: Served;
beforeAll(async () => {
  served = await serve('product', { schema: openSchema(), model }, pressRows);
});
afterAll(() => served.close());

test('the sample API keeps the laws', async () => {
  // The default dump: what the API shows.
  const { dump: _, ...api } = served.api;
  const { operations, ...outcomes } = await checkLaws(api, { time: 8_000, runs: 200 });
  expect(served.server.logged).toEqual([]);
  expect(operations).toBeGreaterThan(20);
  // Every outcome must occur often enough.
  for (const [outcome, count] of Object.entries(outcomes))
    expect(count / operations, outcome).toBeGreaterThan(0.02);
}, 60_000);
