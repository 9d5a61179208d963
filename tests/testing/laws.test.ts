import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  checkBothEnds,
  checkLaws,
  checkOperations,
  checkPages,
  type Operation,
  type Result,
  type TestedApi,
} from '../../src/testing/index.js';
import { model as learningModel } from '../schemas/learning/generated/model.js';
import { learningSchema } from '../schemas/learning/schema.js';
import { model as pressModel } from '../schemas/press/generated/model.js';
import { pressSchema } from '../schemas/press/schema.js';
import { pressRows, type Served, serve } from '../support/tested-api.js';

const uuid = (at: number) => `'00000000-0000-4000-8000-00000000000${at}'`;

/** Rows of every table of the schema `learning`, with links and references, some of them null. */
const learningRows = `
  TRUNCATE users, "Course", "Tag", departments, "Lesson", "Enrolment", "LoginAttempt", "_CourseToTag", "_Prerequisite" RESTART IDENTITY;
  INSERT INTO users (email, name, born, created_at, updated_at) VALUES
    ('a@b', 'Ada', '1815-12-10', '2026-01-01', '2026-01-02'), ('c@d', 'Bob', NULL, '2026-01-01', '2026-01-02'),
    ('e@f', 'Ada', NULL, '2026-01-01', '2026-01-02');
  INSERT INTO departments (name, city, code) VALUES ('Maths', 'Bonn', 7), ('Music', 'Ulm', NULL);
  INSERT INTO "Course" (id, slug, title, level, starts_on, settings, department_id) VALUES
    (${uuid(1)}, 'sets', 'Sets', 'BEGINNER', '2026-02-01', '{"a": [1]}', 1), (${uuid(2)}, 'rings', 'Rings', 'expert', NULL, NULL, 1),
    (${uuid(3)}, 'fugues', 'Fugues', 'INTERMEDIATE', '2026-02-01', NULL, NULL), (${uuid(4)}, 'modes', 'Modes', 'BEGINNER', NULL, NULL, 2);
  INSERT INTO "Tag" (name, weight) VALUES ('hard', 1), ('new', NULL), ('old', 1);
  INSERT INTO "Lesson" (title, "courseId", "teacherId", keywords) VALUES
    ('One', ${uuid(1)}, 1, '{a,b}'), ('Two', ${uuid(1)}, 2, '{}'), ('One', ${uuid(3)}, 1, '{}');
  INSERT INTO "Enrolment" ("userId", "courseId", role, "enrolledAt", grade) VALUES
    (1, ${uuid(1)}, 'TEACHER', '2026-01-03', NULL), (2, ${uuid(1)}, 'STUDENT', '2026-01-03', 1.7), (2, ${uuid(2)}, 'STUDENT', '2026-01-04', NULL);
  INSERT INTO "_CourseToTag" VALUES (${uuid(1)}, 1), (${uuid(2)}, 1), (${uuid(2)}, 2);
  INSERT INTO "_Prerequisite" VALUES (${uuid(2)}, ${uuid(1)}), (${uuid(4)}, ${uuid(1)}), (${uuid(4)}, ${uuid(4)});`;

/** Enough to find a fault, and little time to shrink the operation that shows it. */
const brief = { seed: 1, time: 2_000 };

const learning = { schema: learningSchema, model: learningModel };
const press = { schema: pressSchema, model: pressModel };

describe('the API of the schema `learning`', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve('learning', learning, learningRows);
  });
  afterAll(() => served.close());

  test('keeps the laws', async () => {
    const { operations, ...outcomes } = await checkLaws(served.api, { time: 4_000, runs: 2_000 });
    expect(served.server.logged).toEqual([]);
    expect(operations).toBeGreaterThan(20);
    // Every outcome must occur often enough.
    for (const [outcome, count] of Object.entries(outcomes))
      expect(count / operations, outcome).toBeGreaterThan(0.02);
  }, 60_000);
});

describe('an API that breaks a law', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve('press', press, pressRows);
  });
  afterAll(() => served.close());
  beforeEach(() => served.api.seed());

  /** The API with results that are changed. `change` gets each part of them. */
  const broken = (change: (key: string, value: unknown) => unknown): TestedApi => ({
    ...served.api,
    send: async (operation) =>
      JSON.parse(JSON.stringify(await served.api.send(operation)), change) as Result,
  });

  test('is told by a link that only one end has', async () => {
    await checkBothEnds(served.api);
    let lists = 0;
    const api = broken((key, value) => {
      if (key !== 'list' || !(value as { edges: object }).edges) return value;
      const { edges } = value as { edges: unknown[] };
      // The first nested list that has rows.
      if (edges.length === 0 || ++lists > 1) return value;
      return { totalCount: edges.length - 1, edges: edges.slice(1) };
    });
    await expect(checkBothEnds(api)).rejects.toThrow('have different links');
  });

  test('is told by a wrong totalCount', async () => {
    const api = broken((key, value) => (key === 'totalCount' ? Number(value) + 1 : value));
    await expect(checkBothEnds(api)).rejects.toThrow('totalCount of Article.publications');
  });

  test.each([
    ['a wrong hasNextPage', 'hasNextPage', () => false],
    ['a wrong hasPreviousPage', 'hasPreviousPage', (value: unknown) => !value],
    ['a wrong totalCount', 'totalCount', () => 0],
    ['edges in another order', 'edges', (value: unknown) => (value as unknown[]).toReversed()],
  ])('is told by %s', async (_, name, change) => {
    const api = broken((key, value) => (key === name ? change(value) : value));
    await expect(checkPages(api, brief)).rejects.toThrow('Property failed');
  });

  test('is told by an internal error', async () => {
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    const api = broken((key, value) => (key === 'extensions' ? extensions : value));
    await expect(checkOperations(api, brief)).rejects.toThrow('Property failed');
  });

  test('is told by a mutation that changes rows though it fails', async () => {
    const change = `mutation { createArticle(input: { headline: "x" }) { article { id } } }`;
    const send = async (operation: Operation) => {
      const result = await served.api.send(operation);
      if (result.errors && operation.query.startsWith('mutation'))
        await served.api.send({ query: change });
      return result;
    };
    await expect(checkOperations({ ...served.api, send }, brief)).rejects.toThrow(
      'Property failed',
    );
  });

  test('is told by a seed that leaves other rows', async () => {
    let seeds = 0;
    const seed = async () => {
      await served.api.seed();
      if (++seeds > 1)
        await served.server.run(
          'mutation { deleteArticles(input: { where: {} }) { deletedCount } }',
        );
    };
    await expect(checkOperations({ ...served.api, seed }, brief)).rejects.toThrow(
      'Property failed',
    );
  });
});
