import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOperations, type Operation } from '../../src/testing/index.js';
import { model } from '../schemas/press/generated/model.js';
import { pressSchema as schema } from '../schemas/press/schema.js';
import { post } from '../support/exchange.js';
import { pressRows, type Served, serve } from '../support/tested-api.js';

/** How long each of the two tests runs, in milliseconds. */
const time = 8_000;
/** The timeout of an operation, in milliseconds. */
const timeout = 8_000;

const codes = [
  'BAD_USER_INPUT',
  'WRONG_TYPE',
  'NOT_FOUND',
  'COST_LIMIT_EXCEEDED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
];

describe.each([
  ['with an open schema', true],
  ['with a hidden schema', false],
])('%s', (_, introspection) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve('press', { schema, model }, pressRows, { documents: { introspection } });
  });
  afterAll(() => served.close());

  test(
    'no operation causes an internal error, and a failed one changes nothing',
    async () => {
      const { server } = served;
      const send = async (operation: Operation) => {
        const { status, body } = await Promise.race([post(server.url, operation), late()]);
        expect(status).toBeLessThan(500);
        expect(server.logged).toEqual([]);
        return body;
      };
      const counts = await checkOperations(
        { ...served.api, send },
        {
          runs: 100_000,
          time,
          permits: ({ extensions }) => codes.includes(String(extensions?.code)),
        },
      );
      // Every outcome must occur often enough.
      const { operations, ...outcomes } = counts;
      expect(operations).toBeGreaterThan(50);
      for (const outcome of Object.values(outcomes))
        expect(outcome / operations).toBeGreaterThan(0.03);
    },
    time * 4,
  );
});

async function late(): Promise<never> {
  await sleep(timeout, undefined, { ref: false });
  throw new Error(`no response within ${timeout} ms`);
}
