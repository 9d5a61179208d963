import { GraphQLError, type GraphQLResolveInfo, Kind } from 'graphql';
import { expect, test } from 'vitest';
import { located } from '../../../src/engine/schema/field-error.js';

const field = (value: string) => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } });
const infoOf = (node: object, key: number) =>
  // What `located` uses of it.
  ({
    fieldNodes: [node],
    path: { prev: undefined, key, typename: undefined },
  }) as unknown as GraphQLResolveInfo;
const rejected = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error,
  );

test('an error of many parents is located once for each field, with the path of each parent', async () => {
  const cause = new Error('a statement failed');
  const [nodes, edges] = [field('nodes'), field('edges')];
  const errors = await Promise.all(
    [nodes, edges].flatMap((node) =>
      [0, 1, 2].map((key) => rejected(located(Promise.reject(cause), infoOf(node, key)))),
    ),
  );
  for (const error of errors) {
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error.originalError).toBe(cause);
  }
  expect(errors.map(({ path }) => path)).toEqual([[0], [1], [2], [0], [1], [2]]);
  expect(errors.map((error) => error.nodes)).toEqual(
    [nodes, nodes, nodes, edges, edges, edges].map((node) => [node]),
  );
  // A GraphQLError takes a stack trace, which takes longer than everything else.
  expect(new Set(errors.map((error) => Object.getPrototypeOf(error))).size).toBe(2);
});

test('another error is located anew, and results are returned', async () => {
  const info = infoOf(field('nodes'), 0);
  const [first, second] = await Promise.all(
    ['one', 'two'].map((message) => rejected(located(Promise.reject(new Error(message)), info))),
  );
  expect([first.message, second.message]).toEqual(['one', 'two']);
  expect(await located(Promise.resolve(7), info)).toBe(7);
});
