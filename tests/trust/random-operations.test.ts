import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import { pressSchema as schema } from '../schemas/press/schema.js';
import { post } from '../support/exchange.js';
import { type RandomOperation, randomOperations } from '../support/random-operation.js';
import { startTestServer, type TestServer } from '../support/server.js';

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

/** The keys of the rows. */
const keys = [1, 2, 3, 4];
const ids = Object.fromEntries(
  ['Article', 'Publication'].map((type) => [
    type,
    [...keys, ...keys, 999].map((key) => encodeGlobalId(type, key)),
  ]),
);

describe.each([
  ['with an open schema', true],
  ['with a hidden schema', false],
])('%s', (_, introspection) => {
  let server: TestServer;
  let client: pg.Client;
  let cursors: string[];
  /** Restores the rows and links. */
  const seed = () =>
    client.query(`
      TRUNCATE "Article", "Publication", "_ArticleToPublication" RESTART IDENTITY;
      INSERT INTO "Article" (headline) VALUES ('a'), ('b'), ('NASA uses Python'), ('a');
      INSERT INTO "Publication" (title) VALUES ('p'), ('q'), ('a'), ('NASA');
      INSERT INTO "_ArticleToPublication" VALUES (1, 1), (1, 2), (2, 2), (3, 1), (3, 3);`);
  /** Every row of the three tables. Not the sequences, which a failed statement advances. */
  const dump = async () => {
    const { rows } = await client.query<{ all: string }>(`SELECT json_build_array(
      (SELECT json_agg(a ORDER BY id) FROM "Article" a), (SELECT json_agg(p ORDER BY id) FROM "Publication" p),
      (SELECT json_agg(l ORDER BY "A", "B") FROM "_ArticleToPublication" l))::text AS all`);
    return rows[0]?.all ?? '';
  };

  beforeAll(async () => {
    server = await startTestServer('press', { documents: { introspection } });
    client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await seed();
    const page = `(first: 2) { pageInfo { endCursor } }`;
    const lists = await server.run<Record<string, { pageInfo: { endCursor: string } }>>(
      `{ articles${page} publications${page} desc: articles(first: 2, orderBy: { field: HEADLINE, direction: DESC }) { pageInfo { endCursor } } }`,
    );
    cursors = Object.values(lists).map(({ pageInfo }) => pageInfo.endCursor);
  });
  afterAll(async () => {
    await client.end();
    await server.close();
  });

  test(
    'no operation causes an internal error, and a failed one changes nothing',
    async () => {
      const before = await dump();
      const seen = { operations: 0, answered: 0, changed: 0, refused: 0, failed: 0 };
      const law = async (operation: RandomOperation) => {
        server.logged.length = 0;
        const answer = await Promise.race([post(server.url, operation), late()]);
        const { errors = [], data } = answer.body;
        const after = await dump();
        // For the next operation, also if this one fails the test.
        if (after !== before) await seed();
        seen.operations += 1;
        if (after !== before) seen.changed += 1;
        if (errors.length === 0) seen.answered += 1;
        else if (data) seen.failed += 1;
        else seen.refused += 1;

        expect(answer.status).toBeLessThan(500);
        for (const error of errors) expect(codes, error.message).toContain(error.extensions?.code);
        expect(server.logged).toEqual([]);
        const isMutation = operation.query.startsWith('mutation');
        // An error inside of a payload occurs after the change.
        const failed = errors.some(({ path = [] }) => path.length <= 1);
        if (!isMutation || failed) expect(after).toBe(before);
      };
      await fc.assert(fc.asyncProperty(randomOperations(schema, { ids, cursors }), law), {
        numRuns: 100_000,
        interruptAfterTimeLimit: time,
      });
      // Every outcome must occur often enough.
      const { operations } = seen;
      expect(operations).toBeGreaterThan(100);
      for (const kind of [seen.answered, seen.changed, seen.failed, seen.refused])
        expect(kind / operations).toBeGreaterThan(0.03);
    },
    time * 4,
  );
});

async function late(): Promise<never> {
  await sleep(timeout, undefined, { ref: false });
  throw new Error(`no response within ${timeout} ms`);
}
